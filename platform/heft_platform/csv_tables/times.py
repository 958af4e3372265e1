"""Times of day as systems write them: “09:40”, “9.40am”, “0940”, a spreadsheet's fraction of a day."""

import re
from datetime import time

CLOCK = re.compile(
    r"(?:.*[\sT])?(\d{1,2})[:.](\d{2})(?:[:.]\d{2}(?:\.\d+)?)?\s*([ap])?\.?m?\.?Z?", re.IGNORECASE
)
ON_THE_HOUR = re.compile(r"(\d{1,2})\s*([ap])\.?m\.?", re.IGNORECASE)
FOUR_DIGITS = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
FRACTION = re.compile(r"(?:\d{5})?\.\d+|0\.\d{2,}")
NOON, DAY = 12, 24 * 60


def read_time(cell: str) -> time | None:
    """Return the time of day that a cell says, also after a date; None if it says none."""
    text = cell.strip()
    if FRACTION.fullmatch(text) or re.fullmatch(r"\d{5}\.\d+", text):
        minutes = round(float(text) % 1 * DAY) % DAY
        return time(minutes // 60, minutes % 60)
    if found := FOUR_DIGITS.fullmatch(text):
        return time(int(found[1]), int(found[2]))
    if found := ON_THE_HOUR.fullmatch(text):
        return _time(int(found[1]), 0, found[2])
    if found := CLOCK.fullmatch(text):
        return _time(int(found[1]), int(found[2]), found[3])
    return None


def _time(hour: int, minute: int, half: str | None) -> time | None:
    if half:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half.lower() == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None
