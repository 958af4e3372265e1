"""Do what is due: claim leases, enter each row's organisation, do the work, and settle it in the same transaction.

Postgres is the queue. An RQ job only says “look”: it carries no argument, so a lost, repeated or forged one can do no
more than make us look earlier or later.
"""

import logging
import os
import time

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from heft_platform.extensions import db
from heft_tenants.context import working_as
from heft_tenants.sessions import FencedSession
from heft_workers.doings import DOINGS
from heft_workers.leases import Lease, claim, enter, postpone, settle
from heft_workers.points import here
from heft_workers.queues import QUEUES, Queue
from heft_workers.warm import the_application
from heft_workers.work import RefusedWorkError

LEASE_LOST = "HF001"  # somebody else has it: not an error, and not ours to report
GATE_CLOSED = "HF003"  # the gate that the work was asked through has closed
log = logging.getLogger(__name__)


def drain() -> int:
    """Do what is due in this worker's queue, for at most 20 seconds. The only function that RQ may call."""
    with the_application().app_context():
        return drain_queue(QUEUES[os.environ["HEFT_QUEUE"]], for_seconds=20)


def drain_queue(queue: Queue, *, for_seconds: float) -> int:
    """Do what is due in a queue, for a while. Needs the application's context. Return how much was done."""
    done, until = 0, time.monotonic() + for_seconds
    while time.monotonic() < until:
        leases = claim(_engine(), queue)
        here("drain.claimed")
        if not leases:
            break
        for lease in leases:
            done += do(queue, lease)
    return done


def do(queue: Queue, lease: Lease) -> bool:
    """Do one piece of work, and say whether it is done. What goes wrong stays with this one."""
    try:
        if queue.gives_up_after is not None and lease.tries > queue.gives_up_after:
            raise RefusedWorkError("kept_dying")  # noqa: TRY301, EM101  (it never came back to say why)
        _do(lease)
    except Exception as error:  # noqa: BLE001  (one bad row must not stop its neighbours)
        code = code_of(error)
        if code != LEASE_LOST.lower():
            log.warning("Work was not done", extra={"queue": queue.name, "code": code, "tries": lease.tries})
            _put_back(queue, lease, error, code)
        return False
    return True


def _do(lease: Lease) -> None:
    engine = db.engines["visitor"] if lease.visiting else _engine()
    with FencedSession(bind=engine) as session:
        work, context = enter(session, lease)
        here("drain.entered")
        with working_as(context):
            outside = DOINGS[work.kind](session, work)
            here("drain.did")
            if outside is None:
                session.flush()
                settle(session.connection(), lease)
                here("drain.settled")
                session.commit()
                return
            session.commit()
    here("drain.committed")
    record = outside(work.key)  # no transaction is open while the world is slow
    here("drain.went_out")
    with FencedSession(bind=engine) as session:
        work, context = enter(session, lease)  # lost by now? then somebody else is at it, with the same key
        with working_as(context):
            record(session, work)
            session.flush()
            settle(session.connection(), lease)
            session.commit()
            here("drain.recorded")


def _put_back(queue: Queue, lease: Lease, error: Exception, code: str) -> None:
    gives_up = queue.gives_up_after is not None and lease.tries >= queue.gives_up_after
    try:
        with _engine().begin() as connection:
            if isinstance(error, RefusedWorkError) or gives_up:
                settle(connection, lease, "dead", code)
            elif code == GATE_CLOSED.lower():
                settle(connection, lease, "cancelled", "gate_closed")
            else:
                stuck = lease.tries >= queue.alarm_after
                postpone(connection, lease, seconds=queue.pause_after(lease.tries), is_stuck=stuck, why=code)
    except SQLAlchemyError:
        return  # the lease runs out, and the row comes back by itself


def code_of(error: Exception) -> str:
    """Return a word for the kind of error. Never its text, which may hold a name."""
    if isinstance(error, RefusedWorkError):
        return error.code
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(cause, "sqlstate", None) or type(cause).__name__).lower()[:60]


def _engine() -> Engine:
    return db.engines["worker"]
