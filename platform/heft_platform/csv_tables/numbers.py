"""Numbers as spreadsheets write them: with commas in thousands, spaces, and a sign for percent or none."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

THOUSANDS = re.compile(r"(?<=\d)[,\s\u00a0\u202f](?=\d{3}(?:\D|$))")
NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?|[+-]?\.\d{1,9}")
LONGEST = 30


def read_number(cell: str) -> Decimal | None:
    """Return the number that a cell says, or None."""
    text = cell.strip().removesuffix("%").strip()
    text = THOUSANDS.sub("", text) if len(text) <= LONGEST else ""
    if NUMBER.fullmatch(text) is None:
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def read_whole(cell: str) -> int | None:
    """Return the whole number, zero or more, that a cell says; None if it says another or none."""
    number = read_number(cell)
    if number is None or number < 0 or number != number.to_integral_value():
        return None
    return int(number)


class PercentColumn:
    """A column of shares, looked at as a whole: “92”, “92%” and “0.92” all say the same."""

    def __init__(self, cells: Iterable[str], *, heading: str) -> None:
        numbers = [number for cell in cells if "%" not in cell and (number := read_number(cell)) is not None]
        self.is_fraction = bool(numbers) and max(numbers) <= 1
        if self.is_fraction and all(number == number.to_integral_value() for number in numbers):
            self.is_fraction = "%" not in heading and "percent" not in heading.casefold()

    def read(self, cell: str) -> Decimal | None:
        """Return the share in percent; None if the cell says none between 0 and 100."""
        number = read_number(cell)
        if number is None:
            return None
        percent = number * 100 if self.is_fraction and "%" not in cell else number
        return percent if 0 <= percent <= 100 else None
