"""The arithmetic of `./infra/bench`: pairs, their median, and the interval."""

import gc
import time

import pytest

from bench_isolation.pairs import middle, ratio_of


class Clock:
    """Time that passes only when somebody works, and faster and faster: as on a machine that others use."""

    def __init__(self) -> None:
        self.now = 0.0
        self.burden = 1.0

    def work(self, seconds: float) -> None:
        self.now += seconds * self.burden
        self.burden *= 1.01


def test_a_machine_that_grows_slower_favours_neither_way(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(time, "perf_counter", lambda: clock.now)
    monkeypatch.setattr(
        gc, "collect", lambda: 0
    )  # nothing of this is collected, and it takes a tenth of a second

    ratio = ratio_of(lambda: clock.work(3), lambda: clock.work(2), pairs=20, times=2)

    assert ratio.low < 1.5 < ratio.high
    assert ratio.median == pytest.approx(1.5, rel=0.01)


def test_the_interval_of_nine_pairs_leaves_out_one_at_each_end() -> None:
    ratio = middle([9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0])

    assert (ratio.low, ratio.median, ratio.high) == (2.0, 5.0, 8.0)
