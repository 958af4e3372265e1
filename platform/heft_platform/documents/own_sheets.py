"""Sheets of paper that every school needs, whatever its template asks: they ask what our own pages ask."""

from heft_platform.library.services import Document, Question, Section
from heft_tenants.visibility import Visibility

SEVERITY = {"low": "Low", "medium": "Medium", "high": "High"}


def _sheet(code: str, label: str, intro: str, *sections: Section) -> Document:
    return Document(
        requirement="optional",
        id=code,
        label=label,
        basis="design",
        kind="log_sheet",
        phase="do",
        completed_by=(),
        visibility=Visibility.PASTORAL,
        sections=sections,
        intro=intro,
    )


def _short(code: str, label: str) -> Question:
    return Question(id=code, label=label, type="short_text")


def _long(code: str, label: str, hint: str = "") -> Question:
    return Question(id=code, label=label, type="long_text", help=hint)


SESSION_LOG = _sheet(
    "session",
    "Session with the key worker",
    "",
    Section(
        id="held",
        title="The session",
        questions=(
            Question(id="day", label="Day", type="date"),
            Question(
                id="outcome",
                label="Was it held?",
                type="single_choice",
                options={"held": "Held", "pupil_absent": "The pupil was not there", "not_held": "Not held"},
            ),
            _short("why", "If not: why"),
        ),
    ),
    Section(
        id="targets",
        title="The targets",
        questions=(
            Question(
                id="marks",
                label="How each target goes",
                type="table",
                rows_from="targets",
                columns=(_short("mark", "How it goes"), _short("seen", "What was seen or heard")),
            ),
            Question(
                id="own_control",
                label="How far do I feel in control of what I do? (the pupil says)",
                type="single_choice",
                options={str(number): str(number) for number in range(1, 6)},
                help="1 is not at all, 5 is completely",
            ),
        ),
    ),
    Section(
        id="words",
        title="What was said",
        questions=(
            _long("helped", "What helped"),
            _long("next_time", "What we do next"),
            Question(id="next_on", label="Next session on", type="date"),
        ),
    ),
)

BEHAVIOUR_LOG = _sheet(
    "behaviour",
    "Behaviour log",
    "Write what was seen or heard, good news too, and no judgement. A line for each time.",
    Section(
        id="log",
        title="What happened",
        questions=(
            Question(
                id="lines",
                label="Log",
                type="table",
                max_rows=13,
                columns=(
                    _short("when", "Day and time"),
                    _short("place", "Where"),
                    _short("before", "What went before"),
                    _short("behaviour", "What was done or said"),
                    _short("after", "What came of it"),
                    _short("adult", "Adult"),
                ),
            ),
        ),
    ),
)

ABC_SHEET = _sheet(
    "abc",
    "ABC sheet",
    "One sheet for one time. Write what was seen or heard, and no judgement.",
    Section(
        id="abc",
        title="What happened",
        questions=(
            _short("day", "Day and time"),
            _short("place", "Part of the day, and place"),
            _short("adults", "Adults who were there"),
            _long("antecedent", "A: what went before", "What was asked, who was near, what had changed"),
            _long("behaviour", "B: what was done or said", "As it could be filmed"),
            _long("consequence", "C: what came of it", "What adults did, what others did, how it ended"),
            Question(id="severity", label="How serious was it?", type="single_choice", options=SEVERITY),
            _long("helps", "What may help next time"),
        ),
    ),
)

OWN_SHEETS = (SESSION_LOG, BEHAVIOUR_LOG, ABC_SHEET)
