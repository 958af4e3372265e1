"""How a meeting is prepared: when and where, who leads, who is invited and what they answered."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Index,
    Integer,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member, of_same_programme, programme_id
from heft_tenants.tables import Owned, Visibility, kept, new_id


class MeetingPlan(Owned):
    """What was arranged for a meeting. Every change is a version of its own; the newest counts."""

    __tablename__ = "meeting_plan"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("milestone_id", "milestone"),
        of_member("saved_by"),
        CheckConstraint("mode in ('in_person', 'phone', 'video')", name="mode"),
        CheckConstraint("pupil_part in ('', 'full', 'part', 'views_only', 'not_there')", name="pupil_part"),
        CheckConstraint("version > 0", name="version"),
    )

    programme_id: Mapped[UUID] = programme_id()
    milestone_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer, primary_key=True, autoincrement=False)
    starts_at: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    mode: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    place: Mapped[str] = kept(Visibility.PASTORAL, Text)
    privacy: Mapped[str] = kept(Visibility.PASTORAL, Text)
    access: Mapped[str] = kept(Visibility.PASTORAL, Text)
    interpreter: Mapped[str] = kept(Visibility.PASTORAL, Text)
    other_times: Mapped[str] = kept(Visibility.PASTORAL, Text)
    chair: Mapped[str] = kept(Visibility.PASTORAL, Text)
    note_taker: Mapped[str] = kept(Visibility.PASTORAL, Text)
    pupil_part: Mapped[str] = kept(Visibility.PASTORAL, Text)
    pupil_part_why: Mapped[str] = kept(Visibility.PASTORAL, Text)
    pupil_items: Mapped[list[str]] = kept(Visibility.PASTORAL, JSONB)
    papers: Mapped[list[str]] = kept(Visibility.PASTORAL, JSONB)
    family_gap: Mapped[str] = kept(Visibility.PASTORAL, Text)
    saved_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    saver_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    saved_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )


class InvitedPerson(Owned):
    """Somebody who is wanted at a meeting."""

    __tablename__ = "invited_person"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("milestone_id", "milestone"),
        Index(None, "org_id", "programme_id", "milestone_id"),
        CheckConstraint("name <> ''", name="has_a_name"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    milestone_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    role: Mapped[str] = kept(Visibility.OPERATIONAL, Text)  # the template's id, or nothing
    role_label: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    party: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    name: Mapped[str] = kept(Visibility.PASTORAL, Text)
    contact: Mapped[str] = kept(Visibility.PASTORAL, Text)


class InvitationStep(Owned):
    """What became of an invitation once: sent, answered, or taken back. Never changed."""

    __tablename__ = "invitation_step"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("invited_id", "invited_person"),
        of_member("by_id"),
        Index(None, "org_id", "programme_id", "invited_id"),
        CheckConstraint("kind in ('sent', 'comes', 'sends_views', 'cannot', 'taken_back')", name="kind"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    invited_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    on_day: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    words: Mapped[str] = kept(Visibility.PASTORAL, Text)
    by_id: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    by_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now())
