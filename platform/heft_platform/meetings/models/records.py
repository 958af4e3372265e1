"""What was said and decided at a meeting. A finished record never changes: what is to be put right is added."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Index,
    SmallInteger,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member, of_same_programme, programme_id
from heft_tenants.tables import Owned, Visibility, kept, new_id


class MeetingRecord(Owned):
    """What a meeting decided, beside the result of each target and commitment."""

    __tablename__ = "meeting_record"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("review_id", "review"),
        CheckConstraint("control between 0 and 10", name="control"),
        CheckConstraint("outlook in ('', 'likely', 'unsure', 'unlikely')", name="outlook"),
    )

    programme_id: Mapped[UUID] = programme_id()
    review_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    chair: Mapped[str] = kept(Visibility.PASTORAL, Text)
    note_taker: Mapped[str] = kept(Visibility.PASTORAL, Text)
    decisions: Mapped[str] = kept(Visibility.PASTORAL, Text)
    parked: Mapped[str] = kept(Visibility.PASTORAL, Text)
    further_measures: Mapped[str] = kept(Visibility.PASTORAL, Text)
    control: Mapped[int | None] = kept(Visibility.PASTORAL, SmallInteger)  # the pupil's own, 0 to 10
    outlook: Mapped[str] = kept(Visibility.PASTORAL, Text)
    alternatives: Mapped[list[str]] = kept(Visibility.PASTORAL, JSONB)  # in words, as the template named them
    family_gap: Mapped[str] = kept(Visibility.PASTORAL, Text)  # why no parent or carer was heard
    why_day: Mapped[str] = kept(Visibility.PASTORAL, Text)  # why it was held on a day without school
    # Each with name, role_label, party, was.
    attendance: Mapped[list[dict[str, Any]]] = kept(Visibility.PASTORAL, JSONB)
    words: Mapped[list[dict[str, Any]]] = (
        kept(  # item, title, who, party, words, was_read_in: in the agenda's order
            Visibility.PASTORAL, JSONB
        )
    )


class MeetingRemark(Owned):
    """What was added to a finished record."""

    __tablename__ = "meeting_remark"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("review_id", "review"),
        of_member("author_id"),
        Index(None, "org_id", "programme_id", "review_id"),
        CheckConstraint("body <> ''", name="says_something"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    review_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    author_id: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    author_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    written_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    body: Mapped[str] = kept(Visibility.PASTORAL, Text)
