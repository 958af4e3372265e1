"""The week of a pupil: what is different from everybody's, and the rules of a part-time one."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.daily_reports import services as daily_reports
from heft_platform.kept_versions import (
    Writer,
    check_version,
    newest,
    take_out,
    versions_of,
    write_version,
)
from heft_platform.provision.models import Timetable
from heft_platform.provision.services.in_programmes import provision_rules
from heft_platform.provision.services.school_day import USUAL, as_kept, as_read
from heft_platform.provision.week import Change, Period, TimetableView
from heft_platform.refusals import EndsBeforeItBeginsError
from heft_tenants.ids import uuid7
from heft_tenants.refusals import Refused
from heft_tenants.together import Question

LONGEST_PART_TIME = timedelta(weeks=6)
SAID = (
    *("starts_on", "ends_on", "review_on", "is_part_time", "why", "risk"),
    *("agreed_by", "agreed_how", "agreed_on"),
)


class PartTimeNeedsError(Refused):
    """A part-time week lacks something that it must have; `field` is the first that is missing."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class AtMostSixWeeksError(Refused):
    """A part-time week would last longer than six weeks."""


class ReviewOutsideError(Refused):
    """It would be looked at again before it begins or after it has ended."""


class NotPartTimeError(Refused):
    """The pupil would not be in school, and nobody agreed to a part-time week; or is away while it is full-time."""


class AlreadyChangedError(Refused):
    """One of the periods is different already."""


class PeriodInUseError(Refused):
    """The day would lose a period in which something is different."""


def timetables_of(session: Session, *, pupil_id: UUID, today: date) -> list[TimetableView]:
    """Return a pupil's timetables, the latest first."""
    return timetables_asked(pupil_id=pupil_id, today=today).ask(session)


def timetables_asked(*, pupil_id: UUID, today: date) -> Question[list[TimetableView]]:
    """Ask for a pupil's timetables, for pages that ask for more at once."""

    def read(rows: Sequence[Timetable]) -> list[TimetableView]:
        found = (_view(row, today) for row in rows if not row.is_taken_out)
        return sorted(found, key=lambda one: (one.starts_on, one.id), reverse=True)

    return Question(read, newest(Timetable).where(Timetable.pupil_id == pupil_id))


def timetable_of(session: Session, *, pupil_id: UUID, today: date) -> TimetableView | None:
    """Return the timetable that holds for a pupil, or will; None if the week is everybody's."""
    return holding(timetables_of(session, pupil_id=pupil_id, today=today))


def holding(timetables: list[TimetableView]) -> TimetableView | None:
    """Return the one of a pupil's timetables, the latest first, that has begun and not ended; else the next to come."""
    open_ones = [one for one in timetables if not one.is_over]
    begun = [one for one in open_ones if one.starts_on <= one.today]
    return begun[0] if begun else open_ones[-1] if open_ones else None


def timetable_versions(
    session: Session, *, pupil_id: UUID, timetable_id: UUID, today: date
) -> list[TimetableView]:
    """Return every version of a timetable, the newest first; none if the pupil has no such timetable."""
    found = versions_of(session, Timetable, thing_id=timetable_id)
    return [_view(row, today) for row in found if row.pupil_id == pupil_id]


def usual_day(session: Session, *, today: date) -> tuple[Period, ...]:
    """Return the periods that a new timetable starts from: the school's own parts of the day, once they have times.

    Until then those of the timetable that was written last in the school, or usual ones.
    """
    parts = daily_reports.parts_of_day(session, day=today)
    timed = tuple(
        Period(name=part.label, starts=part.begins_at, ends=part.ends_at)
        for part in parts
        if part.begins_at and part.ends_at
    )
    if len(timed) == len(parts):
        return timed
    kept = session.scalar(select(Timetable.periods).order_by(Timetable.written_at.desc()).limit(1))
    return as_read(kept) if kept else USUAL


def keep_timetable(
    session: Session,
    *,
    pupil_id: UUID,
    before: TimetableView | None,
    version: int,
    values: dict[str, Any],
    periods: tuple[Period, ...],
    writer: Writer,
    now: datetime,
) -> UUID:
    """Write a timetable, or change one that was read in this version, and return its id.

    :raises ChangedMeanwhileError: if it has another version by now
    :raises EndsBeforeItBeginsError: if its last day lies before its first
    :raises ReviewOutsideError: if it is looked at again before it begins or after it has ended
    :raises PartTimeNeedsError: if it is part-time and lacks reason, risk, agreement, review or end
    :raises WeekNotInPlanError: if it is new, and the templates of the pupil’s programmes have no place for it
    :raises PartTimeNotInPlanError: if it is part-time, and the templates of the pupil’s programmes have no place for that
    :raises AtMostSixWeeksError: if it is part-time for longer than six weeks
    :raises NotPartTimeError: if it is full-time, and the pupil is not in school in some period
    :raises PeriodInUseError: if a period is gone in which something is different
    """
    _check(values)
    if before is None or (values["is_part_time"] and not before.is_part_time):
        rules = provision_rules(session, pupil_id=pupil_id)
        rules.refuse_week(part_time=values["is_part_time"])
    changes = before.changes if before else ()
    if any(change.kind == "home" for change in changes) and not values["is_part_time"]:
        raise NotPartTimeError
    if any(period > len(periods) for change in changes for period in change.periods):
        raise PeriodInUseError
    timetable_id = before.id if before else uuid7()
    if before is not None:
        check_version(versions_of(session, Timetable, thing_id=timetable_id)[0], version)
    _write(
        session,
        timetable_id,
        pupil_id,
        version,
        {**values, "periods": periods, "changes": changes},
        writer,
        now,
    )
    _record(session, "changed" if before else "added", timetable_id, pupil_id, SAID)
    return timetable_id


def add_change(
    session: Session, *, pupil_id: UUID, before: TimetableView, change: Change, writer: Writer, now: datetime
) -> None:
    """Let something be different on some days in some periods.

    :raises AlreadyChangedError: if something is different there already
    :raises NotPartTimeError: if the pupil would not be in school, and the week is not a part-time one
    :raises ChangedMeanwhileError: if somebody changed the timetable in the same moment
    """
    if change.cells & before.cells.keys():
        raise AlreadyChangedError
    if change.kind == "home" and not before.is_part_time:
        raise NotPartTimeError
    _write_changes(session, pupil_id, before, (*before.changes, change), writer, now)


def remove_change(
    session: Session, *, pupil_id: UUID, before: TimetableView, number: int, writer: Writer, now: datetime
) -> None:
    """Let the change of this number, from 1, be no longer.

    :raises ChangedMeanwhileError: if somebody changed the timetable in the same moment
    """
    left = tuple(one for place, one in enumerate(before.changes, start=1) if place != number)
    _write_changes(session, pupil_id, before, left, writer, now)


def take_timetable_out(
    session: Session, *, pupil_id: UUID, timetable_id: UUID, writer: Writer, now: datetime
) -> None:
    """Take out a timetable that was written by mistake. One that ended is not taken out: it has a last day."""
    found = versions_of(session, Timetable, thing_id=timetable_id)[0]
    if not found.is_taken_out:
        take_out(session, found, writer=writer, now=now)
        _record(session, "taken_out", timetable_id, pupil_id, ())


def _check(values: dict[str, Any]) -> None:
    starts, ends, review = values["starts_on"], values["ends_on"], values["review_on"]
    if ends and ends < starts:
        raise EndsBeforeItBeginsError
    if values["is_part_time"]:
        _check_part_time(values)
    if review and (review < starts or (ends and review > ends)):
        raise ReviewOutsideError


def _check_part_time(values: dict[str, Any]) -> None:
    for field in ("ends_on", "review_on", "risk", "agreed_by", "agreed_how", "agreed_on"):
        if not values[field]:
            raise PartTimeNeedsError(field)
    if values["ends_on"] > values["starts_on"] + LONGEST_PART_TIME:
        raise AtMostSixWeeksError


def _write_changes(
    session: Session,
    pupil_id: UUID,
    before: TimetableView,
    changes: tuple[Change, ...],
    writer: Writer,
    now: datetime,
) -> None:
    values = {name: getattr(before, name) for name in SAID}
    values |= {"periods": before.periods, "changes": changes}
    _write(session, before.id, pupil_id, before.version, values, writer, now)
    _record(session, "changed", before.id, pupil_id, ("changes",))


def _write(
    session: Session,
    timetable_id: UUID,
    pupil_id: UUID,
    version: int,
    values: dict[str, Any],
    writer: Writer,
    now: datetime,
) -> None:
    kept = {"periods": as_kept(values["periods"]), "changes": [vars(one) for one in values["changes"]]}
    write_version(
        session,
        Timetable,
        version=version,
        writer=writer,
        now=now,
        id=timetable_id,
        pupil_id=pupil_id,
        is_taken_out=False,
        **{**values, **kept},
    )


def _view(row: Timetable, today: date) -> TimetableView:
    return TimetableView(
        id=row.id,
        version=row.version,
        periods=as_read(row.periods),
        changes=tuple(
            Change(**{**one, "days": tuple(one["days"]), "periods": tuple(one["periods"])})
            for one in row.changes
        ),
        is_taken_out=row.is_taken_out,
        writer=row.writer_name,
        written_at=row.written_at,
        today=today,
        **{name: getattr(row, name) for name in SAID},
    )


def _record(session: Session, deed: str, timetable_id: UUID, pupil_id: UUID, fields: tuple[str, ...]) -> None:
    record(
        session,
        action=f"timetable.{deed}",
        thing="timetable",
        thing_id=timetable_id,
        pupil_id=pupil_id,
        fields=fields,
    )
