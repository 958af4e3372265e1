"""What term dates must be, so that every date that is worked out on them can be believed."""

from collections.abc import Iterable
from datetime import date, timedelta

from heft_platform.calendar.bank_holidays import bank_holidays
from heft_platform.calendar.school_days import SATURDAY, TermDates
from heft_platform.refusals import EndsBeforeItBeginsError
from heft_tenants.refusals import Refused

LONGEST_TERM = timedelta(weeks=26)


class TermTooLongError(Refused):
    """A term lasts at most half a year; `weeks` says how many it would have. Most often the year is a slip."""

    def __init__(self, dates: TermDates) -> None:
        self.weeks = (dates.last_on - dates.first_on).days // 7
        super().__init__(self.weeks)


class HalfABreakError(Refused):
    """Half-term has a first and a last day, or there is none."""


class BreakOutsideTermError(Refused):
    """Half-term lies between the first and the last day of its term."""


class BeginsWithoutSchoolError(Refused):
    """There is no school on the first day, as a weekend or a bank holiday; `why` says which."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class EndsWithoutSchoolError(BeginsWithoutSchoolError):
    """There is no school on the last day."""


class TermsOverlapError(Refused):
    """Two terms would share a day; `other` is the one that is there already."""

    def __init__(self, other: str) -> None:
        self.other = other
        super().__init__(other)


def refuse_impossible_term(dates: TermDates, *, others: Iterable[TermDates]) -> None:
    """Refuse a term that cannot be.

    :raises EndsBeforeItBeginsError: if it ends before it begins
    :raises TermTooLongError: if it is longer than half a year
    :raises HalfABreakError: if its break has one end only
    :raises BreakOutsideTermError: if its break is not inside it
    :raises BeginsWithoutSchoolError: if its first day is at a weekend or a bank holiday
    :raises EndsWithoutSchoolError: if its last day is
    :raises TermsOverlapError: if another term has one of its days
    """
    _refuse_odd_length(dates)
    _refuse_odd_break(dates)
    if why := _no_school(dates.first_on):
        raise BeginsWithoutSchoolError(why)
    if why := _no_school(dates.last_on):
        raise EndsWithoutSchoolError(why)
    for other in others:
        if overlap(dates, other):
            raise TermsOverlapError(other.name)


def overlap(one: TermDates, other: TermDates) -> bool:
    """Say whether two terms share a day."""
    return one.first_on <= other.last_on and other.first_on <= one.last_on


def have_one_name(one: TermDates, other: TermDates) -> bool:
    """Say whether two terms are called the same, in capitals or not."""
    return one.name.casefold() == other.name.casefold()


def _refuse_odd_length(dates: TermDates) -> None:
    if dates.last_on <= dates.first_on:
        raise EndsBeforeItBeginsError
    if dates.last_on - dates.first_on > LONGEST_TERM:
        raise TermTooLongError(dates)


def _refuse_odd_break(dates: TermDates) -> None:
    if dates.break_from is None and dates.break_to is None:
        return
    if dates.break_from is None or dates.break_to is None:
        raise HalfABreakError
    if not dates.first_on < dates.break_from <= dates.break_to < dates.last_on:
        raise BreakOutsideTermError


def _no_school(day: date) -> str | None:
    said = f"{day:%A} {day.day} {day:%B %Y}"
    if holiday := bank_holidays(day.year, day.year).get(day):
        return f"{said} is a bank holiday ({holiday})"
    return f"{said} is at a weekend" if day.weekday() >= SATURDAY else None
