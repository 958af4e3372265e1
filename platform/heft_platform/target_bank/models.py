"""Examples of targets. They name nobody: whoever picks one writes it anew for a pupil."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_tenants.tables import Owned, Shared, Visibility, kept, new_id

A_PHASE = "phase in ('any', 'primary', 'secondary')"
SAYS_SOMETHING = "need <> '' and statement <> '' and success <> ''"


class BankTarget(Shared):
    """An example that the cluster keeps for all its schools."""

    __tablename__ = "bank_target"
    __table_args__ = (
        UniqueConstraint("cluster_id", "statement"),
        Index(None, "cluster_id", "need"),
        CheckConstraint(A_PHASE, name="phase"),
        CheckConstraint(SAYS_SOMETHING, name="says_something"),
    )

    id: Mapped[UUID] = new_id()
    need: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    phase: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="any", default="any")
    statement: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    success: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    measure: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    steps: Mapped[list[str]] = kept(Visibility.OPERATIONAL, JSONB, server_default="[]", default=list)
    retired_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}


class OwnBankTarget(Owned):
    """An example that a school keeps for itself, often one that worked."""

    __tablename__ = "own_bank_target"
    __table_args__ = (
        UniqueConstraint("org_id", "statement"),
        Index(None, "org_id", "need"),
        CheckConstraint(A_PHASE, name="phase"),
        CheckConstraint(SAYS_SOMETHING, name="says_something"),
    )

    id: Mapped[UUID] = new_id()
    need: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    phase: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="any", default="any")
    statement: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    success: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    measure: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    steps: Mapped[list[str]] = kept(Visibility.OPERATIONAL, JSONB, server_default="[]", default=list)
    retired_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    added_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    added_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}
