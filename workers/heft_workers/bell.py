"""See what is due, and ring RQ. If nobody hears, or work has waited too long, have it done here: Redis is an accelerator.

Between two looks the reconciler goes on with its round, one organisation at a time.
"""

import logging
import time
from collections.abc import Callable

import psycopg
import redis
from sqlalchemy.exc import SQLAlchemyError

from heft_platform.extensions import db
from heft_workers.drain import drain_queue
from heft_workers.leases import waiting
from heft_workers.points import here
from heft_workers.queues import QUEUES, Queue
from heft_workers.reconciling import Rounds
from heft_workers.ringing import ring
from heft_workers.standing_in import StandIns

LOOK_EVERY = 0.1  # seconds
WAIT_FOR_DATABASE = 0.5
log = logging.getLogger(__name__)


def keep_ringing(client: redis.Redis, *, stopped: Callable[[], bool]) -> None:
    """Look at every queue, again and again, until stopped. Needs the application's context."""
    stand_ins, rounds = StandIns(), Rounds()
    while not stopped():
        try:
            for queue in QUEUES.values():
                look(client, queue, stand_ins)
            rounds.go_on()
        except (SQLAlchemyError, psycopg.Error):
            log.warning("The database is away; looking again")
            time.sleep(WAIT_FOR_DATABASE)
        time.sleep(LOOK_EVERY)
    stand_ins.end()


def look(client: redis.Redis, queue: Queue, stand_ins: StandIns) -> None:
    """Ring for a queue if something in it is due, and have it done if nobody does it."""
    due, oldest = waiting(db.engines["worker"], queue)
    here("bell.looked")
    if not due:
        return
    heard = ring(client, queue.name)
    here("bell.rang")
    if not heard or oldest > queue.patience:
        if queue.takes_long:
            stand_ins.drain(queue)
        else:
            drain_queue(queue, for_seconds=1)
