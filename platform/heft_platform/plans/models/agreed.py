"""Plans as they were agreed, and who agreed to each. None is ever changed: a change makes the next one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
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
from heft_tenants.tables import Owned, Section, Visibility, Visit, digest_of_content, kept, new_id

LONGEST_PLAN = 1_000_000


class PlanVersion(Owned):
    """The whole plan as it was put before people, with the fingerprint of its words."""

    __tablename__ = "plan_version"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        UniqueConstraint("org_id", "programme_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("fingerprint ~ '^[0-9a-f]{64}$'", name="fingerprint"),
        CheckConstraint(f"octet_length(content::text) <= {LONGEST_PLAN}", name="plan_too_long"),
    )
    __visit__ = Visit(
        section=Section.PLAN,
        columns=(
            *("programme_id", "id", "number", "label", "content", "fingerprint", "digest"),
            *("made_at", "made_by", "made_by_name"),
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    number: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    label: Mapped[str] = kept(Visibility.OPERATIONAL, Text)  # the meeting at which it was agreed
    content: Mapped[dict[str, Any]] = kept(Visibility.PASTORAL, JSONB)
    # Of the words, in the one way to write them.
    fingerprint: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    digest: Mapped[bytes] = digest_of_content()
    made_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    made_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    made_by_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)


class Agreement(Owned):
    """What one person said of one version of the plan. Whoever says something else later says it anew."""

    __tablename__ = "agreement"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("plan_version_id", "plan_version"),
        CheckConstraint(A_PARTY, name="party"),
        CheckConstraint("answer in ('agrees', 'disagrees', 'could_not', 'waived')", name="answer"),
        CheckConstraint("how in ('in_room', 'on_paper', 'by_telephone', 'told_to_staff')", name="how"),
        CheckConstraint("(answer in ('agrees', 'disagrees')) = (how is not null)", name="said_somehow"),
        CheckConstraint("answer = 'agrees' or words <> ''", name="says_why"),
        CheckConstraint("name <> '' or answer = 'waived'", name="somebody"),
    )
    __visit__ = Visit(
        section=Section.PLAN,
        columns=(
            *(
                "programme_id",
                "id",
                "plan_version_id",
                "party",
                "role",
                "role_label",
                "name",
                "answer",
                "how",
            ),
            *("words", "said_on", "recorded_by", "recorded_by_name", "recorded_at"),
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    plan_version_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    party: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    role: Mapped[str] = kept(Visibility.OPERATIONAL, Text)  # the template's id for it
    role_label: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    name: Mapped[str] = kept(Visibility.PASTORAL, Text)
    answer: Mapped[str] = kept(Visibility.PASTORAL, Text)
    how: Mapped[str | None] = kept(Visibility.OPERATIONAL, Text)
    words: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    said_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    recorded_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    recorded_by_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    recorded_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
