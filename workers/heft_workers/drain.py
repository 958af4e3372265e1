"""Do what is due: claim leases, enter each row's organisation, do the work, and settle it in the same transaction.

Postgres is the queue. An RQ job only says “look”: it carries no argument, so a lost, repeated or forged one can do no
more than make us look earlier or later.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from heft_platform import error_reports
from heft_platform.error_codes import code_of
from heft_platform.extensions import db
from heft_tenants.context import working_as
from heft_tenants.sessions import FencedSession
from heft_workers.doings import DOINGS
from heft_workers.leases import Lease, claim, enter, postpone, settle
from heft_workers.points import here
from heft_workers.queues import DRAIN_FOR, QUEUES, Queue
from heft_workers.renewing import kept_renewed
from heft_workers.time_limit import TookTooLongError, ended_after
from heft_workers.warm import the_application
from heft_workers.work import Doing, Halfway, RefusedWorkError, UnknownKindError, Work

LEASE_LOST = "hf001"  # somebody else has it: not an error, and not ours to report
# Work that nobody waits for any more is called off: its gate has closed, its organisation has left.
NOBODY_WAITS = {"hf003": "gate_closed", "hf004": "has_left"}
log = logging.getLogger(__name__)


class DrainStoppedError(Exception):
    """Nothing could be taken or put back; what was leased comes back by itself. The message is a code."""


def drain() -> int:
    """Do what is due in this worker's queue, for at most 20 seconds. The only function that RQ may call."""
    try:
        with the_application().app_context():
            return drain_queue(QUEUES[os.environ["HEFT_QUEUE"]], for_seconds=DRAIN_FOR)
    except Exception as error:  # noqa: BLE001  (RQ keeps and logs the text of what is raised here)
        raise DrainStoppedError(code_of(error)) from None
    finally:
        error_reports.wait_until_reported()


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
            raise RefusedWorkError("kept_dying")  # noqa: TRY301  (it never came back to say why)
        with ended_after(queue.at_most):
            _do(queue, lease)
    except (Exception, TookTooLongError) as error:  # noqa: BLE001  (one bad row must not stop its neighbours)
        if code_of(error) != LEASE_LOST:
            _tell(queue, lease, error)
            put_back(queue, lease, error)
        return False
    return True


def _do(queue: Queue, lease: Lease) -> None:
    engine = db.engines["visitor"] if lease.visiting else _engine()
    with inside(engine, lease) as (session, work):
        here("drain.entered")
        outside = doing_of(work)(session, work)
        here("drain.did")
        if outside is None:
            settle_last(session, lease)
    here("drain.committed")
    while outside is not None:
        with kept_renewed(_engine(), lease, for_seconds=queue.lease, at_most=queue.at_most):
            came = outside(work.key)  # no transaction is open while the world is slow
        here("drain.went_out")
        outside = came.go_on if isinstance(came, Halfway) else None
        # Lost by now? Then somebody else is at it, with the same key.
        with inside(engine, lease) as (session, work):
            record = came.record if isinstance(came, Halfway) else came
            record(session, work)
            if outside is None:
                settle_last(session, lease)
        here("drain.recorded")


@contextmanager
def inside(engine: Engine, lease: Lease) -> Iterator[tuple[Session, Work]]:
    """Open a transaction inside the lease's organisation; it is kept when the block ends well."""
    with FencedSession(bind=engine) as session:
        work, context = enter(session, lease)
        with working_as(context):
            yield session, work
            session.commit()


def settle_last(session: Session, lease: Lease) -> None:
    """End the work in its own transaction, after everything else that the transaction does."""
    session.flush()
    settle(session.connection(), lease)
    here("drain.settled")


def doing_of(work: Work) -> Doing:
    """Return what does a kind of work.

    :raises UnknownKindError: if nobody here knows the kind
    """
    if work.kind not in DOINGS:
        raise UnknownKindError
    return DOINGS[work.kind]


def _tell(queue: Queue, lease: Lease, error: BaseException) -> None:
    """Write down that work was not done, and raise the alarm when trying again may not help."""
    alarming = isinstance(error, RefusedWorkError) or lease.tries >= queue.alarm_after
    if alarming:
        error_reports.report(error)
    about = {"queue": queue.name, "code": code_of(error), "tries": lease.tries}
    log.log(logging.ERROR if alarming else logging.WARNING, "Work was not done", extra=about)


def put_back(queue: Queue, lease: Lease, error: BaseException) -> None:
    """Give work back that was not done, to be tried again, or end it: as its queue says, and with a code of why."""
    gives_up = queue.gives_up_after is not None and lease.tries >= queue.gives_up_after
    why = code_of(error)
    try:
        with _engine().begin() as connection:
            if why in NOBODY_WAITS:
                settle(connection, lease, "cancelled", NOBODY_WAITS[why])
            elif isinstance(error, RefusedWorkError) or gives_up:
                settle(connection, lease, "dead", why)
            else:
                stuck = lease.tries >= queue.alarm_after
                postpone(connection, lease, seconds=queue.pause_after(lease.tries), is_stuck=stuck, why=why)
    except (SQLAlchemyError, psycopg.Error):
        return  # the lease runs out, and the row comes back by itself


def _engine() -> Engine:
    return db.engines["worker"]
