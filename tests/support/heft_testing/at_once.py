"""Two people do something at the same moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from heft_tenants.refusals import Refused

TWO = 2


def at_once(deed: Callable[[str], object]) -> Counter[str]:
    """Let Sam and Aisha do a deed at the same moment; count what came of it by name."""
    ready = Barrier(TWO)

    def do(who: str) -> str:
        ready.wait()
        try:
            deed(who)
        except Refused as refusal:
            return type(refusal).__name__
        return "done"

    with ThreadPoolExecutor(TWO) as both:
        return Counter(both.map(do, ("sam-patel", "aisha-khan")))
