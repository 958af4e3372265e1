"""What happened at school, and what was tried before."""

from heft_platform import words
from heft_platform.documents.known import Known
from heft_platform.documents.material import PASTORAL, Material, Row, Said
from heft_platform.records.services import attendance_by_time, suspension_summary


def tried(known: Known) -> Material:
    """What help there was before, with what came of it."""
    return Material(
        code="tried",
        title="Help that was tried before",
        source="Provision",
        nothing="No earlier help is recorded.",
        caption="Help that was tried, and what came of it",
        headings=("Help", "Why", "How often", "When", "What came of it"),
        rows=tuple(
            Row(cells=(one.what, one.why, one.dose, one.when, one.impact_said), visibility=PASTORAL)
            for one in known.help
            if one.state in {"earlier", "ended"}
        ),
    )


def behaviour(known: Known) -> Material:
    """What happened, with what went before and what came of it; good news is counted too."""
    window = known.looks_back("behaviour")
    incidents = [one for one in known.incidents if window is None or window.holds(one.day)]
    praise = sum(one.is_praise for one in incidents)
    number = len(incidents) - praise
    counted = f"{words.number_of(number, 'incident')} and {words.number_of(praise, 'time')} of praise."
    said = f"{counted} {window.said}" if window else counted
    return Material(
        code="behaviour",
        title="Behaviour",
        source="Behaviour log",
        nothing="Nothing is recorded in the behaviour log.",
        said=(Said(words=said, visibility=PASTORAL),) if known.incidents else (),
        caption="Behaviour log",
        headings=("Day", "What", "What went before", "What happened", "What came of it"),
        rows=tuple(
            Row(
                cells=(
                    ", ".join(filter(None, (words.day(one.day), one.when_words, one.place))),
                    ", ".join(filter(None, (one.kind_words, one.severity_words))),
                    one.antecedent or "Not recorded",
                    one.behaviour,
                    one.consequence or "Not recorded",
                ),
                visibility=PASTORAL,
            )
            for one in incidents
        ),
    )


def attendance(known: Known) -> Material:
    """How much of school the pupil was there for."""
    by_time = attendance_by_time(known.attendance, today=known.today)
    return Material(
        code="attendance",
        title="Attendance",
        source="Attendance",
        nothing="No attendance is recorded for this school year.",
        caption="Attendance of this school year, in sessions",
        headings=("Time", "Attended", "Authorised absence", "Unauthorised absence", "Late"),
        rows=tuple(
            Row(
                cells=(
                    one.name,
                    f"{one.figures.percent}%" if one.figures.percent is not None else "Not known",
                    f"{one.figures.authorised} of {one.figures.possible}",
                    f"{one.figures.unauthorised} of {one.figures.possible}",
                    str(one.figures.late),
                ),
                visibility=PASTORAL,
            )
            for one in by_time
        ),
    )


def suspensions(known: Known) -> Material:
    """Suspensions with their reasons; those that were cancelled are not among them."""
    standing = [one for one in known.suspensions if one.stands]
    year = suspension_summary(standing, today=known.today).year
    return Material(
        code="suspensions",
        title="Suspensions",
        source="Suspensions",
        nothing="No suspension is recorded.",
        said=(
            Said(
                words=f"{year.name}: {words.number_of(year.number, 'suspension')}, {year.days_words}.",
                visibility=PASTORAL,
            ),
        )
        if standing
        else (),
        caption="Suspensions",
        headings=("When", "What", "How long", "Reasons", "Circumstances"),
        rows=tuple(
            Row(
                cells=(
                    one.period_words,
                    one.category_words,
                    one.days_words,
                    "; ".join(one.reason_words) or "Not recorded",
                    one.circumstances or "Not recorded",
                ),
                visibility=PASTORAL,
            )
            for one in standing
        ),
    )
