"""The terms in which suspensions are counted by law, whatever terms a school has.

The School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012 divide the year at 31 December, Easter
Monday and 31 July. The year for the limit of 45 days begins with the first school day after 31 July.
"""

from dataclasses import dataclass
from datetime import date, timedelta

AUGUST = 8
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class StatutoryTerm:
    """A term as the regulations count it."""

    name: str
    first_on: date
    last_on: date


def term_of(day: date) -> StatutoryTerm:
    """Return the term that a day lies in."""
    easter_monday = _easter(day.year) + DAY
    if day <= easter_monday:
        return StatutoryTerm(name=f"spring {day.year}", first_on=date(day.year, 1, 1), last_on=easter_monday)
    if day <= date(day.year, 7, 31):
        return StatutoryTerm(
            name=f"summer {day.year}", first_on=easter_monday + DAY, last_on=date(day.year, 7, 31)
        )
    return StatutoryTerm(
        name=f"autumn {day.year}", first_on=date(day.year, AUGUST, 1), last_on=date(day.year, 12, 31)
    )


def year_of(day: date) -> tuple[date, date]:
    """Return the first and last day of the school year that a day lies in."""
    first = day.year if day.month >= AUGUST else day.year - 1
    return date(first, AUGUST, 1), date(first + 1, 7, 31)


def year_words(first_on: date) -> str:
    """Say a school year by its first day, as in “2026 to 2027”."""
    return f"{first_on.year} to {first_on.year + 1}"


def terms_of_year(first_on: date) -> tuple[StatutoryTerm, StatutoryTerm, StatutoryTerm]:
    """Return the three terms of the school year that begins on a day."""
    spring = term_of(date(first_on.year + 1, 1, 1))
    return term_of(first_on), spring, term_of(spring.last_on + DAY)


def _easter(year: int) -> date:
    """Return Easter Sunday, by the rule of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden, century = year % 19, year // 100
    after = year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (after // 4) - epact - after % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
