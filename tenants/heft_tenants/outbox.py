"""What must happen after a commit: a row, written in the transaction of the deed that asks for it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session

from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.tables import Owned, Visibility, kept, new_id

QueueName = Literal["escalations", "mail", "exports", "chores"]


class Outbox(Owned):
    """One piece of work of one organisation. It holds ids and codes, never a name or a text."""

    __tablename__ = "outbox"
    __app__ = "select, insert (org_id, id, cluster_id, queue, kind, ref, step, asked_by, not_before)"
    __table_args__ = (
        UniqueConstraint("org_id", "kind", "ref", "step"),  # asked twice is asked once
        ForeignKeyConstraint(
            ["org_id", "cluster_id"], ["shared.organisation.org_id", "shared.organisation.cluster_id"]
        ),
        CheckConstraint("queue in ('escalations', 'mail', 'exports', 'chores')", name="queue"),
        CheckConstraint("kind ~ '^[a-z]+(\\.[a-z_]+)+$'", name="kind"),
        CheckConstraint("state in ('waiting', 'stuck', 'done', 'dead', 'cancelled')", name="state"),
        CheckConstraint("last_error ~ '^[a-z0-9_.]{1,60}$'", name="a_code_and_no_text"),
        CheckConstraint("(ended_at is null) = (state in ('waiting', 'stuck'))", name="ended"),
        CheckConstraint("(visit_id is null) = (visit_programme_id is null)", name="whole_gate"),
        Index("ix_outbox_open", "org_id", "id", postgresql_where=text("state in ('waiting', 'stuck')")),
        Index("ix_outbox_dead", "org_id", "id", postgresql_where=text("state = 'dead'")),
    )

    id: Mapped[UUID] = new_id()
    cluster_id: Mapped[int] = kept(Visibility.KEY, Integer, default=lambda: current().cluster)
    queue: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    ref: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    step: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="")
    asked_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    visit_programme_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    visit_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    not_before: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.clock_timestamp()
    )
    state: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="waiting")
    last_error: Mapped[str | None] = kept(Visibility.OPERATIONAL, Text)
    asked_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.clock_timestamp()
    )
    ended_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))


def ask(
    session: Session,
    *,
    queue: QueueName,
    kind: str,
    ref: UUID,
    step: str = "",
    not_before: datetime | None = None,
) -> None:
    """Have a piece of work done once this transaction is kept. Asked twice for the same thing, it is done once.

    `step` tells several timers of one thing apart; `not_before` makes the work a timer. One whose time is past is due from
    now on, as nothing can be late before it was asked for. What a visitor asks for is done with a visitor's rights, and
    only while the gate is open.
    """
    context = current()
    values = {
        "org_id": context.org,
        "id": uuid7(),
        "cluster_id": context.cluster,
        "queue": queue,
        "kind": kind,
        "ref": ref,
        "step": step,
        "asked_by": context.person,
    }
    if context.kind == "visitor":
        values |= {"visit_programme_id": context.programme, "visit_id": context.grant}
    if not_before is not None:
        its_time = literal(not_before, DateTime(timezone=True))
        values["not_before"] = func.greatest(its_time, func.clock_timestamp())
    session.execute(insert(Outbox).values(values).on_conflict_do_nothing())


def state_of(session: Session, *, kind: str, ref: UUID, step: str = "") -> str | None:
    """Return waiting, stuck, done, dead or cancelled; None if nobody ever asked for it."""
    asked = select(Outbox.state).where(Outbox.kind == kind, Outbox.ref == ref, Outbox.step == step)
    return session.scalar(asked)


def has_failed(session: Session, *, kind: str, ref: UUID, step: str = "") -> bool:
    """Say whether a try at a piece of work has failed. Unless it was given up, it is tried again by itself."""
    failed = select(Outbox.id).where(Outbox.kind == kind, Outbox.ref == ref, Outbox.step == step)
    return session.scalar(failed.where(Outbox.last_error.is_not(None))) is not None


def is_open(session: Session, *, kind: str, ref: UUID) -> bool:
    """Say whether any work of a kind is still to be done for a thing: due, under way, stuck or a timer."""
    asked = select(Outbox.id).where(Outbox.kind == kind, Outbox.ref == ref)
    return session.scalar(asked.where(Outbox.state.in_(["waiting", "stuck"])).limit(1)) is not None


def unfinished(session: Session, *, now: datetime) -> int:
    """Return how much work of the organisation at hand is under way, due or stuck. Timers are not: their time is to come."""
    open_now = select(func.count()).where(Outbox.state.in_(["waiting", "stuck"]), Outbox.not_before <= now)
    return session.scalar(open_now.select_from(Outbox)) or 0


def try_again(session: Session, *, kind: str, ref: UUID, step: str = "") -> bool:
    """Have work done that had been given up. False if there is none to do again."""
    which = session.scalar(
        select(Outbox.id).where(Outbox.kind == kind, Outbox.ref == ref, Outbox.step == step)
    )
    return bool(which and session.scalar(select(func.fence.try_again(which))))
