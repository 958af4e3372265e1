"""The doors of the outbox, as functions. A lease is the pass into one row's organisation, for this work and a while."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, text
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
    asked = text("select lease, tries, visiting from fence.claim(:name, :batch, :lease, :alarm_after, :each_org)")
    with engine.begin() as connection:
        rows = connection.execute(asked, vars(queue) | {"lease": queue.lease}).all()
    return [Lease(id=bytes(lease), tries=tries, visiting=visiting) for lease, tries, visiting in rows]


def enter(session: Session, lease: Lease) -> tuple[Work, Context]:
    """Go inside the organisation that the lease is for: the first statement of a transaction."""
    connection = session.connection()
    row = _one(connection, "select * from fence.enter(:lease)", lease=lease.id)
    inside = _one(
        connection,
        "select fence.org(), fence.cluster(), fence.person(), fence.programme(), fence.visit()",
    )
    org, cluster, person, programme, visit = inside
    work = Work(org=row[0], id=_uuid(row[1]), kind=row[2], ref=_uuid(row[3]), step=row[4], tries=row[5])
    kind = "visitor" if lease.visiting else "work"
    return work, Context(kind=kind, org=org, cluster=cluster, person=person, programme=programme, grant=visit)  # type: ignore[arg-type]


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


def _one(connection: Connection, statement: str, **values: object) -> Row[tuple[object, ...]]:
    return connection.execute(text(statement), values).one()


def _uuid(value: object) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
