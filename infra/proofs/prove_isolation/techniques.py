"""An attack as data: what is tried, by whom, in which ways; and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prove_isolation.ground import Ground


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one way of attacking brought.

    `leak` is something of another organisation that was seen or changed. `gain` is something that was allowed or learnt
    although it should not have been, without that. `void` is an attack that could not be tried as it was meant.
    """

    leak: str = ""
    gain: str = ""
    void: str = ""


STOPPED = Found()
Way = Callable[["Ground"], Found]


class Verdict(StrEnum):
    """What became of a technique."""

    STOPPED = "stopped"
    PARTIAL = "partial"
    LEAK = "LEAK"
    VOID = "VOID"


@dataclass(frozen=True, kw_only=True)
class Technique:
    """One way of thinking of an attacker, with as many parameters as it has.

    `known` explains what PostgreSQL gives away here, and why it is nothing of an organisation's. Only a gain can be
    known: what is seen or changed of another organisation is a leak whatever is said here.
    """

    id: str
    tries: str
    ways: Sequence[Way]
    short: Sequence[Way] = ()  # with fewer people, for the tests; without, they try every way
    known: str = ""
    known_without_superuser: str = ""

    def explanation(self, *, has_superuser: bool) -> str:
        return self.known or ("" if has_superuser else self.known_without_superuser)


def technique(
    id_: str,
    tries: str,
    *ways: Way,
    short: Sequence[Way] = (),
    known: str = "",
    known_without_superuser: str = "",
) -> Technique:
    return Technique(
        id=id_,
        tries=tries,
        ways=ways,
        short=short,
        known=known,
        known_without_superuser=known_without_superuser,
    )


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A technique, what became of it, and by what one sees that."""

    technique: Technique
    verdict: Verdict
    evidence: str


def attempt(one: Technique, ground: "Ground", *, short: bool = False) -> Outcome:
    """Try every way of a technique, or its short ones; one is enough to be through."""
    found = [_try(way, ground) for way in (short and one.short) or one.ways]
    if ground.is_used():
        ground.begin_again()  # no technique finds what another left on its own ground
    explained = bool(one.explanation(has_superuser=ground.has_superuser))
    for verdict, evidence in (
        (Verdict.LEAK, [each.leak for each in found]),
        (Verdict.PARTIAL if explained else Verdict.LEAK, [each.gain for each in found]),
        (Verdict.VOID, [each.void for each in found]),
    ):
        if any(evidence):
            return Outcome(
                technique=one, verdict=verdict, evidence=next(filter(None, evidence)).replace("\n", " ")
            )
    return Outcome(technique=one, verdict=Verdict.STOPPED, evidence="")


def _try(way: Way, ground: "Ground") -> Found:
    found = way(ground)
    if not found.leak and (changed := ground.what_changed()):
        found = Found(leak=f"changed: {', '.join(changed)}")
    if found.leak or found.gain:
        ground.begin_again()
    return found
