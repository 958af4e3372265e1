"""Two ways to do the same, timed in turn so that whatever else the machine does meets both."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Way = Callable[[], object]
AT_LEAST = 9  # pairs
NOT_WITHIN = {
    9: 2,
    15: 4,
    21: 6,
    31: 10,
}  # pairs: how many are left out at each end of the interval (95 % and more)


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """How many times as long the first way takes as the second: the median of the pairs, and where it lies."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.3f} ({self.low:.3f} to {self.high:.3f})"


@dataclass(frozen=True, kw_only=True)
class Ratios:
    """How two ways compare, thing by thing and all together."""

    each: Mapping[str, Ratio]
    together: Ratio


def ratio_of(first: Way, second: Way, *, pairs: int, times: int = 1) -> Ratio:
    """Time both ways `times` times in each pair, now the one first and now the other.

    The interval is between order statistics of the pairs: the true median lies within it in 95 of 100 runs or more.
    """
    return ratios_of({"": first}, {"": second}, pairs=pairs, times=times).together


def ratios_of(first: Mapping[str, Way], second: Mapping[str, Way], *, pairs: int, times: int) -> Ratios:
    """Time several things in both ways, and all of them together, as `ratio_of` does one."""
    for way in (*first.values(), *second.values()):
        way()  # plans are made, pages compiled, pools filled
    taken: list[dict[str, tuple[float, float]]] = []
    gc.disable()
    try:
        for number in range(pairs):
            gc.collect()
            taken.append({what: _pair(first[what], second[what], times, number % 2) for what in first})
    finally:
        gc.enable()
    return Ratios(
        each={what: middle([one[what][0] / one[what][1] for one in taken]) for what in first},
        together=middle([_sum(one, 0) / _sum(one, 1) for one in taken]),
    )


def _pair(first: Way, second: Way, times: int, second_begins: int) -> tuple[float, float]:
    if second_begins:
        taken = _taken(second, times)
        return _taken(first, times), taken
    return _taken(first, times), _taken(second, times)


def _sum(taken: Mapping[str, tuple[float, float]], which: int) -> float:
    return sum(both[which] for both in taken.values())


def middle(ratios: Sequence[float]) -> Ratio:
    left_out = max((out for pairs, out in NOT_WITHIN.items() if pairs <= len(ratios)), default=1)
    ordered = sorted(ratios)
    return Ratio(median=median(ordered), low=ordered[left_out - 1], high=ordered[-left_out])


def _taken(way: Way, times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        way()
    return time.perf_counter() - began
