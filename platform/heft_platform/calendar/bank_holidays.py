"""The bank holidays of England and Wales: the published ones from a file that comes with Heft, later ones by the rule.

The feed of gov.uk/bank-holidays forgets old years, so a newer one is merged into the file and never replaces it. Years
that nobody has published yet follow the law's own rule (Banking and Financial Dealings Act 1971); a day that is moved
or added by proclamation, as for a coronation, comes with the next file.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

DIVISION = "england-and-wales"
FEWEST_IN_A_YEAR = 8
DAY = timedelta(days=1)
SATURDAY = 5


class NotTheFeedError(Exception):
    """The text is not the feed of gov.uk/bank-holidays.json."""


def bank_holidays(first_year: int, last_year: int) -> dict[date, str]:
    """Return the bank holidays of some years with their names."""
    return {day: name for year in range(first_year, last_year + 1) for day, name in _of_year(year).items()}


@cache
def published() -> Mapping[date, str]:
    """Return the bank holidays of the kept file."""
    lines = kept_file().read_text(encoding="utf-8").splitlines()
    return {date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(lines)}


def by_rule(year: int) -> dict[date, str]:
    """Return the bank holidays of a year as the law fixes them for every year."""
    easter = easter_sunday(year)
    fixed = {
        easter - 2 * DAY: "Good Friday",
        easter + DAY: "Easter Monday",
        _monday_from(date(year, 5, 1)): "Early May bank holiday",
        _monday_from(date(year, 5, 25)): "Spring bank holiday",
        _monday_from(date(year, 8, 25)): "Summer bank holiday",
    }
    return dict(sorted([*fixed.items(), *_moved_off_weekends(year)]))


def easter_sunday(year: int) -> date:
    """Return Easter Sunday (Knuth, The Art of Computer Programming, 1.3.2, exercise 14)."""
    golden, century = year % 19 + 1, year // 100 + 1
    leap_years_left_out = 3 * century // 4 - 12
    moon_is_early = (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + moon_is_early - leap_years_left_out) % 30
    epact += epact == 24 or (epact == 25 and golden > 11)
    full_moon = 44 - epact if epact <= 23 else 74 - epact  # a day of March, running on into April
    full_moon_on = date(year, 3, 1) + (full_moon - 1) * DAY
    return full_moon_on + (6 - full_moon_on.weekday() or 7) * DAY


def kept_file() -> Traversable:
    return files("heft_platform.calendar").joinpath("bank_holidays.csv")


def merged(known: Mapping[date, str], feed: str) -> dict[date, str]:
    """Return what is known together with what a newer feed says; days that the feed has forgotten stay.

    A year that the feed holds whole is the feed's alone: a day that was moved is not left where it was.

    :raises NotTheFeedError: if the text has another form than gov.uk's
    """
    try:
        events = json.loads(feed)[DIVISION]["events"]
        told = {date.fromisoformat(event["date"]): event["title"] for event in events}
    except (ValueError, KeyError, TypeError) as error:
        raise NotTheFeedError from error
    number_of_days = Counter(day.year for day in told)
    kept = {day: name for day, name in known.items() if number_of_days[day.year] < FEWEST_IN_A_YEAR}
    return dict(sorted({**kept, **told}.items()))


def as_file(holidays: Mapping[date, str]) -> str:
    """Return bank holidays as the lines of the kept file."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(["date", "name"])
    writer.writerows((day.isoformat(), name) for day, name in holidays.items())
    return lines.getvalue()


@cache
def _of_year(year: int) -> Mapping[date, str]:
    return {day: name for day, name in published().items() if day.year == year} or by_rule(year)


def _monday_from(day: date) -> date:
    return day + (-day.weekday() % 7) * DAY


def _moved_off_weekends(year: int) -> Iterator[tuple[date, str]]:
    """Give the days with a fixed date: one at a weekend is kept on the next weekday that is not kept already."""
    dated = {
        date(year, 1, 1): "New Year’s Day",
        date(year, 12, 25): "Christmas Day",
        date(year, 12, 26): "Boxing Day",
    }
    taken = {day for day in dated if day.weekday() < SATURDAY}
    for day, name in dated.items():
        kept_on = day
        while kept_on.weekday() >= SATURDAY or (kept_on != day and kept_on in taken):
            kept_on += DAY
        taken.add(kept_on)
        yield kept_on, name
