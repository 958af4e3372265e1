"""Which days of a pupil are covered by what is on record, found without looking at all of it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Span:
    """Days that something on record covers; without a last day, all that come. `outside_id` is how a file knows it."""

    first_on: date
    last_on: date | None
    outside_id: str | None


class CoveredDays:
    """The spans of one pupil by the months that they touch: a file may name thousands of weeks of one child."""

    def __init__(self) -> None:
        self._by_month: dict[int, list[Span]] = defaultdict(list)
        self._for_ever: list[Span] = []
        self._by_id: dict[str, Span] = {}

    def cover(self, span: Span) -> None:
        """Add a span."""
        if span.outside_id is not None:
            self._by_id[span.outside_id] = span
        for place in self._places(span):
            place.append(span)

    def near(self, first_on: date, last_on: date | None, *, but: str) -> list[Span]:
        """Return the spans that may share a day with these days, except the one known as `but`, the earliest first."""
        if last_on is None:
            found = {one for month in self._by_month.values() for one in month}
        else:
            found = {one for month in _months(first_on, last_on) for one in self._by_month.get(month, ())}
        others = (one for one in found.union(self._for_ever) if one.outside_id != but)
        return sorted(others, key=lambda one: one.first_on)

    def let_go(self, outside_id: str | None) -> None:
        """Take out the span that a file knows by this id, if there is one."""
        was = self._by_id.pop(outside_id, None) if outside_id is not None else None
        if was is not None:
            for place in self._places(was):
                place.remove(was)

    def _places(self, span: Span) -> list[list[Span]]:
        if span.last_on is None:
            return [self._for_ever]
        return [self._by_month[month] for month in _months(span.first_on, span.last_on)]


def _months(first_on: date, last_on: date) -> Iterator[int]:
    return iter(range(first_on.year * 12 + first_on.month, last_on.year * 12 + last_on.month + 1))
