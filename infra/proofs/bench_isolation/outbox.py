"""How soon work is done after it was asked for, and how much of it in a second: by the real bell and workers."""

import time
from dataclasses import dataclass

from breakable.ground import Ground

# Timers of promises: the clock of a request rings, the worker goes in, and finds that the promise was kept.
ASK = """
with asked as (insert into owned.outbox (org_id, id, cluster_id, queue, kind, ref, step)
  select 1, gen_random_uuid(), 1, 'escalations', 'request.overdue', gen_random_uuid(), 'measured'
  from generate_series(1, {how_many}) returning 1) select count(*) from asked"""
MEASURED = "from owned.outbox where step = 'measured'"
LEFT = f"select count(*) {MEASURED} and state <> 'done'"
PACE = 20.0  # pieces a second, when it is about delay
UNTIL_ALL_ARE_AWAKE = 100  # pieces: bells and workers may still be starting when the first page answers
PATIENCE = 120.0


@dataclass(frozen=True, kw_only=True)
class Drained:
    """The delay in seconds that 95 of 100 pieces of work stay below, and the pieces done in a second."""

    bell_p95_s: float
    rows_per_s: float


def drain(*, seed: int, pieces: int, backlog: int) -> Drained:
    """Ask for work piece by piece, then for very much at once."""
    with Ground(seed=seed, processes=("bell-1", "escalations-1", "escalations-2", "web")) as ground:
        ground.start()
        _ask_one_by_one(ground, UNTIL_ALL_ARE_AWAKE)
        ground.sql(f"delete {MEASURED}")
        _ask_one_by_one(ground, pieces)
        p95 = "percentile_disc(0.95) within group (order by extract(epoch from ended_at - asked_at))::float"
        delay: float = ground.sql(f"select {p95} {MEASURED}")[0][0]
        ground.sql(f"delete {MEASURED}")
        ground.sql(ASK.format(how_many=backlog))
        _wait_until_done(ground)
        taken = "extract(epoch from max(ended_at) - max(asked_at))::float"
        seconds: float = ground.sql(f"select {taken} {MEASURED}")[0][0]
    return Drained(bell_p95_s=delay, rows_per_s=backlog / seconds)


def _ask_one_by_one(ground: Ground, pieces: int) -> None:
    began = time.monotonic()
    for number in range(pieces):
        time.sleep(max(0.0, began + number / PACE - time.monotonic()))
        ground.sql(ASK.format(how_many=1))
    _wait_until_done(ground)


def _wait_until_done(ground: Ground) -> None:
    """Wait until nothing is left.

    :raises TimeoutError: if something still is after two minutes
    """
    give_up = time.monotonic() + PATIENCE
    while ground.sql(LEFT) != [(0,)]:
        if time.monotonic() > give_up:
            raise TimeoutError("work is left")
        time.sleep(0.05)
