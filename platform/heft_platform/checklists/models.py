"""What somebody ticked on a checklist before a programme was started, and when. Nothing is taken out: the newest holds."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, DateTime, Index, Text, Uuid
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member, of_pupil
from heft_tenants.tables import Owned, Visibility, kept, new_id


class EntryTick(Owned):
    """A line of a pupil’s checklist that was ticked, or no longer is, with what is behind it."""

    __tablename__ = "entry_tick"
    __app__ = "select, insert"
    __table_args__ = (
        of_pupil(),
        of_member("said_by"),
        CheckConstraint("kind in ('trigger', 'prerequisite', 'considered')", name="kind"),
        Index(None, "org_id", "pupil_id", "template_key"),
    )

    id: Mapped[UUID] = new_id()
    pupil_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    template_key: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    code: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    is_ticked: Mapped[bool] = kept(Visibility.PASTORAL, Boolean)
    words: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    said_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    sayer_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    said_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
