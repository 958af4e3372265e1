"""The doors of the outbox, as functions. A lease is the pass into one row's organisation, for this work and a while."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from heft_tenants.context import Context
from heft_workers.queues import Queue
from heft_workers.work import Work


@dataclass(frozen=True, kw_only=True)
class Lease:
    """Leave to do one piece of work. Its id is a secret: never logged, never sent anywhere."""

    id: bytes
    tries: int
    visiting: bool


def claim(engine: Engine, queue: Queue) -> list[Lease]:
    """Take leases on what is due. Committed at once, so that the try is counted whatever becomes of us."""
    asked = text(
        "select lease, tries, visiting from fence.claim(:name, :batch, :lease, :alarm_after, :each_org)"
    )
    with engine.begin() as connection:
        rows = connection.execute(asked, vars(queue)).all()
    return [Lease(id=bytes(lease), tries=tries, visiting=visiting) for lease, tries, visiting in rows]


def look_after(engine: Engine, *, org: int, cluster: int, seconds: int) -> Lease | None:
    """Take a lease on looking after one organisation; None if somebody is at it, or it has left."""
    asked = text("select fence.look_after(:org, :cluster, :seconds)")
    with engine.begin() as connection:
        lease = connection.scalar(asked, {"org": org, "cluster": cluster, "seconds": seconds})
    return None if lease is None else Lease(id=bytes(lease), tries=1, visiting=False)


def looked_after(connection: Connection, lease: Lease) -> None:
    """Say that an organisation was looked after: the last statement of that transaction. Nothing of it stays behind."""
    connection.execute(text("select fence.looked_after(:lease)"), {"lease": lease.id})


def enter(session: Session, lease: Lease) -> tuple[Work, Context]:
    """Go inside the organisation that the lease is for: the first statement of a transaction."""
    entered = text(
        "select came.*, fence.cluster() as cluster, fence.person() as person, fence.programme() as programme,"
        " fence.visit() as visit from fence.enter(:lease) came"
    )
    row = session.execute(entered, {"lease": lease.id}).one()
    work = Work(org=row.org_id, id=row.outbox_id, kind=row.kind, ref=row.ref, step=row.step)
    context = Context(
        kind="visitor" if lease.visiting else "work",
        org=work.org,
        cluster=row.cluster,
        person=row.person,
        programme=row.programme,
        grant=row.visit,
    )
    return work, context


def renew(engine: Engine, lease: Lease, *, seconds: float) -> None:
    """Keep work that is outside for so much longer from now.

    :raises sqlalchemy.exc.DBAPIError: with the code HF001 if the lease is lost, whoever has it now
    """
    with engine.begin() as connection:
        connection.execute(
            text("select fence.renew(:lease, :seconds)"), {"lease": lease.id, "seconds": seconds}
        )


def settle(connection: Connection, lease: Lease, state: str = "done", why: str | None = None) -> None:
    """Say that the work has ended. The last statement of its transaction, or alone for work that can never be done."""
    connection.execute(
        text("select fence.settle(:lease, :state, :why)"), {"lease": lease.id, "state": state, "why": why}
    )


def postpone(connection: Connection, lease: Lease, *, seconds: float, is_stuck: bool, why: str) -> None:
    """Give the work back, to be tried again after a pause."""
    connection.execute(
        text("select fence.postpone(:lease, :seconds, :stuck, :why)"),
        {"lease": lease.id, "seconds": seconds, "stuck": is_stuck, "why": why},
    )


def waiting(engine: Engine, queue: Queue) -> tuple[int, float]:
    """Return how much of a queue's work is due, and for how many seconds the oldest has been."""
    with engine.begin() as connection:
        due, oldest = connection.execute(
            text("select due, oldest_seconds from fence.waiting(:name)"), {"name": queue.name}
        ).one()
    return due, oldest
