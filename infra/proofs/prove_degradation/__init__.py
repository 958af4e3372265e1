"""Take Redis, the store, mail and Postgres away while people work, and count pages that fail and writes that are lost."""

import signal
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from breakable.faults.breaking import pid_of
from breakable.ground import FEWEST_PROCESSES, Ground, tell
from figures import Figures
from prove_degradation.asking import Answer, Asking, People
from prove_degradation.states import WITHOUT, State, mail_is_dead, redis_is_dead
from prove_degradation.weakened import ASKS_REDIS_AND_FORGETS_NOTES, COMES_BACK_AFTER

LONGEST_ERRORS = 2.0  # seconds after a crash of Postgres
FIRST_CRASH_AFTER = 0.3  # seconds
CRASHES_EVERY = 6.0  # seconds: time to see whether everything is well again
PEOPLE_OF_EACH = 8  # at the school; a quarter of them at the authority
CAUGHT_WITHIN = 150  # requests
ASKED_FOR = """
select programme.reference, asked.id from owned.asked_for asked
  join owned.programme on programme.org_id = asked.org_id and programme.id = asked.programme_id
 where programme.state <> 'closed'"""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What people met, and what became of what they wrote."""

    requests: int = 0
    failed_pages: int = 0
    lost_writes: int = 0
    postgres_error_s: float = 0.0

    def last_line(self) -> str:
        return (
            f"requests {self.requests}, failed pages {self.failed_pages}, lost writes {self.lost_writes},"
            f" errors after a crash of Postgres {self.postgres_error_s:.2f} s"
        )

    def __add__(self, other: "Found") -> "Found":
        return Found(
            requests=self.requests + other.requests,
            failed_pages=self.failed_pages + other.failed_pages,
            lost_writes=self.lost_writes + other.lost_writes,
            postgres_error_s=max(self.postgres_error_s, other.postgres_error_s),
        )


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--requests", type=int, default=1000, help="how many for each state (1000)")


def find_out(asked: Namespace) -> Figures:
    with Ground(seed=asked.seed) as ground:
        ground.start()
        found = while_everything_goes(ground, requests=asked.requests, seed=asked.seed)
    weaker = what_weakness_shows(seed=asked.seed)
    blind = [what for what, shows in weaker.items() if not shows]
    return Figures(
        last_lines=[
            *(f"  weakened: {what}: {'caught' if shows else 'NOT CAUGHT'}" for what, shows in weaker.items()),
            found.last_line(),
        ],
        numbers={
            "failed_pages": found.failed_pages,
            "lost_writes": found.lost_writes,
            "postgres_error_s": round(found.postgres_error_s, 2),
            "requests": found.requests,
        },
        is_kept=not blind
        and found.failed_pages == found.lost_writes == 0
        and found.postgres_error_s < LONGEST_ERRORS,
    )


def while_everything_goes(
    ground: Ground, *, requests: int, seed: int, people_of_each: int = PEOPLE_OF_EACH
) -> Found:
    """Take one thing after the other away, and crash Postgres last."""
    people = signed_in(ground, of_each=people_of_each)
    found = Found()
    for what, state in WITHOUT.items():
        one = while_away(ground, people, state, requests=requests, seed=seed)
        print(
            f"  {what}: {one.requests} requests, {one.failed_pages} failed, {one.lost_writes} writes lost",
            flush=True,
        )
        found += one
    crashed = while_postgres_crashes(ground, people, requests=requests, seed=seed)
    print(
        f"  Postgres crashes: {crashed.requests} requests, {crashed.lost_writes} writes lost,"
        f" errors for {crashed.postgres_error_s:.2f} s at most",
        flush=True,
    )
    return found + crashed


def signed_in(ground: Ground, *, of_each: int = PEOPLE_OF_EACH) -> People:
    asked_for = ground.sql(ASKED_FOR)
    answers = [f"/s/oakfield/programmes/{reference}/asked/{answer}" for reference, answer in asked_for]
    return People(ground.address, ground.path_of_programme(), answers, of_each=of_each)


def while_away(ground: Ground, people: People, state: State, *, requests: int, seed: int) -> Found:
    asking = Asking(people, requests=requests, seed=seed)
    with state(ground):
        asking.start()
        asking.join()
    failed = _failed(asking.answers)
    for what, times in Counter(answer.was for answer in failed).items():
        print(f"    failed: {what}: {times}")
    return Found(requests=requests, failed_pages=len(failed), lost_writes=_lost(ground, people))


def while_postgres_crashes(
    ground: Ground, people: People, *, requests: int, seed: int, comes_back_after: float = 0.0
) -> Found:
    """Crash Postgres again and again, as if the power went, and start it at once, as a supervisor would."""
    asking = Asking(people, requests=requests, seed=seed)
    asking.start()
    crashed_at = []
    while asking.is_alive():
        time.sleep(FIRST_CRASH_AFTER)
        crashed_at.append(time.monotonic())
        tell(pid_of(ground.postgres.server), signal.SIGQUIT)
        ground.postgres.server.wait_until_stopped()
        time.sleep(comes_back_after)
        ground.postgres.start()
        asking.join(CRASHES_EVERY)
    return Found(
        requests=requests,
        lost_writes=_lost(ground, people),
        postgres_error_s=_longest_errors(crashed_at, _failed(asking.answers)),
    )


def what_weakness_shows(*, seed: int) -> dict[str, bool]:
    """Try what must fail, and say of each whether the figures showed it."""
    with Ground(seed=seed, changes=[ASKS_REDIS_AND_FORGETS_NOTES], processes=FEWEST_PROCESSES) as ground:
        ground.start()
        people = signed_in(ground)
        asked = {"requests": CAUGHT_WITHIN, "seed": seed}
        forgets = while_away(ground, people, mail_is_dead, **asked)
        people.kept.clear()
        asks = while_away(ground, people, redis_is_dead, **asked)
        late = while_postgres_crashes(ground, people, comes_back_after=COMES_BACK_AFTER, **asked)
    return {
        "writes that are acknowledged and not kept": forgets.lost_writes > 0,
        "pages that ask Redis": asks.failed_pages > 0,
        "a Postgres that comes back late": late.postgres_error_s > LONGEST_ERRORS,
    }


def _failed(answers: Sequence[Answer]) -> list[Answer]:
    return [answer for answer in answers if not answer.is_good]


def _lost(ground: Ground, people: People) -> int:
    there = {words for (words,) in ground.sql("select body from owned.note")}
    papers: int = ground.sql("select count(*) from owned.answer_file")[0][0]
    return len(people.kept - there) + max(0, len(people.brought) - papers)


def _longest_errors(crashed_at: Sequence[float], failed: Sequence[Answer]) -> float:
    """Return the longest time, in seconds, from a crash until the last answer that failed before the next one."""
    longest = 0.0
    for crash, next_crash in zip(crashed_at, [*crashed_at[1:], float("inf")], strict=True):
        after = [one.answered_at - crash for one in failed if crash <= one.answered_at < next_crash]
        longest = max([longest, *after])
    return longest
