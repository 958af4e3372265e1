"""What is known of a pupil. What may be told to few stands in tables of its own, and no visitor reads any of them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, ForeignKeyConstraint, Index, SmallInteger, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.kept_versions import KeptInVersions
from heft_platform.keys import of_member, of_pupil
from heft_tenants.tables import Owned, Visibility, kept


class AreaInVersions(Owned):
    """What is known of one area of a pupil's life. Nothing is changed in place: the newest version holds."""

    __abstract__ = True
    __app__ = "select, insert"

    pupil_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    area: Mapped[str] = kept(Visibility.OPERATIONAL, Text, primary_key=True)  # a code of picture/areas
    version: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger, primary_key=True, autoincrement=False)
    written_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    writer_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    written_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))


class BriefingArea(AreaInVersions):
    """What all staff may be told, in words that were written for them."""

    __tablename__ = "briefing_area"
    __table_args__ = (of_pupil(), of_member("written_by"))

    answers: Mapped[dict[str, Any]] = kept(Visibility.BRIEFING_SAFE, JSONB)
    source: Mapped[str] = kept(Visibility.BRIEFING_SAFE, Text, server_default="", default="")


class PastoralArea(AreaInVersions):
    """What pastoral staff may be told."""

    __tablename__ = "pastoral_area"
    __table_args__ = (of_pupil(), of_member("written_by"))

    answers: Mapped[dict[str, Any]] = kept(Visibility.PASTORAL, JSONB)
    source: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")


class SensitiveArea(AreaInVersions):
    """What named roles may be told."""

    __tablename__ = "sensitive_area"
    __table_args__ = (of_pupil(), of_member("written_by"))

    answers: Mapped[dict[str, Any]] = kept(Visibility.SENSITIVE, JSONB)
    source: Mapped[str] = kept(Visibility.SENSITIVE, Text, server_default="", default="")


class SafeguardingArea(AreaInVersions):
    """What the safeguarding lead alone may be told, but for the level of social care."""

    __tablename__ = "safeguarding_area"
    __table_args__ = (of_pupil(), of_member("written_by"))

    answers: Mapped[dict[str, Any]] = kept(Visibility.SAFEGUARDING, JSONB)
    source: Mapped[str] = kept(Visibility.SAFEGUARDING, Text, server_default="", default="")


class Contribution(KeptInVersions):
    """What somebody says of a pupil: a strength, in or out of school, or a concern with what needs to be different."""

    __tablename__ = "contribution"
    __table_args__ = (
        of_pupil(),
        of_member("written_by"),
        Index(None, "org_id", "pupil_id"),
        CheckConstraint("kind in ('strength', 'concern')", name="kind"),
        CheckConstraint("setting in ('in_school', 'out_of_school', 'learning', 'social')", name="setting"),
        CheckConstraint(
            "(kind = 'strength') = (setting in ('in_school', 'out_of_school'))", name="setting_of_kind"
        ),
        CheckConstraint("what <> '' and said_by <> ''", name="says_something"),
        CheckConstraint("(kind = 'concern') = (to_be_different <> '')", name="says_what_must_change"),
    )

    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    setting: Mapped[str] = kept(Visibility.PASTORAL, Text)
    said_by: Mapped[str] = kept(Visibility.PASTORAL, Text)
    what: Mapped[str] = kept(Visibility.PASTORAL, Text)
    to_be_different: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")


class Consultation(KeptInVersions):
    """Somebody was asked, or told: when, how, and what came of it."""

    __tablename__ = "consultation"
    __table_args__ = (
        of_pupil(),
        of_member("written_by"),
        Index(None, "org_id", "pupil_id"),
        CheckConstraint("party in ('pupil', 'family', 'staff', 'agency')", name="party"),
        CheckConstraint("person <> '' and outcome <> ''", name="says_something"),
    )

    on_day: Mapped[date] = kept(Visibility.PASTORAL, Date)
    party: Mapped[str] = kept(Visibility.PASTORAL, Text)
    person: Mapped[str] = kept(Visibility.PASTORAL, Text)
    how: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    outcome: Mapped[str] = kept(Visibility.PASTORAL, Text)


class OtherPlan(KeptInVersions):
    """A plan or document that the pupil has besides: who holds it, and what becomes of it."""

    __tablename__ = "other_plan"
    __table_args__ = (
        of_pupil(),
        of_member("written_by"),
        ForeignKeyConstraint(["org_id", "file_id"], ["owned.file.org_id", "owned.file.id"]),
        Index(None, "org_id", "pupil_id"),
        CheckConstraint(
            "ends_on is null or starts_on is null or ends_on >= starts_on", name="ends_after_it_starts"
        ),
        CheckConstraint("relation in ('runs_beside', 'replaced', 'integrated')", name="relation"),
        CheckConstraint("holder <> ''", name="is_held_by_somebody"),
    )

    kind: Mapped[str] = kept(Visibility.SENSITIVE, Text)
    holder: Mapped[str] = kept(Visibility.SENSITIVE, Text)
    starts_on: Mapped[date | None] = kept(Visibility.SENSITIVE, Date)
    ends_on: Mapped[date | None] = kept(Visibility.SENSITIVE, Date)
    relation: Mapped[str] = kept(Visibility.SENSITIVE, Text)
    where_it_is: Mapped[str] = kept(Visibility.SENSITIVE, Text, server_default="", default="")
    about: Mapped[str] = kept(Visibility.SENSITIVE, Text, server_default="", default="")
    file_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
