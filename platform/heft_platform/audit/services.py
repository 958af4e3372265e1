"""Write down what was done or looked at, in the transaction of the deed, as its last act."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, event, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from heft_platform.audit.models import Trail, TrailHead
from heft_platform.audit.plain_words import ENTERED, in_words, parts_in_words
from heft_platform.full_lists import one_by_one
from heft_tenants.sessions import FencedSession

__all__ = [
    "ENTERED",
    "Entries",
    "Telling",
    "TrailLine",
    "entries_in_full",
    "entries_so_far",
    "entries_through",
    "in_words",
    "newest_entries",
    "parts_in_words",
    "record",
]

_TO_WRITE = "trail_to_write"
AT_ONCE = 50  # entries in one statement


def record(
    session: Session,
    *,
    action: str,
    thing: str,
    thing_id: UUID | None = None,
    pupil_id: UUID | None = None,
    fields: Collection[str] = (),
) -> None:
    """Have an entry written when the session commits: who and where come from the context, and are not told here.

    `action` is like "programme.viewed". `fields` are names of what was changed or shown, never values.
    """
    detail = {"fields": sorted(fields)} if fields else {}
    entry = (action, thing, thing_id, pupil_id, detail)
    waiting = session.info.setdefault(_TO_WRITE, [])
    if entry not in waiting:
        waiting.append(entry)


@event.listens_for(FencedSession, "before_commit")
def _write_last(session: Session) -> None:
    """Write what waits. Last, because an entry holds the head of the organisation's trail until the commit."""
    waiting: list[tuple[Any, ...]] = session.info.pop(_TO_WRITE, [])
    if not waiting:
        return
    session.flush()
    for first in range(0, len(waiting), AT_ONCE):
        several = waiting[first : first + AT_ONCE]
        session.execute(select(*(_recorded(*entry) for entry in several)))


def _recorded(
    action: str, thing: str, thing_id: UUID | None, pupil_id: UUID | None, detail: dict[str, Any]
) -> ColumnElement[Any]:
    """Return an entry as a column: the database works columns out in their order, so the trail keeps it."""
    return func.fence.record(action, thing, thing_id, pupil_id, literal(detail, JSONB))


@event.listens_for(FencedSession, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_TO_WRITE, None)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the trail, as people read it."""

    at: datetime
    person_id: UUID | None
    through_a_gate: bool
    action: str
    thing: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Entries that tell by themselves of what not everybody may know: those of an action that name a field."""

    action: str
    field: str

    def has(self) -> ColumnElement[bool]:
        return and_(Trail.action == self.action, Trail.detail.contains({"fields": [self.field]}))


def entries_in_full(
    session: Session, *, since: datetime, until: datetime, leaving_out: Collection[Telling] = ()
) -> Iterator[Row[Any]]:
    """Give what was done and who looked from a moment to another, in order, row by row: as the columns of the trail."""
    entry = (
        Trail.at,
        Trail.person_id,
        Trail.visit_id,
        Trail.action,
        Trail.thing,
        Trail.pupil_id,
        Trail.detail,
    )
    told = [~one.has() for one in leaving_out]
    within = select(*entry).where(Trail.at >= since, Trail.at < until, *told)
    return one_by_one(session, within.order_by(Trail.seq))


@dataclass(frozen=True, kw_only=True)
class TrailLine:
    """One entry of the whole trail; nobody named means the clock.

    Its number is not told: whoever may not read every entry would count by it those that are left out.
    """

    at: datetime
    person_id: UUID | None
    through_a_gate: bool
    action: str
    thing: str
    pupil_id: UUID | None
    detail: dict[str, Any]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(self.detail.get("fields", ()))


def newest_entries(
    session: Session,
    *,
    person_id: UUID | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: datetime | None = None,
    leaving_out: Collection[Telling] = (),
    at_most: int,
) -> list[TrailLine]:
    """Return what was done and who looked, the newest first: of one person, in a time, or before an entry, if told.

    No two entries are of one moment: each holds the head of the trail while it is written.
    """
    found = select(Trail).order_by(Trail.at.desc()).limit(at_most).where(*[~one.has() for one in leaving_out])
    if person_id is not None:
        found = found.where(Trail.person_id == person_id)
    if since is not None and until is not None:
        found = found.where(Trail.at >= since, Trail.at < until)
    if before is not None:
        found = found.where(Trail.at < before)
    return [
        TrailLine(
            at=line.at,
            person_id=line.person_id,
            through_a_gate=line.visit_id is not None,
            action=line.action,
            thing=line.thing,
            pupil_id=line.pupil_id,
            detail=line.detail,
        )
        for line in session.scalars(found)
    ]


def entries_so_far(session: Session) -> int:
    """Return how many entries the organisation's trail has."""
    return session.scalar(select(TrailHead.seq)) or 0


@dataclass(frozen=True, kw_only=True)
class Entries:
    """How often somebody came in through a gate, and when they last did anything inside."""

    times: int
    last_seen: datetime


def entries_through(session: Session, *, grant_ids: Sequence[UUID]) -> dict[UUID, Entries]:
    """Return who came in through gates, by their grants; those who never did are not in it."""
    came_in = func.count().filter(Trail.action == ENTERED)
    of_each = (
        select(Trail.visit_id, came_in, func.max(Trail.at))
        .where(Trail.visit_id.in_(grant_ids))
        .group_by(Trail.visit_id)
    )
    return {
        visit_id: Entries(times=times, last_seen=at)
        for visit_id, times, at in session.execute(of_each)
        if visit_id is not None
    }


def _entry(line: Trail) -> Entry:
    return Entry(
        at=line.at,
        person_id=line.person_id,
        through_a_gate=line.visit_id is not None,
        action=line.action,
        thing=line.thing,
        fields=tuple(line.detail.get("fields", ())),
    )
