"""What the programme is, and what is not known of it."""

from collections.abc import Iterator

from heft_platform import words
from heft_platform.documents.known import Known
from heft_platform.documents.material import BRIEFING_SAFE, OPERATIONAL, PASTORAL, Fact, Material, Row, Said


def about(known: Known) -> Material:
    """Who it is about, who leads it, and what led to it."""
    programme, line = known.programme, known.programme.line
    week = f"{line.week} of {line.weeks}" if line.week else "Not begun"
    return Material(
        code="about",
        title="About the programme",
        source="The programme, as it was started",
        nothing="Nothing is recorded about the programme.",
        facts=(
            Fact(name="Pupil", value=line.pupil_name, visibility=BRIEFING_SAFE),
            Fact(name="Class or year", value=line.pupil_group or "Not recorded", visibility=BRIEFING_SAFE),
            *_second_roll(known),
            Fact(name="Plan", value=programme.template.terms.plan, visibility=OPERATIONAL),
            Fact(
                name="Template",
                value=f"{programme.template.label}, version {programme.template.version}",
                visibility=OPERATIONAL,
            ),
            Fact(name="Started", value=words.day(programme.started_on), visibility=OPERATIONAL),
            Fact(name="Week", value=week, visibility=OPERATIONAL),
            Fact(name="Key worker", value=line.key_worker, visibility=OPERATIONAL),
            Fact(name=programme.template.lead_words, value=line.coordinator, visibility=OPERATIONAL),
            Fact(
                name="What led to it",
                value="; ".join(programme.triggers) or "Not recorded",
                visibility=PASTORAL,
            ),
            Fact(
                name="What it is for",
                value="; ".join(programme.purposes) or "Not recorded",
                visibility=PASTORAL,
            ),
            Fact(
                name="Seen or heard",
                value=programme.concern or "Not recorded",
                visibility=PASTORAL,
                is_own_note=True,
            ),
        ),
    )


def _second_roll(known: Known) -> Iterator[Fact]:
    if known.rolls.is_dual:
        yield Fact(name="On two rolls", value=known.rolls.said, visibility=PASTORAL)


def relations(known: Known) -> Material:
    """Which other plans the programme stands beside, replaces or takes in."""
    return Material(
        code="relations",
        title="The programme and other plans",
        source="Other plans of the programme",
        nothing="No other plan is named.",
        caption="Other plans",
        headings=("Plan", "How the programme stands to it", "Named on"),
        rows=tuple(
            Row(
                cells=(one.plan_name or one.label, one.how, words.day(one.named_on)),
                visibility=PASTORAL,
            )
            for one in known.relations
        ),
    )


def unknown(known: Known) -> Material:
    """What is missing. A gap is evidence, so it is said."""
    return Material(
        code="unknown",
        title="What we do not know",
        source="What is missing from the record",
        nothing="Nothing is missing that we could find.",
        said=tuple(Said(words=gap, visibility=PASTORAL) for gap in _gaps(known)),
    )


def _gaps(known: Known) -> Iterator[str]:
    programme = known.programme
    unscored = sum(max(0, week.school_days - week.days_recorded) for week in known.progress.weeks)
    if unscored:
        yield f"No daily report for {words.number_of(unscored, 'school day')}."
    for number, target in enumerate(programme.targets, start=1):
        if not target.baseline:
            yield f"Where target {number} started from is not recorded."
    unasked = sum(
        commitment.id not in known.kept for commitment in programme.commitments_asked_about(known.today)
    )
    if unasked:
        yield f"Whether {words.number_of(unasked, 'promise was', 'promises were')} kept has not been asked yet."
    for milestone in programme.milestones:
        is_silent = milestone.is_meeting and milestone.is_to_come and not milestone.is_optional
        if is_silent and milestone.due_on < (programme.closed_on or known.today):
            yield f"The {milestone.label} was due on {words.day(milestone.due_on)}, and no record says that it was held."
