"""The periods of a school day, as somebody types them: one to a line, “9:00-10:00 Lesson 1”."""

import re
from datetime import time

from heft_platform.provision.week import Period
from heft_tenants.refusals import Refused

WRITTEN = re.compile(r"^(\d{1,2})[:.](\d{2})\s*(?:-|–|to)\s*(\d{1,2})[:.](\d{2})\s+(\S.*)$")
MOST = 12
USUAL = (
    Period(name="Lesson 1", starts=time(9), ends=time(10)),
    Period(name="Lesson 2", starts=time(10), ends=time(10, 45)),
    Period(name="Lesson 3", starts=time(11), ends=time(12)),
    Period(name="Lunchtime", starts=time(12), ends=time(13)),
    Period(name="Lesson 4", starts=time(13), ends=time(14)),
    Period(name="Lesson 5", starts=time(14), ends=time(15, 15)),
)


class NoPeriodsError(Refused):
    """There is no period, or there are more than a day has."""


class PeriodNotReadError(Refused):
    """A line cannot be read as a period; `line` is its number."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


class PeriodsOutOfOrderError(Refused):
    """A period ends before it starts, or starts before the one above has ended; `line` is its number."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


def read_periods(text: str) -> tuple[Period, ...]:
    """Read the periods of a day, one to a line.

    :raises NoPeriodsError: if there is none, or more than twelve
    :raises PeriodNotReadError: naming the first line that cannot be read
    :raises PeriodsOutOfOrderError: naming the first line that does not follow the one above
    """
    periods: list[Period] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        period = _read(line.strip(), number)
        if period.minutes <= 0 or (periods and period.starts < periods[-1].ends):
            raise PeriodsOutOfOrderError(number)
        periods.append(period)
    if not 1 <= len(periods) <= MOST:
        raise NoPeriodsError
    return tuple(periods)


def as_kept(periods: tuple[Period, ...]) -> list[dict[str, str]]:
    """Return periods as a row keeps them."""
    return [{"name": one.name, "from": f"{one.starts:%H:%M}", "to": f"{one.ends:%H:%M}"} for one in periods]


def as_read(kept: list[dict[str, str]]) -> tuple[Period, ...]:
    """Return periods as they were kept."""
    return tuple(
        Period(name=one["name"], starts=time.fromisoformat(one["from"]), ends=time.fromisoformat(one["to"]))
        for one in kept
    )


def _read(line: str, number: int) -> Period:
    match = WRITTEN.match(line)
    if match is None:
        raise PeriodNotReadError(number)
    try:
        return Period(
            name=match[5].strip()[:60],
            starts=time(int(match[1]), int(match[2])),
            ends=time(int(match[3]), int(match[4])),
        )
    except ValueError:
        raise PeriodNotReadError(number) from None
