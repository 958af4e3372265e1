"""Mail that is to be sent, or was."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Index, Text, UniqueConstraint, Uuid, func
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member
from heft_tenants.tables import Owned, Visibility, kept, new_id


class Message(Owned):
    """One message to one of the organisation's own people. What it says follows from kind and reference alone."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("org_id", "person_id", "kind", "about_id"),  # told twice is told once
        of_member("person_id"),
        Index(None, "org_id", "asked_at"),
    )

    id: Mapped[UUID] = new_id()
    person_id: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    reference: Mapped[str] = kept(Visibility.KEY, Text)
    about_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    asked_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    sent_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
