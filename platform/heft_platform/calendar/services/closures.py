"""Days of term on which one school has no pupils: staff training, and closures foreseen or not."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar.models import CalendarChange
from heft_platform.calendar.services.reading import calendar_of_school
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.refusals import Refused

LONGEST_CLOSURE = timedelta(weeks=6)


class DayAlreadyClosedError(Refused):
    """There is no school on these days anyway; `why` says why not on the first of them."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class ClosureTooLongError(Refused):
    """A closure ends after it begins, and within six weeks. Longer ones change the term."""


def add_inset(session: Session, *, day: date, reason: str = "") -> None:
    """Give a day to the training of the school's staff.

    :raises CalendarHorizonError: if the calendar says nothing of this day
    :raises DayAlreadyClosedError: if there is no school on it anyway
    """
    _close(session, day, day, "inset", reason)


def add_closure(session: Session, *, day: date, last_on: date | None = None, reason: str = "") -> None:
    """Close the school on a day, or on every school day until another.

    :raises ClosureTooLongError: if it ends before it begins, or after more than six weeks
    :raises CalendarHorizonError: if the calendar says nothing of these days
    :raises DayAlreadyClosedError: if there is no school on any of them anyway
    """
    _close(session, day, last_on or day, "closure", reason)


def remove_change(session: Session, *, change_id: UUID) -> None:
    """Make a day a school day again. Done twice, it is done once."""
    change = session.get(CalendarChange, (current().org, change_id))
    if change is not None:
        session.delete(change)
        record(
            session, action="calendar.changed", thing="calendar", thing_id=change_id, fields=("day", "kind")
        )


def _close(session: Session, first: date, last: date, kind: str, reason: str) -> None:
    if not first <= last <= first + LONGEST_CLOSURE:
        raise ClosureTooLongError
    calendar = calendar_of_school(session)
    school_days = list(calendar.school_days_between(first, last))
    if not school_days:
        raise DayAlreadyClosedError(calendar.why_no_school(first) or "")

    closed = [
        {"org_id": current().org, "id": uuid7(), "day": day, "kind": kind, "reason": reason}
        for day in school_days
    ]
    made = insert(CalendarChange).values(closed).on_conflict_do_nothing().returning(CalendarChange.id)
    if not session.execute(made).all():  # somebody else closed all of them in the same moment
        raise DayAlreadyClosedError(calendar_of_school(session).why_no_school(first) or "")
    record(session, action="calendar.changed", thing="calendar", fields=("day", "kind", "reason"))
