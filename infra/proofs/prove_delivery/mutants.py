"""Heft broken on purpose: which text of which file becomes what. Each must be caught, or the proof is blind."""

from dataclasses import dataclass

from breakable.ground import FEWEST_PROCESSES, Change, Ground
from prove_delivery.running import break_things

OUTBOX = "tenants/heft_tenants/sql/outbox.sql"
DRAIN = "workers/heft_workers/drain.py"
KILLS = ("horses_are_killed", "a_worker_is_killed", "postgres_drops_everyone", "a_backend_dies")
MAIL = ("mail_is_away", "horses_are_killed")


NOT_DEALT_WITH = "letters whose arrival was not dealt with"
NEVER_WENT = "messages that never went out"


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One weakened copy, the faults under which it must show, and what must be found."""

    change: Change
    shows: str
    faults: tuple[str, ...] = KILLS
    redis_is_dead: bool = False


MUTANTS: dict[str, Mutant] = {
    "announces_nothing": Mutant(
        change=(
            OUTBOX,
            "create trigger letter_arrives after insert",
            "create trigger letter_arrives after update",
        ),
        shows=NOT_DEALT_WITH,
    ),
    "leases_never_run_out": Mutant(
        change=(
            OUTBOX,
            "where not w.ready and w.due_at <= clock_timestamp()\n           order",
            "where not w.ready and w.lease is null and w.due_at <= clock_timestamp()\n           order",
        ),
        shows="work that is left",
    ),
    "settles_what_it_does_not_do": Mutant(
        change=(
            DRAIN,
            '        here("drain.entered")\n        outside',
            "        settle_last(session, lease)\n        session.commit()\n        raise SystemExit\n        outside",
        ),
        shows="requests that arrived and that the authority does not know",
    ),
    "errors_count_as_done": Mutant(
        change=(
            DRAIN,
            "                postpone(connection, lease,",
            "                settle(connection, lease); (lambda *_, **__: None)(connection, lease,",
        ),
        faults=MAIL,
        shows=NEVER_WENT,
    ),
    "postpones_for_ever": Mutant(
        change=(
            OUTBOX,
            "due_at = clock_timestamp() + make_interval(secs => for_seconds)\n   where w.lease = pass",
            "due_at = 'infinity'\n   where w.lease = pass",
        ),
        faults=MAIL,
        shows=NEVER_WENT,
    ),
    "gives_up_at_once": Mutant(
        change=(
            DRAIN,
            "    why = code_of(error)\n    try:",
            "    why, gives_up = code_of(error), True\n    try:",
        ),
        faults=MAIL,
        shows="work that was given up",
    ),
    "key_of_the_try": Mutant(
        change=(
            "workers/heft_workers/work.py",
            'return f"{self.org}-{self.id}"',
            "return f\"{self.org}-{self.id}-{__import__('os').urandom(4).hex()}\"",
        ),
        faults=MAIL,
        shows="mails under a key of no message",
    ),
    "bell_only_rings": Mutant(
        change=("workers/heft_workers/bell.py", "if not heard or oldest > queue.patience:", "if False:"),
        shows=NOT_DEALT_WITH,
        faults=("a_worker_is_killed", "a_bell_is_killed"),
        redis_is_dead=True,
    ),
    "runs_any_function": Mutant(
        change=(
            "workers/heft_workers/safe_job.py",
            "        if not ours:",
            "        if False:",
        ),
        faults=("redis_holds_a_forged_job",),
        shows="forged jobs that ran",
    ),
    "announces_to_the_sender": Mutant(
        change=(
            OUTBOX,
            "select new.org_id, new.id, new.cluster_id, 'escalations', 'letter.arrived'",
            "select new.from_org, new.id, new.cluster_id, 'escalations', 'letter.arrived'",
        ),
        shows="arrivals of no letter",
    ),
}
FAULTS, EVERY, QUIET = 12, 0.4, 15.0


def find_in(name: str, *, seed: int) -> int:
    """Return how often a weakened copy did what betrays it: 0 if nobody noticed."""
    mutant = MUTANTS[name]
    ground = Ground(
        seed=seed, changes=[mutant.change], processes=FEWEST_PROCESSES, redis_is_dead=mutant.redis_is_dead
    )
    with ground:
        ground.start()
        run = break_things(
            ground, seed=seed, faults=FAULTS, every=EVERY, only=mutant.faults, quiet_within=QUIET
        )
    return run.wrong.get(mutant.shows, 0)
