"""The trail of an organisation: written by the fence alone, never changed, each entry chained to the one before."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Index, LargeBinary, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_tenants.tables import Owned, Visibility, kept


class Trail(Owned):
    """One entry. The columns stand in the order in which `fence.record` writes them."""

    __tablename__ = "trail"
    __app__ = "select"
    __table_args__ = (
        CheckConstraint("action ~ '^[a-z]+(\\.[a-z_]+)+$'", name="action"),
        Index(
            "ix_trail_of_pupil", "org_id", "pupil_id", "seq", postgresql_where=text("pupil_id is not null")
        ),
        Index("ix_trail_of_thing", "org_id", "thing_id", "seq"),
        Index(None, "org_id", "at"),
        Index("ix_trail_of_visit", "org_id", "visit_id", "at", postgresql_where=text("visit_id is not null")),
    )

    seq: Mapped[int] = kept(Visibility.KEY, BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    person_id: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)  # nobody: the clock
    visit_id: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)  # through which gate; none: at home
    action: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    thing: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    thing_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    pupil_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    detail: Mapped[dict[str, Any]] = kept(Visibility.OPERATIONAL, JSONB, server_default="{}")
    hash: Mapped[bytes] = kept(Visibility.OPERATIONAL, LargeBinary)


class TrailHead(Owned):
    """Where an organisation's trail stands now."""

    __tablename__ = "trail_head"
    __app__ = "select"

    seq: Mapped[int] = kept(Visibility.OPERATIONAL, BigInteger)
    hash: Mapped[bytes] = kept(Visibility.OPERATIONAL, LargeBinary)
