"""The bank holidays of England and Wales, from a file that comes with Heft: no school waits for another service.

The feed of gov.uk/bank-holidays forgets old years, so a newer one is merged into the file and never replaces it.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

DIVISION = "england-and-wales"
FEWEST_IN_A_YEAR = 8


class NotTheFeedError(Exception):
    """The text is not the feed of gov.uk/bank-holidays.json."""


@cache
def bank_holidays() -> Mapping[date, str]:
    """Return every known bank holiday with its name."""
    lines = kept_file().read_text(encoding="utf-8").splitlines()
    return {date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(lines)}


def known_until() -> date:
    """Return the last day of the last year whose bank holidays are known."""
    return date(max(bank_holidays()).year, 12, 31)


def kept_file() -> Traversable:
    return files("heft_platform.calendar").joinpath("bank_holidays.csv")


def merged(known: Mapping[date, str], feed: str) -> dict[date, str]:
    """Return what is known together with what a newer feed says; days that the feed has forgotten stay.

    A year that the feed holds whole is the feed's alone: a day that was moved is not left where it was.

    :raises NotTheFeedError: if the text has another form than gov.uk's
    """
    try:
        told = {
            date.fromisoformat(event["date"]): event["title"]
            for event in json.loads(feed)[DIVISION]["events"]
        }
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
