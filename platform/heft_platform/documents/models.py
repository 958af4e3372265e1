"""Files that somebody asked for, and how far their making has come."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_programme
from heft_tenants.tables import Owned, Visibility, kept, new_id


class Export(Owned):
    """A pack as a file. The bytes lie in the object store, under the organisation and this id.

    `sees` are the classes that whoever asked could be told: the file holds nothing else, and is given to nobody who may
    be told less.
    """

    __tablename__ = "export"
    __table_args__ = (
        of_programme(),
        CheckConstraint("form in ('word', 'pdf')", name="form"),
        CheckConstraint("state in ('waiting', 'making', 'storing', 'ready', 'failed')", name="state"),
        CheckConstraint("(state = 'ready') = (digest is not null)", name="ready_with_a_fingerprint"),
        CheckConstraint("audience in ('family', 'school', 'authority', 'agency')", name="audience"),
        Index(None, "org_id", "programme_id", "asked_at"),
    )

    id: Mapped[UUID] = new_id()
    programme_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    programme_reference: Mapped[str] = kept(Visibility.KEY, Text)
    form: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="record", server_default="record")
    audience: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="school", server_default="school")
    left_out: Mapped[list[str]] = kept(Visibility.OPERATIONAL, ARRAY(Text), default=list, server_default="{}")
    sees: Mapped[list[str]] = kept(
        Visibility.OPERATIONAL, ARRAY(Text), server_default='{"briefing safe",pastoral}'
    )
    is_large: Mapped[bool] = kept(Visibility.OPERATIONAL, Boolean, default=False, server_default="false")
    meeting_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)  # of which it is the minutes
    state: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="waiting")
    asked_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    asker_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    asked_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    tries: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger, default=0)
    made_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    octets: Mapped[int | None] = kept(Visibility.OPERATIONAL, Integer)
    digest: Mapped[bytes | None] = kept(Visibility.KEY, LargeBinary)
