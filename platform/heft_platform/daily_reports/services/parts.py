"""The parts of the school’s day: six until the school says otherwise, and never changed for days that were scored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.daily_reports.models import DailyReport, PartOfDay
from heft_platform.named import DAY
from heft_tenants.ids import uuid7
from heft_tenants.refusals import Refused
from heft_tenants.together import Question, Statement, built_once

MOST_PARTS = 12


class NoPartsError(Refused):
    """A day without parts cannot be scored."""


class TimesOutOfOrderError(Refused):
    """A part ends before it begins, or before the one above it does; `label` is its name."""

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(label)


class SameNameTwiceError(Refused):
    """Two parts have the same name; `label` is it."""

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(label)


class AlreadyScoredError(Refused):
    """Lessons are scored on this day or after it: they keep the parts that they were scored in."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the day."""

    number: int
    label: str
    begins_at: time | None = None
    ends_at: time | None = None

    def holds(self, at: time) -> bool:
        return self.begins_at is not None and self.ends_at is not None and self.begins_at <= at < self.ends_at


USUAL = tuple(
    Part(number=number, label=label)
    for number, label in enumerate(
        ("Lesson 1", "Lesson 2", "Lesson 3", "Lunchtime", "Lesson 4", "Lesson 5"), start=1
    )
)


def parts_of_day(session: Session, *, day: date) -> tuple[Part, ...]:
    """Return the parts of a day in their order, as they are on that day."""
    return parts_asked(day=day).ask(session)


def parts_asked(*, day: date) -> Question[tuple[Part, ...]]:
    """Ask for the parts of a day, for pages that ask for more at once."""
    return Question(
        lambda found: (
            tuple(
                Part(number=one.number, label=one.label, begins_at=one.begins_at, ends_at=one.ends_at)
                for one in found
            )
            or USUAL
        ),
        _parts_on_day(),
        day=day,
    )


@built_once
def _parts_on_day() -> Statement:
    on_day = select(PartOfDay).where(
        or_(PartOfDay.from_on.is_(None), PartOfDay.from_on <= DAY),
        or_(PartOfDay.until_on.is_(None), PartOfDay.until_on > DAY),
    )
    return on_day.order_by(PartOfDay.place)


def divide_day(session: Session, *, parts: Sequence[Part], from_on: date) -> None:
    """Divide the day otherwise, from a day on. The numbers of the given parts count for nothing.

    :raises NoPartsError: if there are none
    :raises SameNameTwiceError: if two have the same name
    :raises TimesOutOfOrderError: if a part ends before it begins, or before the one above it
    :raises AlreadyScoredError: if something is scored on this day or after it
    """
    if not parts:
        raise NoPartsError
    _check(parts)
    if session.scalar(select(DailyReport.day).where(DailyReport.day >= from_on).limit(1)) is not None:
        raise AlreadyScoredError
    last = session.scalar(select(func.max(PartOfDay.number)))
    if last is None:
        last = len(USUAL)
        session.execute(
            insert(PartOfDay).values([_row(one, place, None, from_on) for place, one in enumerate(USUAL)])
        )
    else:
        session.execute(delete(PartOfDay).where(PartOfDay.from_on >= from_on))
        session.execute(
            update(PartOfDay)
            .where(or_(PartOfDay.until_on.is_(None), PartOfDay.until_on > from_on))
            .values(until_on=from_on)
        )
    numbered = [
        _row(
            Part(number=last + place, label=one.label, begins_at=one.begins_at, ends_at=one.ends_at),
            place,
            from_on,
            None,
        )
        for place, one in enumerate(parts, start=1)
    ]
    session.execute(insert(PartOfDay).values(numbered))
    record(session, action="day.divided", thing="calendar", fields=("label", "begins_at", "ends_at"))


def _check(parts: Sequence[Part]) -> None:
    known: set[str] = set()
    before: time | None = None
    for part in parts:
        if part.label.casefold() in known:
            raise SameNameTwiceError(part.label)
        known.add(part.label.casefold())
        if part.begins_at and part.ends_at and part.begins_at >= part.ends_at:
            raise TimesOutOfOrderError(part.label)
        if before and part.begins_at and part.begins_at < before:
            raise TimesOutOfOrderError(part.label)
        before = part.ends_at or before


def _row(part: Part, place: int, from_on: date | None, until_on: date | None) -> dict[str, object]:
    return {
        "id": uuid7(),
        "number": part.number,
        "place": place,
        "label": part.label,
        "begins_at": part.begins_at,
        "ends_at": part.ends_at,
        "from_on": from_on,
        "until_on": until_on,
    }
