"""What is kept when a programme moves to a newer version of its template."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKeyConstraint, Integer, Text, Uuid, func
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member, of_programme, programme_id
from heft_tenants.context import current
from heft_tenants.tables import Owned, Visibility, kept, new_id


class VersionMove(Owned):
    """A programme moved to a newer version: who, when, from, to, why, and the template as it was before. Never changed."""

    __tablename__ = "version_move"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        ForeignKeyConstraint(
            ["cluster_id", "from_template_id"], ["shared.template.cluster_id", "shared.template.id"]
        ),
        ForeignKeyConstraint(
            ["cluster_id", "to_template_id"], ["shared.template.cluster_id", "shared.template.id"]
        ),
        of_member("moved_by"),
        CheckConstraint("to_version > from_version", name="forward"),
        CheckConstraint("why <> ''", name="why"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    cluster_id: Mapped[int] = kept(Visibility.KEY, Integer, default=lambda: current().cluster)
    from_template_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    to_template_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    from_version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    to_version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    before: Mapped[dict[str, Any]] = kept(Visibility.OPERATIONAL, JSON)
    why: Mapped[str] = kept(Visibility.PASTORAL, Text)
    moved_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    moved_by_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    moved_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
