"""Made-up term dates for the school years around a day: likely ones, on no bank holiday."""

from datetime import date, timedelta

from heft_platform.calendar.services import TermDates

DAY = timedelta(days=1)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


def terms_around(today: date) -> list[TermDates]:
    """Return the terms of the last school year, this one and the next two."""
    year = today.year if today.month >= 8 else today.year - 1
    return [term for autumn in range(year - 1, year + 3) for term in _school_year(autumn)]


def _school_year(autumn: int) -> list[TermDates]:
    spring = autumn + 1
    return [
        _term(
            f"Autumn term {autumn}",
            _on_or_after(date(autumn, 9, 2), WEDNESDAY),
            _on_or_after(date(autumn, 10, 24), MONDAY),
            _on_or_after(date(autumn, 12, 15), FRIDAY),
        ),
        _term(
            f"Spring term {spring}",
            _on_or_after(date(spring, 1, 4), TUESDAY),
            _on_or_after(date(spring, 2, 13), MONDAY),
            _on_or_after(date(spring, 3, 19), THURSDAY),
        ),
        _term(
            f"Summer term {spring}",
            _on_or_after(date(spring, 4, 26), TUESDAY) - 7 * DAY,
            _on_or_after(date(spring, 5, 25), MONDAY),
            _on_or_after(date(spring, 7, 19), WEDNESDAY),
        ),
    ]


def _term(name: str, first_on: date, half_term: date, last_on: date) -> TermDates:
    return TermDates(
        name=name, first_on=first_on, last_on=last_on, break_from=half_term, break_to=half_term + 4 * DAY
    )


def _on_or_after(day: date, weekday: int) -> date:
    return day + DAY * ((weekday - day.weekday()) % 7)
