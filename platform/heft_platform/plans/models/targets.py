"""Targets of the plan, the small steps below them, and how they came to be what they are."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_programme, of_same_programme, programme_id
from heft_tenants.tables import Owned, Section, Visibility, Visit, kept, new_id


class Target(Owned):
    """One aim of the plan, small and positive, with what will be seen when it goes well."""

    __tablename__ = "target"
    __table_args__ = (
        of_programme(),
        of_same_programme("replaces_id", "target"),
        CheckConstraint("statement <> ''", name="says_something"),
        CheckConstraint("horizon in ('short', 'long')", name="horizon"),
        CheckConstraint("replaces_id <> id", name="replaces_another"),
    )
    __visit__ = Visit(
        section=Section.PLAN,
        columns=(
            *("programme_id", "id", "place", "statement", "success", "measure", "baseline", "aim"),
            *("dropped_on", "version", "horizon", "pupil_words", "smart", "help", "review_on", "replaces_id"),
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    place: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    statement: Mapped[str] = kept(Visibility.PASTORAL, Text)
    success: Mapped[str] = kept(Visibility.PASTORAL, Text)
    measure: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    baseline: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    aim: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    horizon: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="short", default="short")
    pupil_words: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    smart: Mapped[dict[str, str]] = kept(Visibility.PASTORAL, JSONB, server_default="{}", default=dict)
    help: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    review_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    replaces_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    dropped_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}


class TargetStep(Owned):
    """A small step on the way to a target, marked when it is reached."""

    __tablename__ = "target_step"
    __table_args__ = (
        of_same_programme("target_id", "target"),
        CheckConstraint("words <> ''", name="says_something"),
        CheckConstraint(
            "(reached_on is null) = (reached_by is null) and (reached_on is null) = (reached_by_name is null)",
            name="reached",
        ),
    )
    __visit__ = Visit(
        section=Section.PLAN,
        columns=(
            *("programme_id", "id", "target_id", "place", "words"),
            *("reached_on", "reached_by", "reached_by_name", "dropped_on"),
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    target_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    place: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    words: Mapped[str] = kept(Visibility.PASTORAL, Text)
    reached_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    reached_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    reached_by_name: Mapped[str | None] = kept(Visibility.OPERATIONAL, Text)
    dropped_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)


class TargetVersion(Owned):
    """What was done to a target: by whom, why, and what it was before and after. Never changed."""

    __tablename__ = "target_version"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("target_id", "target"),
        UniqueConstraint("org_id", "programme_id", "target_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("deed in ('added', 'changed', 'up', 'down', 'replaced', 'dropped')", name="deed"),
        CheckConstraint("before is not null or deed = 'added'", name="before"),
        CheckConstraint("after is not null or deed in ('replaced', 'dropped')", name="after"),
    )
    __visit__ = Visit(
        section=Section.PLAN,
        columns=(
            *("programme_id", "id", "target_id", "number", "deed", "why"),
            *("before", "after", "changed_by", "changed_by_name", "changed_at"),
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    target_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    number: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    deed: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    why: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    before: Mapped[dict[str, Any] | None] = kept(Visibility.PASTORAL, JSONB(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = kept(Visibility.PASTORAL, JSONB(none_as_null=True))
    changed_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    changed_by_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    changed_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
