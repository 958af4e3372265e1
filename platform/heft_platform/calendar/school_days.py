"""Counting in school days and school weeks. Every count ends where the calendar does: a date is never guessed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from heft_tenants.refusals import Refused

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
SATURDAY = 5
# Month and day of six days that lie in nobody's holidays in England and Wales, one in each half-term. A gap between
# terms that holds one of them is no holiday but a term that nobody entered.
CERTAIN = ((1, 20), (3, 5), (5, 10), (6, 15), (10, 1), (11, 20))
MARCH, JULY, AUGUST, SEPTEMBER = 3, 7, 8, 9


class CalendarHorizonError(Refused):
    """A date lies where the calendar says nothing yet; `missing` names the term, such as “spring term 2027”."""

    def __init__(self, missing: str) -> None:
        self.missing = missing
        super().__init__(f"Term dates are needed for {missing}")


class NotASchoolDayError(Refused):
    """There is no school on the day; `why` says what it is instead."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@dataclass(frozen=True, kw_only=True)
class TermDates:
    """A term: first and last day of school, and the break in its middle, if it has one."""

    name: str
    first_on: date
    last_on: date
    break_from: date | None = None
    break_to: date | None = None

    def spans(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on

    def holds(self, day: date) -> bool:
        """Say whether a day lies in the term and not in its break."""
        return self.spans(day) and not self.is_in_break(day)

    def is_in_break(self, day: date) -> bool:
        return (
            self.break_from is not None
            and self.break_to is not None
            and self.break_from <= day <= self.break_to
        )


@dataclass(frozen=True, kw_only=True)
class SchoolCalendar:
    """The days on which one school has a session (Education Act 1996, section 579)."""

    terms: tuple[TermDates, ...]
    # Why there is no school on a day.
    closed: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def _looked_up(self) -> dict[date, bool]:
        """Pages that count for many programmes ask for the same days again and again."""
        return {}

    @cached_property
    def _counted(self) -> dict[tuple[date, int], date]:
        """And count as many days from the same ones."""
        return {}

    @property
    def ends_on(self) -> date:
        """Return the last day of which anything is known."""
        return max((term.last_on for term in self.terms), default=date.min)

    def is_school_day(self, day: date) -> bool:
        """Say whether there is school.

        :raises CalendarHorizonError: if the calendar says nothing of this day
        """
        if day not in self._looked_up:
            if not any(term.spans(day) for term in self.terms):
                self._refuse_unknown(day)
            self._looked_up[day] = (
                day.weekday() < SATURDAY
                and day not in self.closed
                and any(term.holds(day) for term in self.terms)
            )
        return self._looked_up[day]

    def why_no_school(self, day: date) -> str | None:
        """Return why there is no school on a day, in words; None if there is."""
        if self.is_school_day(day):
            return None
        if day in self.closed:
            return self.closed[day]
        return "a weekend" if day.weekday() >= SATURDAY else "in the holidays"

    def refuse_closed(self, day: date) -> None:
        """Refuse a day without school.

        :raises NotASchoolDayError: saying what the day is instead
        :raises CalendarHorizonError: naming the term whose dates are missing
        """
        if (why := self.why_no_school(day)) is not None:
            raise NotASchoolDayError(why)

    def next_school_day(self, day: date) -> date:
        """Return the day itself if there is school, else the next day on which there is."""
        return self._nearest_school_day(day, DAY)

    def next_school_day_if_known(self, day: date) -> date:
        """Return the same, but the day itself where the calendar ends before: better a wrong day than none."""
        try:
            return self.next_school_day(day)
        except CalendarHorizonError:
            return day

    def add_school_days(self, start: date, count: int) -> date:
        """Return the n-th school day after a day, or before it if n is negative; the day itself is not counted."""
        if (start, count) not in self._counted:
            step = DAY if count >= 0 else -DAY
            day = start
            for _ in range(abs(count)):
                day = self._nearest_school_day(day + step, step)
            self._counted[start, count] = day
        return self._counted[start, count]

    def add_calendar_weeks(self, start: date, count: int) -> date:
        """Return the same weekday some weeks later, holidays counted, moved on to a school day."""
        return self.next_school_day(start + count * WEEK)

    def add_school_weeks(self, start: date, count: int) -> date:
        """Return the same weekday some school weeks later, or earlier if negative, moved on to a school day."""
        return self.next_school_day(self.same_weekday_after_school_weeks(start, count))

    def same_weekday_after_school_weeks(self, start: date, count: int) -> date:
        """Return the same weekday some school weeks later, or earlier if negative, whether there is school on it or not.

        A school week is a week, Monday to Sunday, with at least one school day.
        """
        step = WEEK if count >= 0 else -WEEK
        monday = _monday_of(start)
        for _ in range(abs(count)):
            monday += step
            while not self._has_school(monday):
                monday += step
        return monday + start.weekday() * DAY

    def school_days_between(self, first: date, last: date) -> Iterator[date]:
        """Give every school day from a day to another, both included."""
        for number in range((last - first).days + 1):
            if self.is_school_day(day := first + number * DAY):
                yield day

    def number_of_school_days(self, first: date, last: date) -> int:
        """Count the school days from a day to another, both included."""
        return sum(1 for _ in self.school_days_between(first, last))

    def school_days_until(self, day: date, *, today: date) -> int:
        """Count how many school days there are until a day, today not counted: negative if it is past."""
        if day < today:
            return -self.number_of_school_days(day + DAY, today)
        return self.number_of_school_days(today + DAY, day)

    def school_weeks_between(self, start: date, end: date) -> int:
        """Return in which school week of something a day lies: 1 in the week of its start, 0 before."""
        if end < start:
            return 0
        first = _monday_of(start)
        later = range(1, (_monday_of(end) - first) // WEEK + 1)
        return 1 + sum(self._has_school(first + number * WEEK) for number in later)

    def _nearest_school_day(self, day: date, step: timedelta) -> date:
        while not self.is_school_day(day):
            day += step
        return day

    def _has_school(self, monday: date) -> bool:
        """Say whether a week has a school day; what lies past the known calendar is asked only if it decides."""
        return any(self.is_school_day(monday + weekday * DAY) for weekday in range(SATURDAY))

    def _refuse_unknown(self, day: date) -> None:
        """Refuse a day outside every term, unless it is certain to be in the holidays."""
        before = max((term.last_on for term in self.terms if term.last_on < day), default=None)
        after = min((term.first_on for term in self.terms if term.first_on > day), default=None)
        if before is None:
            if after is None or not _is_summer_before(day, after):
                raise CalendarHorizonError(term_of(day))
        elif (certain := _certain_day_from(before + DAY)) < (after or date.max):
            raise CalendarHorizonError(term_of(certain))


def term_of(day: date) -> str:
    """Name the term that a day belongs to, as in “spring term 2027”; August belongs to autumn."""
    season = "spring" if day.month <= MARCH else "summer" if day.month <= JULY else "autumn"
    return f"{season} term {day.year}"


def _certain_day_from(day: date) -> date:
    """Return the next day, this one included, on which no authority has holidays."""
    certain = (date(year, month, at) for year in (day.year, day.year + 1) for month, at in CERTAIN)
    return next(candidate for candidate in certain if candidate >= day)


def _is_summer_before(day: date, first_on: date) -> bool:
    """Nothing is known before the first term, but that August is a holiday when it begins in autumn."""
    return first_on.month in {AUGUST, SEPTEMBER} and day >= date(first_on.year, AUGUST, 1)


def _monday_of(day: date) -> date:
    return day - day.weekday() * DAY
