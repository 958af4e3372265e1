"""The pack: what is recorded of a programme, assembled once for its audience and never typed again.

Pages, letters, Word and PDF all show the same blocks. A block without anything stays and says so: a gap is evidence.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from heft_platform import words
from heft_platform.daily_reports import services as daily_reports
from heft_platform.daily_reports.progress import Progress
from heft_platform.meetings import services as meetings
from heft_platform.meetings.services import ReviewView
from heft_platform.programmes.views import ProgrammeView

NOTES_IN_SCHOOL = 50


@dataclass(frozen=True, kw_only=True)
class PackTable:
    """Figures or promises in rows; the first cell of a row names it."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class PackChart:
    """What is drawn: for each line its share in percent, week by week; None where nothing is known."""

    weeks: tuple[int, ...]
    lines: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of a pack: paragraphs, facts, a chart and a table, or what is not known."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    chart: PackChart | None = None
    table: PackTable | None = None
    gap: str = ""


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A programme as one audience reads it."""

    reference: str
    title: str
    audience: str
    made_on: str
    blocks: tuple[Block, ...]

    def to_content(self) -> dict[str, Any]:
        """Return the pack as JSON, as a letter carries it."""
        return asdict(self)

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> "Pack":
        """Return the pack that a letter carries."""
        return cls(**{**content, "blocks": tuple(_block(one) for one in content["blocks"])})


def build_pack(session: Session, *, programme: ProgrammeView, audience: str, today: date) -> Pack:
    """Assemble a pack: `audience` is “school” (everything) or “authority” (no log, no reasons in the school's words)."""
    progress = daily_reports.progress_of(session, programme=programme, today=today)
    reviews = meetings.reviews_of(session, programme_id=programme.id)
    blocks = [
        _about(programme),
        _plan(programme),
        _promises(session, programme),
        _going(progress),
        _reviews(reviews),
    ]
    if audience == "school":
        blocks.append(_log(programme))
    if programme.verdict:
        blocks.append(_outcome(programme))
    return Pack(
        reference=programme.reference,
        title=f"Programme {programme.reference}",
        audience=audience,
        made_on=today.isoformat(),
        blocks=tuple(blocks),
    )


def _about(programme: ProgrammeView) -> Block:
    line = programme.line
    return Block(
        title="About the programme",
        facts=(
            ("Pupil", line.pupil_name),
            ("Class or year", line.pupil_group or "Not recorded"),
            ("Template", f"{programme.template.label}, version {programme.template.version}"),
            ("Started", words.day(programme.started_on)),
            ("Week", f"{line.week} of {line.weeks}" if line.week else "Not begun"),
            ("Key worker", line.key_worker),
            ("Coordinator", line.coordinator),
            ("What led to it", "; ".join(programme.triggers) or "Not recorded"),
            ("What it is for", "; ".join(programme.purposes) or "Not recorded"),
            ("Seen or heard", programme.concern or "Not recorded"),
        ),
    )


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


def _promises(session: Session, programme: ProgrammeView) -> Block:
    kept = meetings.last_results(session, programme_id=programme.id)
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
        f"{words.day(one.written_at)}, {one.author}: {one.body}"
        for one in reversed(programme.notes[:NOTES_IN_SCHOOL])
    )
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


def _block(content: Mapping[str, Any]) -> Block:
    chart, table = content.get("chart"), content.get("table")
    return Block(
        title=content["title"],
        paragraphs=tuple(content["paragraphs"]),
        facts=tuple((name, value) for name, value in content["facts"]),
        chart=_chart_of(chart) if chart else None,
        table=_table_of(table) if table else None,
        gap=content["gap"],
    )


def _chart_of(content: Mapping[str, Any]) -> PackChart:
    return PackChart(
        weeks=tuple(content["weeks"]),
        lines=tuple((label, tuple(shares)) for label, shares in content["lines"]),
    )


def _table_of(content: Mapping[str, Any]) -> PackTable:
    return PackTable(
        caption=content["caption"],
        headings=tuple(content["headings"]),
        rows=tuple(tuple(row) for row in content["rows"]),
    )
