"""A record while it is written, so that nothing typed is lost."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Integer, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member, of_same_programme, programme_id
from heft_tenants.tables import Owned, Visibility, kept


class MeetingDraft(Owned):
    """Everything that was typed for the record of a meeting, until it is finished."""

    __tablename__ = "meeting_draft"
    __app__ = "select, insert, update, delete"
    __table_args__ = (
        of_same_programme("milestone_id", "milestone"),
        of_member("saved_by"),
    )

    programme_id: Mapped[UUID] = programme_id()
    milestone_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    answers: Mapped[dict[str, Any]] = kept(Visibility.PASTORAL, JSONB)
    saved_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    saver_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    saved_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}
