"""What was committed to, how the commitments came to be what they are, and why somebody committed to nothing."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    Integer,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_programme, of_same_programme, programme_id
from heft_platform.plans.models.parties import A_PARTY
from heft_tenants.tables import Owned, Section, Visibility, Visit, kept, new_id


class Commitment(Owned):
    """What somebody commits to: the school, the family, the pupil or an agency."""

    __tablename__ = "commitment"
    __table_args__ = (
        of_programme(),
        of_same_programme("target_id", "target"),
        CheckConstraint(A_PARTY, name="party"),
        CheckConstraint("not is_additional or party = 'school'", name="additional_of_school"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
    )
    __visit__ = Visit(
        section=Section.PLAN,
        columns=(
            *("programme_id", "id", "party", "who", "what", "how_often", "starts_on", "ends_on"),
            *("target_id", "made_at", "dropped_on", "version", "is_additional"),
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    party: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    who: Mapped[str] = kept(Visibility.PASTORAL, Text)
    what: Mapped[str] = kept(Visibility.PASTORAL, Text)
    how_often: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    starts_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    ends_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    target_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    is_additional: Mapped[bool] = kept(  # to what earlier plans held
        Visibility.OPERATIONAL, Boolean, server_default="false", default=False
    )
    made_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    dropped_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}


class CommitmentVersion(Owned):
    """What was done to a commitment: by whom, and what it was before and after. Never changed."""

    __tablename__ = "commitment_version"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("commitment_id", "commitment"),
        UniqueConstraint("org_id", "programme_id", "commitment_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("deed in ('added', 'changed', 'dropped')", name="deed"),
        CheckConstraint("before is not null or deed = 'added'", name="before"),
        CheckConstraint("after is not null or deed = 'dropped'", name="after"),
    )
    __visit__ = Visit(
        section=Section.PLAN,
        columns=(
            *("programme_id", "id", "commitment_id", "number", "deed"),
            *("before", "after", "changed_by", "changed_by_name", "changed_at"),
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    commitment_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    number: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    deed: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    before: Mapped[dict[str, Any] | None] = kept(Visibility.PASTORAL, JSONB(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = kept(Visibility.PASTORAL, JSONB(none_as_null=True))
    changed_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    changed_by_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    changed_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )


class NoCommitment(Owned):
    """Why a party of whom a commitment is expected makes none."""

    __tablename__ = "no_commitment"
    __table_args__ = (
        of_programme(),
        CheckConstraint(A_PARTY, name="party"),
        CheckConstraint("reason <> ''", name="says_something"),
    )
    __visit__ = Visit(
        section=Section.PLAN,
        columns=("programme_id", "party", "reason", "said_by", "said_by_name", "said_at"),
    )

    programme_id: Mapped[UUID] = programme_id()
    party: Mapped[str] = kept(Visibility.OPERATIONAL, Text, primary_key=True)
    reason: Mapped[str] = kept(Visibility.PASTORAL, Text)
    said_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    said_by_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    said_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
