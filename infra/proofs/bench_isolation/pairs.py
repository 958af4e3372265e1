"""Two ways to do the same, timed in turn so that whatever else the machine does meets both."""

import gc
import time
from collections.abc import Callable, Sequence
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


def ratio_of(first: Way, second: Way, *, pairs: int, times: int = 1) -> Ratio:
    """Time both ways `times` times in each pair, now the one first and now the other.

    The interval is between order statistics of the pairs: the true median lies within it in 95 of 100 runs or more.
    """
    for way in (first, second):
        way()  # plans are made, pages compiled, pools filled
    ratios = []
    gc.collect()
    gc.disable()
    try:
        for number in range(pairs):
            if number % 2:
                taken = _taken(first, times) / _taken(second, times)
            else:
                taken = 1 / (_taken(second, times) / _taken(first, times))
            ratios.append(taken)
            gc.collect()
    finally:
        gc.enable()
    return middle(ratios)


def middle(ratios: Sequence[float]) -> Ratio:
    left_out = max((out for pairs, out in NOT_WITHIN.items() if pairs <= len(ratios)), default=1)
    ordered = sorted(ratios)
    return Ratio(median=median(ordered), low=ordered[left_out - 1], high=ordered[-left_out])


def _taken(way: Way, times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        way()
    return time.perf_counter() - began
