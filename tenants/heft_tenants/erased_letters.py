"""An organisation erases its own copy of a thread. The other side's copy stays, and so does what tells that one was here.

Only the fence erases a letter, the whole thread at once, and leaves for each a row that says which it was, who erased it,
when and why, and nothing of what it said. Under its id, or in its thread, the organisation never sends again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Select,
    Text,
    Uuid,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session

from heft_tenants.tables import Owned, Visibility, kept, new_id

REASONS = ("kept_long_enough", "record_erased", "asked_to")


class ErasedLetter(Owned):
    """A letter of which the organisation has erased its own copy. Only the fence writes it."""

    __tablename__ = "erased_letter"
    __app__ = "select"
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "erased_by"], ["owned.member.org_id", "owned.member.person_id"]),
        CheckConstraint("org_id in (from_org, to_org)", name="own_copy"),
        CheckConstraint(f"why in {REASONS}", name="why"),
        Index(None, "org_id", "thread_id"),
    )

    from_org: Mapped[int] = kept(Visibility.KEY, Integer, primary_key=True, autoincrement=False)
    id: Mapped[UUID] = new_id()
    to_org: Mapped[int] = kept(Visibility.KEY, Integer)
    thread_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    sent_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    # Of files that came with it, to be destroyed.
    copies: Mapped[list[UUID]] = kept(Visibility.KEY, ARRAY(Uuid))
    why: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    erased_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    erased_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))


def erase_thread(session: Session, *, other_org: int, thread_id: UUID, why: str) -> Sequence[ErasedLetter]:
    """Erase our copy of everything that was written between us and one other organisation under a thread id.

    Return what is left of each letter. Whether the thread has ended is for the caller to know.
    """
    session.execute(select(func.fence.erase_thread(other_org, thread_id, why)))
    return [one for one in session.scalars(erased_in([thread_id])) if other_org in (one.from_org, one.to_org)]


def erased_in(thread_ids: Sequence[UUID]) -> Select[Any]:
    """Ask for what is left of the letters of several threads of which our copy was erased."""
    return select(ErasedLetter).where(ErasedLetter.thread_id.in_(thread_ids))


def erased_letter(session: Session, *, letter_id: UUID) -> ErasedLetter | None:
    """Return what is left of a letter that came, or None if our copy was not erased."""
    return session.scalars(select(ErasedLetter).where(ErasedLetter.id == letter_id)).first()
