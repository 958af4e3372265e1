"""Dates as spreadsheets and people write them. Which comes first, day or month, is found out from the whole column."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from heft_platform.csv_tables.cells import short

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\W+", re.IGNORECASE)
CLOCK = re.compile(
    r"(?:,?\s+|T)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})")
NUMBERS = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})")
SPOKEN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s/.,-]*([a-z]{3,9})\.?[\s/.,-]*(\d{4}|\d{2})", re.IGNORECASE)
MONTH_SPOKEN_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")  # how a spreadsheet counts days
FIRST_SERIAL = date(1899, 12, 30)
LATEST_MONTH = 12
NOT_A_DATE = "“{cell}” is not a date. Write it like 31/08/2016 or 2016-08-31"
THE_OTHER_WAY = (
    "“{cell}” has day and month the other way round from other dates in this column. Write all in one way"
)
EITHER_WAY = (
    "“{cell}” may mean two days: dates in this column are written in both ways. Write all like 2016-08-31"
)


class DateColumn:
    """A column of dates, looked at as a whole. `latest` is a day after which a year of two digits is of the last century."""

    def __init__(self, cells: Iterable[str], *, latest: date) -> None:
        self.latest = latest
        day_first = month_first = False
        self.example = ""
        for cell in dict.fromkeys(cells):
            if (found := NUMBERS.fullmatch(_bare(cell))) is None:
                continue
            first, second = int(found[1]), int(found[2])
            if first > LATEST_MONTH >= second:
                day_first = True
            elif second > LATEST_MONTH >= first:
                month_first, self.example = True, self.example or cell
        self.is_mixed = day_first and month_first
        self.month_first = month_first and not day_first

    @property
    def note(self) -> str | None:
        """Return what the reader of a preview should know of the column; None if its dates are as usual here."""
        if not self.month_first:
            return None
        return f"The dates are read with the month first, because of “{self.example}”."

    def read(self, cell: str) -> date | None:
        """Return the day that a cell says; None if it says none, or may say two."""
        text = _bare(cell)
        if found := NUMBERS.fullmatch(text):
            return self._of_numbers(int(found[1]), int(found[2]), found[3])
        if found := YEAR_FIRST.fullmatch(text):
            return self._day(found[1], found[3], found[4])
        if found := SPOKEN.fullmatch(text):
            return self._day(found[3], _number_of(found[2]), found[1])
        if found := MONTH_SPOKEN_FIRST.fullmatch(text):
            return self._day(found[3], _number_of(found[1]), found[2])
        found = SERIAL.fullmatch(text)
        return FIRST_SERIAL + timedelta(days=int(found[1])) if found else None

    def _of_numbers(self, first: int, second: int, year: str) -> date | None:
        if self.is_mixed and (second > LATEST_MONTH or (first <= LATEST_MONTH and first != second)):
            return None
        day, month = (second, first) if self.month_first else (first, second)
        return self._day(year, month, day)

    def why_not(self, cell: str) -> str:
        """Say why a cell says no day."""
        words = NOT_A_DATE
        if self.is_mixed and (found := NUMBERS.fullmatch(_bare(cell))):
            words = THE_OTHER_WAY if int(found[2]) > LATEST_MONTH >= int(found[1]) else EITHER_WAY
        return words.format(cell=short(cell))

    def _day(self, year: str, month: int | str, day: int | str) -> date | None:
        century = 0 if len(year) > 2 else 2000 if 2000 + int(year) <= self.latest.year else 1900
        try:
            return date(century + int(year), int(month), int(day))
        except ValueError:
            return None


def _bare(cell: str) -> str:
    """Return what a cell says of the day: without its weekday and its time."""
    return CLOCK.sub("", WEEKDAY.sub("", cell.strip(), count=1)) if cell else cell


def _number_of(month: str) -> int:
    return MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in MONTHS else 0
