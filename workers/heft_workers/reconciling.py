"""Go round and find what cannot be: in the outbox of all organisations by number, and in each organisation by itself.

It depends on none of what it looks at: on no queue, no timer and no Redis. See `workers/decisions/0012`.
"""

import random
import time
from collections.abc import Iterator

from sqlalchemy import Engine, text

from heft_platform.accounts.services import open_doors
from heft_platform.error_codes import code_of
from heft_platform.extensions import db
from heft_tenants.lost import Found
from heft_workers.alarms import alarm
from heft_workers.drain import inside, put_back
from heft_workers.leases import look_after, looked_after
from heft_workers.looking_after import find_and_mend
from heft_workers.queues import QUEUES
from heft_workers.time_limit import TookTooLongError, ended_after

EVERY = 300.0  # seconds from the beginning of one round to the beginning of the next
LONGEST_LOOK = 10.0  # seconds that one organisation may hold up the rest
CHORES = QUEUES["chores"]


class Rounds:
    """The rounds of one process, a step at a time, so that whoever has more to do is held up by one organisation only."""

    def __init__(self) -> None:
        self._steps: Iterator[list[Found]] | None = None
        self._begins_at = time.monotonic() + EVERY * random.uniform(0.1, 1)  # noqa: S311  (two bells, apart)

    def go_on(self) -> None:
        """Take the next step of a round, or begin one when it is time."""
        if self._steps is None and time.monotonic() >= self._begins_at:
            self._begins_at = time.monotonic() + EVERY
            self._steps = reconciled()
        if self._steps is not None and next(self._steps, None) is None:
            self._steps = None


def reconciled() -> Iterator[list[Found]]:
    """Go one round, and give at each step what was found there; alarms are raised and mended is what can be mended.

    Needs the application's context.
    """
    engine = db.engines["worker"]
    found = _reconcile_outbox(engine)
    alarm(found)
    yield found
    for door in open_doors(db.session()):
        db.session.remove()
        yield _look_after(engine, org=door.org_id, cluster=door.cluster_id)


def _reconcile_outbox(engine: Engine) -> list[Found]:
    with engine.begin() as connection:
        rows = connection.execute(text("select what, found, mended from fence.reconcile()")).mappings()
        return [Found(**row) for row in rows if row["found"]]


def _look_after(engine: Engine, *, org: int, cluster: int) -> list[Found]:
    lease = look_after(engine, org=org, cluster=cluster, seconds=CHORES.lease)
    if lease is None:
        return []
    try:
        with ended_after(LONGEST_LOOK), inside(engine, lease) as (session, _):
            found = find_and_mend(session)
            session.flush()
            looked_after(session.connection(), lease)
    except (Exception, TookTooLongError) as error:  # noqa: BLE001  (one organisation must not stop the round)
        put_back(CHORES, lease, error)
        found = [Found(what=f"not_looked_after.{code_of(error)}"[:60], found=1, mended=0)]
    alarm(found, org=org)
    return found
