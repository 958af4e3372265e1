"""Assemble a pack: once for its audience, from what is recorded, and never typed again.

A block without anything stays and says so: a gap is evidence.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform import words
from heft_platform.daily_reports import services as daily_reports
from heft_platform.daily_reports.services import Progress
from heft_platform.documents.pack import Block, Pack, PackChart, PackTable
from heft_platform.meetings import services as meetings
from heft_platform.meetings.services import ReviewView
from heft_platform.programmes.services import ProgrammeView
from heft_platform.programmes.services.reading import NOTES_SHOWN


def build_pack(session: Session, *, programme: ProgrammeView, audience: str, today: date) -> Pack:
    """Assemble a pack for the “school”, with everything, or for the “authority”, without its staff's own notes."""
    progress = daily_reports.progress_of(session, programme=programme, today=today)
    reviews = meetings.reviews_of(session, programme_id=programme.id)
    kept = meetings.last_results(session, programme_id=programme.id)
    blocks = [
        _about(programme, audience),
        _plan(programme),
        _promises(programme, kept),
        _going(progress),
        _reviews(reviews),
    ]
    if audience == "school":
        blocks.append(_log(programme))
    if programme.verdict:
        blocks.append(_outcome(programme))
    blocks.append(_unknown(programme, progress, kept, today))
    return Pack(
        reference=programme.reference,
        title=f"Programme {programme.reference}",
        audience=audience,
        made_on=today.isoformat(),
        blocks=tuple(blocks),
    )


def _about(programme: ProgrammeView, audience: str) -> Block:
    line = programme.line
    facts = [
        ("Pupil", line.pupil_name),
        ("Class or year", line.pupil_group or "Not recorded"),
        ("Template", f"{programme.template.label}, version {programme.template.version}"),
        ("Started", words.day(programme.started_on)),
        ("Week", f"{line.week} of {line.weeks}" if line.week else "Not begun"),
        ("Key worker", line.key_worker),
        ("Coordinator", line.coordinator),
        ("What led to it", "; ".join(programme.triggers) or "Not recorded"),
        ("What it is for", "; ".join(programme.purposes) or "Not recorded"),
    ]
    if audience == "school":
        facts.append(("Seen or heard", programme.concern or "Not recorded"))
    return Block(title="About the programme", facts=tuple(facts))


def _plan(programme: ProgrammeView) -> Block:
    rows = tuple(
        (
            f"{number}. {one.statement}",
            one.success,
            one.measure_words,
            one.baseline or "Not said",
            one.aim or "Not said",
        )
        for number, one in enumerate(programme.targets, start=1)
    )
    headings = ("Target", "What it looks like", "Measured by", "Start", "Aim")
    table = PackTable(caption="Targets", headings=headings, rows=rows)
    return Block(
        title="Targets", table=table if rows else None, gap="" if rows else "No targets are recorded."
    )


def _promises(programme: ProgrammeView, kept: Mapping[UUID, str]) -> Block:
    rows = tuple(
        (
            one.what,
            said,
            one.who,
            one.how_often or "Not said",
            meetings.KEPT_WORDS.get(kept.get(one.id, ""), "Not asked yet"),
        )
        for said, several in programme.by_party()
        for one in several
    )
    headings = ("What was promised", "From", "Who", "How often", "At the last review")
    table = PackTable(caption="What was promised, and tried", headings=headings, rows=rows)
    gap = "" if rows else "Nothing is recorded about what was tried."
    return Block(title="What was promised, and tried", table=table if rows else None, gap=gap)


def _going(progress: Progress) -> Block:
    if not progress.weeks:
        return Block(title="How it is going", gap="No daily reports are recorded.")
    rows = tuple(
        (
            f"Week {week.number}",
            *(f"{share}%" if share is not None else "Not scored" for share in week.by_target),
            week.recorded_words,
        )
        for week in progress.weeks
    )
    table = PackTable(
        caption="Share of each target met, week by week",
        headings=("Week", *progress.targets, "Recorded"),
        rows=rows,
    )
    chart = _chart(progress) if progress.has_chart else None
    return Block(title="How it is going", paragraphs=(progress.sentence,), chart=chart, table=table)


def _chart(progress: Progress) -> PackChart:
    return PackChart(
        weeks=tuple(week.number for week in progress.weeks),
        lines=tuple(
            (target, tuple(week.by_target[place] for week in progress.weeks))
            for place, target in enumerate(progress.targets)
        ),
    )


def _reviews(reviews: list[ReviewView]) -> Block:
    if not reviews:
        return Block(title="Reviews", gap="No review has been held.")
    rows = tuple(
        (f"{one.label}, {words.short_day(one.held_on)}", statement, result, change)
        for one in reversed(reviews)
        for statement, result, change in one.targets
    )
    said = tuple(
        f"{one.label}, {words.day(one.held_on)}: {one.summary} There: {one.present}."
        for one in reversed(reviews)
    )
    table = PackTable(
        caption="Results at reviews", headings=("Review", "Target", "Result", "And then"), rows=rows
    )
    return Block(title="Reviews", paragraphs=said, table=table if rows else None)


def _log(programme: ProgrammeView) -> Block:
    said = tuple(
        f"{words.day(one.written_at)}, {one.author}: {one.body}" for one in reversed(programme.notes)
    )
    if len(said) >= NOTES_SHOWN:
        return Block(title="Log", paragraphs=said, gap=f"These are the newest {NOTES_SHOWN} notes.")
    return Block(title="Log", paragraphs=said, gap="" if said else "Nothing is in the log.")


def _outcome(programme: ProgrammeView) -> Block:
    return Block(
        title="How it ended",
        paragraphs=(programme.closing_words,),
        facts=(
            ("Outcome", programme.verdict or ""),
            ("What comes next", "; ".join(programme.next_steps)),
            ("Finished", words.day(programme.closed_on) if programme.closed_on else ""),
        ),
    )


def _unknown(programme: ProgrammeView, progress: Progress, kept: Mapping[UUID, str], today: date) -> Block:
    found = tuple(_gaps(programme, progress, kept, today))
    return Block(
        title="What we do not know",
        paragraphs=found,
        gap="" if found else "Nothing is missing that we could find.",
    )


def _gaps(
    programme: ProgrammeView, progress: Progress, kept: Mapping[UUID, str], today: date
) -> Iterator[str]:
    unscored = sum(max(0, week.school_days - week.days_recorded) for week in progress.weeks)
    if unscored:
        yield f"No daily report for {words.number_of(unscored, 'school day')}."
    for number, target in enumerate(programme.targets, start=1):
        if not target.baseline:
            yield f"Where target {number} started from is not recorded."
    unasked = sum(1 for promise in programme.commitments if promise.id not in kept)
    if unasked:
        yield f"Whether {words.number_of(unasked, 'promise was', 'promises were')} kept has not been asked yet."
    for step in programme.steps:
        if step.is_meeting and step.held_on is None and step.due_on < (programme.closed_on or today):
            yield f"The {step.label} was due on {words.day(step.due_on)}, and no record says that it was held."
