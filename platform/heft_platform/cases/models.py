"""The school's invitations, and the agency's own list of cases."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_programme
from heft_tenants.ids import uuid7
from heft_tenants.tables import Owned, Visibility, kept, new_id


class Invitation(Owned):
    """A school asks a team of an agency to join one programme."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("org_id", "thread_id"),
        of_programme(),
        CheckConstraint("state in ('waiting', 'withdrawn', 'accepted', 'declined', 'ended')", name="state"),
        Index(None, "org_id", "programme_id"),
    )

    id: Mapped[UUID] = new_id()
    programme_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    thread_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, default=uuid7)
    agency_org: Mapped[int] = kept(Visibility.KEY, Integer)
    team: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    reads: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    adds: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    until_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    parent_told: Mapped[str] = kept(Visibility.PASTORAL, Text)
    state: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="waiting")
    invited_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    invited_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    grant_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    person_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="")  # who took it on


class Case(Owned):
    """The agency's own row: an invitation that came, and what became of it. Nothing of the school is read for it."""

    __tablename__ = "agency_case"
    __table_args__ = (
        UniqueConstraint("org_id", "school_org", "thread_id"),
        CheckConstraint("state in ('invited', 'joining', 'open', 'declined', 'ended')", name="state"),
        Index(None, "org_id", "person_id", "state"),
        Index(None, "org_id", "school_slug", "programme_reference"),
    )

    id: Mapped[UUID] = new_id()
    school_org: Mapped[int] = kept(Visibility.KEY, Integer)
    school_slug: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    school_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    thread_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    team: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    initials: Mapped[str] = kept(Visibility.PASTORAL, Text)
    reads: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    adds: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    until_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    parent_told: Mapped[str] = kept(Visibility.PASTORAL, Text)
    state: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="invited")
    invited_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    person_id: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    person_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="")
    programme_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    programme_reference: Mapped[str | None] = kept(Visibility.KEY, Text)
    grant_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    until_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    ended_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    entered_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))  # last
    visits: Mapped[int] = kept(Visibility.OPERATIONAL, Integer, default=0, server_default="0")
