"""Published templates: versions are added, never changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_tenants.tables import Shared, Visibility, kept, new_id


class Template(Shared):
    """One version of one template."""

    __tablename__ = "template"
    __table_args__ = (
        UniqueConstraint("cluster_id", "key", "version"),
        CheckConstraint("version > 0", name="version"),
    )

    id: Mapped[UUID] = new_id()
    key: Mapped[str] = kept(Visibility.KEY, Text)
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    label: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    summary: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    body: Mapped[dict[str, Any]] = kept(Visibility.OPERATIONAL, JSONB)
    published_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    published_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
