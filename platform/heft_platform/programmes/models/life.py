"""What happened to a programme: every change as it was before and after, and why."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, Text, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member, of_programme, of_same_programme, programme_id
from heft_tenants.tables import Owned, Visibility, kept, new_id


class ProgrammeChange(Owned):
    """One change of a programme’s course: who, when, what before and after, and why. Never changed itself."""

    __tablename__ = "programme_change"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        of_member("by_id"),
        of_same_programme("undoes_id", "programme_change"),
        Index(None, "org_id", "programme_id", "at"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now())
    by_id: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)  # None: the calendar did it
    by_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    why: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    before: Mapped[dict[str, Any]] = kept(Visibility.PASTORAL, JSONB)
    after: Mapped[dict[str, Any]] = kept(Visibility.PASTORAL, JSONB)
    undoes_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
