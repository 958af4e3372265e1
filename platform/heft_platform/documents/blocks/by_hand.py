"""What is written in beforehand on paper that is filled in by hand, where somebody wants it there: whose it is, and of what."""

from heft_platform.documents.known import Known
from heft_platform.documents.material import BRIEFING_SAFE, OPERATIONAL, PASTORAL, Fact, Material, Row


def whose(known: Known) -> Material:
    """The pupil’s name and class, as they stand at the top of a sheet."""
    line = known.programme.line
    group = (
        (Fact(name="Class", value=line.pupil_group, visibility=BRIEFING_SAFE),) if line.pupil_group else ()
    )
    return Material(
        code="whose",
        title="Whose it is",
        source="The list of pupils",
        nothing="No name is recorded.",
        facts=(Fact(name="Name", value=line.pupil_name, visibility=BRIEFING_SAFE), *group),
        lowest=BRIEFING_SAFE,
    )


def targets(known: Known) -> Material:
    """The targets, each as a line of its own to write against."""
    return Material(
        code="form_targets",
        title="Targets to write against",
        source="The plan",
        nothing="No target is in the plan yet.",
        caption="Targets",
        headings=("Target",),
        rows=tuple(Row(cells=(one.statement,), visibility=PASTORAL) for one in known.programme.targets),
    )


def commitments(known: Known) -> Material:
    """The commitments, each as a line of its own to write against."""
    return Material(
        code="form_commitments",
        title="Promises to write against",
        source="The plan",
        nothing="Nothing is promised in the plan yet.",
        caption="Promises",
        headings=("Promise", "From"),
        rows=tuple(
            Row(cells=(f"{one.who}: {one.what}" if one.who else one.what, side), visibility=PASTORAL)
            for side, several in known.programme.by_party()
            for one in several
        ),
    )


def card_targets(known: Known) -> Material:
    """What is scored on the daily report, in the pupil’s words where there are some."""
    plan, _ = known.report
    return Material(
        code="card_targets",
        title="What is scored",
        source="The daily report, as it was agreed",
        nothing="No target is in the plan yet, so there is room to write them in.",
        caption="What is scored",
        headings=("Target",),
        rows=tuple(
            Row(cells=(one.pupil_words or one.statement,), visibility=PASTORAL)
            for one in plan.targets_of(known.programme.targets)
        ),
    )


def card_day(known: Known) -> Material:
    """The parts of this school’s day that are on the report, on which days, and the words of its scale."""
    plan, parts = known.report
    return Material(
        code="card_day",
        title="When and how it is scored",
        source="The daily report, as it was agreed, and the parts of the school’s day",
        nothing="",
        facts=(
            Fact(name="Days", value=", ".join(plan.day_words), visibility=OPERATIONAL),
            *(
                Fact(name=str(points), value=said, visibility=OPERATIONAL)
                for points, said in enumerate(plan.step_words)
            ),
        ),
        caption="Parts of the day",
        headings=("Part of the day",),
        rows=tuple(Row(cells=(one.label,), visibility=OPERATIONAL) for one in plan.parts_of(parts)),
    )
