"""Reading dates as they are published: “Wednesday 2 September 2026”, “2 Sept 2026”, “2/9/26”, “2026-09-02”.

Published term dates hold slips, so a weekday is not skipped but checked: the slip is found by whoever copies it, and not
by a family that stands before a closed school.
"""

import re
from datetime import date

from heft_tenants.refusals import Refused

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CENTURY = 2000
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
SPOKEN = re.compile(
    r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\W+)?"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s/.,-]+"
    r"(?P<month>\d{1,2}|[a-z]{3,9})\.?[\s/.,-]+"
    r"(?P<year>\d{4}|\d{2})",
    re.IGNORECASE,
)


class NotADateError(Refused):
    """No day of any calendar was written."""


class WrongWeekdayError(Refused):
    """The date falls on another weekday than the one written with it."""

    def __init__(self, day: date, said: str) -> None:
        self.day, self.said = day, said
        super().__init__(f"{day.day} {day:%B %Y} is a {day:%A}, not a {said}")


def read_date(text: str) -> date:
    """Return the day that somebody wrote.

    :raises NotADateError: if there is no such day, or no year with it
    :raises WrongWeekdayError: if its weekday is another one
    """
    found = ISO.fullmatch(text.strip()) or SPOKEN.fullmatch(text.strip())
    if found is None:
        raise NotADateError
    day = _day_of(found["year"], found["month"], found["day"])
    said = found.groupdict().get("weekday")
    if said and not WEEKDAYS[day.weekday()].lower().startswith(said.lower()):
        raise WrongWeekdayError(day, next(name for name in WEEKDAYS if name.lower().startswith(said.lower())))
    return day


def _day_of(year: str, month: str, day: str) -> date:
    number = int(month) if month.isdigit() else _number_of(month)
    try:
        found = date(int(year) if len(year) == len("2026") else CENTURY + int(year), number, int(day))
    except ValueError:
        raise NotADateError from None
    if not CENTURY <= found.year < CENTURY + 100:
        raise NotADateError
    return found


def _number_of(month: str) -> int:
    if month[:3].lower() not in MONTHS:
        raise NotADateError
    return MONTHS.index(month[:3].lower()) + 1
