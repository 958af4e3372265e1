"""One run: people write, faults fall, then it is quiet, and everything is counted."""

import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import psycopg
import redis

from breakable.faults import FAULTS, Breaking, Fault
from breakable.ground import Ground
from breakable.people import Correspondence, Exporter, NeverArrivedError, Said, acknowledge, open_request
from prove_delivery.verdict import Verdict, is_everything_done, verdict_on

CORRESPONDENCES = 5
QUIET_WITHIN = 90.0  # seconds for everything to be done once the last fault is over
PROMISED_IN = timedelta(days=14)


@dataclass(kw_only=True)
class Run:
    """What fell, what was void, and what became of the letters."""

    faults: int
    hits: Counter[str] = field(default_factory=Counter)
    voids: Counter[str] = field(default_factory=Counter)
    deaths: Counter[str] = field(default_factory=Counter)
    restarts: int = 0
    quiet_after: float = 0.0
    seconds: float = 0.0
    trouble: int = 0
    verdict: Verdict = field(default_factory=Verdict)

    @property
    def wrong(self) -> dict[str, int]:
        return self.verdict.wrong

    def numbers(self) -> dict[str, float | int]:
        return {
            "committed": self.verdict.committed,
            "lost": sum(self.verdict.lost.values()),
            "doubled": sum(self.verdict.doubled.values()),
            "ghosts": sum(self.verdict.ghosts.values()),
            "recovery_p99_s": self.verdict.told_after_p99,
            "faults": self.faults,
            "kinds": len(self.hits),
            "void": self.voids.total(),
        }

    def sentences(self) -> list[str]:
        fell = ", ".join(f"{what.replace('_', ' ')} {times}" for what, times in sorted(self.hits.items()))
        died = ", ".join(f"{point} {times}" for point, times in sorted(self.deaths.items())) or "nowhere"
        return [
            f"fell in {self.seconds:.0f} s: {fell}",
            f"processes died at points of our code: {died}; started again {self.restarts} times",
            f"{self.verdict.acknowledged} letters were acknowledged by a page; presses that got no answer: {self.trouble}",
            f"everything was done {self.quiet_after:.1f} s after the last fault",
            "recovery is the time from a letter’s commit until its receiver had dealt with its arrival, under faults",
            *(f"WRONG: {what}: {how_many}" for what, how_many in self.wrong.items()),
        ]

    def last_line(self) -> str:
        found = self.numbers()
        return (
            f"committed {found['committed']}, lost {found['lost']}, doubled {found['doubled']}, ghosts {found['ghosts']},"
            f" recovery p99 {found['recovery_p99_s']} s, faults {self.faults} kinds {found['kinds']}, void {found['void']}"
        )


def break_things(
    ground: Ground,
    *,
    seed: int,
    faults: int,
    every: float,
    only: Collection[str] = (),
    correspondences: int = CORRESPONDENCES,
    quiet_within: float = QUIET_WITHIN,
) -> Run:
    """Let `faults` faults hit, one each `every` seconds, while people write; then count what became of the letters."""
    run, said = Run(faults=0), Said()
    breaking = Breaking(ground, seed)
    writers = begin_to_write(ground, said, seed, correspondences)
    began = time.monotonic()
    let_fall(run, breaking, [FAULTS[name] for name in only or FAULTS], faults=faults, every=every)
    run.seconds = time.monotonic() - began
    make_quiet(breaking, writers)
    run.quiet_after = wait_until_done(ground, quiet_within)
    run.verdict = verdict_on(ground, breaking, said)
    run.deaths.update(ground.deaths.read_text().split())
    run.hits.update(ground.mail.happened)
    run.hits.update({f"death at {point}": times for point, times in run.deaths.items()})
    run.restarts, run.trouble = ground.restarts, said.trouble
    breaking.close()
    return run


def begin_to_write(
    ground: Ground, said: Said, seed: int, correspondences: int
) -> list[Correspondence | Exporter]:
    """Open requests and let people write about them. Where nothing arrives nobody writes: the count will tell."""
    programme = ground.path_of_programme()
    promised = (datetime.now(UTC) + PROMISED_IN).date()  # noqa: TID251  (a fortnight from the real day)
    requests = [open_request(ground.address, programme) for _ in range(correspondences)]
    writers: list[Correspondence | Exporter] = [Exporter(ground.address, programme, said)]
    try:
        for number, request in enumerate(requests):
            ground.keep_alive()
            acknowledge(ground.address, request, (promised.day, promised.month, promised.year))
            writers.append(Correspondence(ground.address, programme, request, said, seed=seed + number))
    except NeverArrivedError:
        writers = writers[:1]
    for writer in writers:
        writer.start()
    return writers


def let_fall(run: Run, breaking: Breaking, kinds: Sequence[Fault], *, faults: int, every: float) -> None:
    """Deal the kinds like cards, so that every kind comes in every round."""
    deck: list[Fault] = []
    next_fault = time.monotonic() + 1
    while run.faults < faults:
        breaking.ground.keep_alive()
        breaking.put_right()
        if time.monotonic() < next_fault:
            time.sleep(0.02)
            continue
        deck = deck or breaking.dice.sample(list(kinds), len(kinds))
        kind = deck.pop()
        try:
            hit = kind(breaking)
        except (redis.RedisError, psycopg.Error, OSError):
            hit = False
        (run.hits if hit else run.voids)[kind.__name__] += 1
        run.faults += hit
        if hit:
            next_fault = time.monotonic() + every * breaking.dice.uniform(0.5, 1.5)


def make_quiet(breaking: Breaking, writers: Sequence[Correspondence | Exporter]) -> None:
    """Let whoever is writing come to an end. Our own processes go on dying at the points of our code."""
    breaking.ground.mail.is_calm = True
    for writer in writers:
        writer.stopped.set()
    while any(writer.is_alive() for writer in writers):
        breaking.ground.keep_alive()
        breaking.put_right(everything=True)
        time.sleep(0.1)


def wait_until_done(ground: Ground, within: float) -> float:
    began = time.monotonic()
    while time.monotonic() - began < within and not is_everything_done(ground):
        ground.keep_alive()
        time.sleep(0.2)
    return time.monotonic() - began
