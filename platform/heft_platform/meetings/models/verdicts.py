"""On what evidence a programme was judged, and what follows."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Text, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member, of_programme, programme_id
from heft_tenants.tables import Owned, Visibility, kept, new_id


class VerdictEvidence(Owned):
    """A verdict with what was known when it was given. Never changed: one that is given anew is another row."""

    __tablename__ = "verdict_evidence"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        of_member("decided_by"),
        CheckConstraint("verdict <> ''", name="says_how_it_went"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    verdict: Mapped[str] = kept(Visibility.PASTORAL, Text)  # the template's id of it
    evidence: Mapped[list[Any]] = kept(Visibility.PASTORAL, JSONB)  # title and lines, as they were shown
    credit: Mapped[str] = kept(Visibility.PASTORAL, Text)
    support: Mapped[str] = kept(Visibility.PASTORAL, Text)
    left_out: Mapped[str] = kept(Visibility.PASTORAL, Text)  # why a required next step was not chosen
    after_care_until: Mapped[date | None] = kept(Visibility.PASTORAL, Date)
    decided_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    decider_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    decided_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
