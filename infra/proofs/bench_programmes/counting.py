"""How long the server takes for a page, and how many statements it sends to the database for it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

from heft_testing.counting import counted


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Milliseconds of server time, the middle one and what 95 of 100 stay below, and the most statements of any."""

    median_ms: float
    p95_ms: float
    statements: int

    @property
    def numbers(self) -> dict[str, float | int]:
        return {
            "median_ms": round(self.median_ms, 1),
            "p95_ms": round(self.p95_ms, 1),
            "statements": self.statements,
        }


def measure(ask: Callable[[], object], before: Callable[[], object] = bool, *, times: int) -> Taken:
    """Ask for a page again and again, after twice to warm up. What is done before each time is not measured."""
    taken, sent = [], 0
    for number in range(times + 2):
        before()
        with counted() as statements:
            began = time.perf_counter()
            ask()
            spent = 1000 * (time.perf_counter() - began)
        if number >= 2:
            taken.append(spent)
            sent = max(sent, len(statements))
    return Taken(median_ms=median(taken), p95_ms=quantiles(taken, n=20)[-1], statements=sent)
