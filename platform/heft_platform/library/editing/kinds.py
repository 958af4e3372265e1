"""The lists of a template that people edit in the browser, and what is asked about each thing in them."""

from dataclasses import dataclass, field
from typing import Any

from heft_platform.library.editing.questions import Question

TEXT, LONG = 200, 2000


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of thing: how it is called, what is asked, and with what a new one begins."""

    way: tuple[str, ...]  # the keys of the lists on the way
    one: str
    many: str
    questions: tuple[Question, ...]
    begins_with: dict[str, Any] = field(default_factory=dict)
    is_fixed: bool = False  # things are changed, and neither added nor taken out
    name_key: str = "label"


MILESTONE = Kind(
    way=("milestones",),
    one="step",
    many="Steps",
    begins_with={"basis": "design", "documents_due": []},
    questions=(
        Question(key="label", label="Name of the step", is_needed=True),
        Question(
            key="week",
            label="Week",
            sort="number",
            least=-20,
            may_be_null=True,
            hint="Counted from the first meeting, which is week 0. Use -3 for three weeks before. Leave it empty if a meeting sets the date",
        ),
        Question(
            key="tolerance_school_days",
            label="School days before it counts as late",
            sort="number",
            is_needed=True,
        ),
        Question(
            key="requirement",
            label="Is it needed?",
            sort="choice",
            choices="requirement",
            is_needed=True,
        ),
        Question(key="meeting", label="Meeting held there", sort="choice", choices="meetings"),
        Question(key="documents_due", label="Papers due by then", sort="choices", choices="documents"),
        Question(
            key="tasks",
            label="Tasks",
            sort="tasks",
            at_most=LONG,
            hint="One on each line. After “|”, say who does it: Invite the family | Coordinator",
        ),
    ),
)
AGENDA_ITEM = Kind(
    way=("meetings", "agenda"),
    one="agenda item",
    many="Agenda",
    name_key="title",
    questions=(
        Question(key="title", label="What it is about", is_needed=True),
        Question(key="phase", label="Stage", sort="choice", choices="phase", is_needed=True),
        Question(key="lead", label="Who leads", sort="choices", choices="roles"),
        Question(key="pupil", label="Is the pupil there?", sort="choice", choices="attends", is_needed=True),
        Question(key="speaks", label="Everyone has a turn to speak", sort="yes", yes="everyone"),
        Question(key="prompts", label="Prompts", sort="lines", at_most=LONG, hint="One on each line"),
    ),
)
MEETING = Kind(
    way=("meetings",),
    one="meeting",
    many="Meetings",
    is_fixed=True,
    questions=(
        Question(key="label", label="Name of the meeting", is_needed=True),
        Question(key="purpose", label="What it is for", sort="long", at_most=LONG, is_needed=True),
        Question(key="chair", label="Who may chair", sort="choices", choices="roles"),
        Question(key="invite--required", label="Who must come", sort="choices", choices="roles"),
        Question(key="invite--expected", label="Who is expected", sort="choices", choices="roles"),
        Question(
            key="invite--on_request", label="Who is invited on request", sort="choices", choices="roles"
        ),
    ),
)
ROLE = Kind(
    way=("roles",),
    one="person",
    many="People",
    begins_with={"basis": "design", "min": 0},
    questions=(
        Question(key="label", label="What they are called", is_needed=True),
        Question(key="party", label="Whose side", sort="choice", choices="party", is_needed=True),
        Question(
            key="requirement",
            label="Are they needed?",
            sort="choice",
            choices="requirement",
            is_needed=True,
        ),
        Question(key="access", label="What they may see", sort="choice", choices="access", is_needed=True),
        Question(key="duties", label="Duties", sort="lines", at_most=LONG, hint="One on each line"),
        Question(key="caution", label="What to think of before choosing somebody", sort="long", at_most=LONG),
    ),
)
DOCUMENT = Kind(
    way=("documents",),
    one="paper",
    many="Questions",
    begins_with={"basis": "design", "sections": []},
    questions=(
        Question(key="label", label="Name of the paper", is_needed=True),
        Question(key="kind", label="What it is", sort="choice", choices="document_kind", is_needed=True),
        Question(key="phase", label="Stage", sort="choice", choices="phase", is_needed=True),
        Question(
            key="requirement",
            label="Is it needed?",
            sort="choice",
            choices="requirement",
            is_needed=True,
        ),
        Question(key="completed_by", label="Who answers", sort="choices", choices="roles"),
        Question(key="class", label="How private it is", sort="choice", choices="class", is_needed=True),
        Question(key="due--milestone", label="By which step is it due?", sort="choice", choices="milestones"),
        Question(key="due--school_days_before", label="School days before that step", sort="number"),
        Question(
            key="intro",
            label="Words at the beginning",
            sort="long",
            at_most=LONG,
            hint="Read aloud to whoever asks for it",
        ),
    ),
)
SECTION = Kind(
    way=("documents", "sections"),
    one="section",
    many="Sections",
    begins_with={"fields": []},
    name_key="title",
    questions=(Question(key="title", label="Heading of the section", is_needed=True),),
)
FIELD = Kind(
    way=("documents", "sections", "fields"),
    one="question",
    many="Questions",
    questions=(
        Question(key="label", label="Question", is_needed=True, at_most=500),
        Question(key="type", label="How it is answered", sort="choice", choices="answer", is_needed=True),
        Question(
            key="options",
            label="Choices",
            sort="options",
            at_most=LONG,
            hint="For one or some of several choices: one on each line",
        ),
        Question(key="scale", label="Scale", sort="choice", choices="scale", hint="For a place on a scale"),
        Question(
            key="text",
            label="Words to read",
            sort="long",
            at_most=LONG,
            hint="For words that ask for no answer",
        ),
        Question(key="help", label="Hint under the question", at_most=500),
        Question(key="required", label="It must be answered", sort="yes"),
    ),
)
PURPOSE = Kind(
    way=("purposes",),
    one="purpose",
    many="Purposes",
    questions=(Question(key="label", label="What a programme can be for", is_needed=True),),
)
KINDS = (MILESTONE, MEETING, AGENDA_ITEM, ROLE, DOCUMENT, SECTION, FIELD, PURPOSE)


def kind_of(place: str) -> Kind | None:
    """Return the kind of the things in the list at a place: “documents/views/sections” holds sections."""
    way = tuple(place.split("/"))[::2]
    if len(place.split("/")) % 2 == 0:
        return None
    return next((kind for kind in KINDS if kind.way == way), None)
