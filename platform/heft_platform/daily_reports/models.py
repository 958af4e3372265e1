"""The parts of a school’s day, what is on a pupil’s report, each lesson, and how each target went in it."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Index,
    Integer,
    SmallInteger,
    Text,
    Time,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_programme, of_same_programme, programme_id
from heft_tenants.tables import Owned, Section, Visibility, Visit, kept, new_id


class DailyReport(Owned):
    """A part of a day, scored by whoever taught it."""

    __tablename__ = "daily_report"
    __table_args__ = (
        of_programme(),
        UniqueConstraint("org_id", "programme_id", "day", "period"),
        Index(None, "org_id", "day"),
        CheckConstraint("period > 0", name="period"),
        CheckConstraint("steps in (3, 5)", name="steps"),
        CheckConstraint("missed_because in ('', 'absent', 'elsewhere')", name="missed_because"),
        CheckConstraint("was_missed or missed_because = ''", name="missed"),
    )
    __visit__ = Visit(
        section=Section.SCORES,
        columns=(
            *("programme_id", "id", "day", "period", "was_missed", "comment", "scored_by", "scorer_name"),
            *("scored_at", "version", "steps", "missed_because"),
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    day: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    period: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    was_missed: Mapped[bool] = kept(Visibility.PASTORAL, server_default="false", default=False)
    missed_because: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    steps: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger, server_default="3", default=3)
    comment: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    scored_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    scorer_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    scored_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}


class Score(Owned):
    """How one target went in one lesson: from 0 to the report’s steps less one, which is met."""

    __tablename__ = "score"
    __app__ = "select, insert, update, delete"
    __table_args__ = (
        of_same_programme("report_id", "daily_report"),
        of_same_programme("target_id", "target"),
        CheckConstraint("points between 0 and 4", name="points"),
    )
    __visit__ = Visit(section=Section.SCORES, columns=("programme_id", "report_id", "target_id", "points"))

    programme_id: Mapped[UUID] = programme_id()
    report_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    target_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    points: Mapped[int] = kept(Visibility.PASTORAL, SmallInteger)


class EarlierReport(Owned):
    """A lesson as it was scored before somebody scored it again. Never changed."""

    __tablename__ = "earlier_report"
    __app__ = "select, insert"
    __table_args__ = (of_same_programme("report_id", "daily_report"),)

    programme_id: Mapped[UUID] = programme_id()
    report_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer, primary_key=True, autoincrement=False)
    was_missed: Mapped[bool] = kept(Visibility.PASTORAL)
    missed_because: Mapped[str] = kept(Visibility.PASTORAL, Text)
    steps: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    comment: Mapped[str] = kept(Visibility.PASTORAL, Text)
    points: Mapped[dict[str, Any]] = kept(Visibility.PASTORAL, JSONB)  # by target
    scored_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    scorer_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    scored_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))


class PartOfDay(Owned):
    """A lesson, a break, lunchtime: a part of the school’s day, from a day on until it is divided otherwise."""

    __tablename__ = "part_of_day"
    __app__ = "select, insert, update (until_on), delete"
    __table_args__ = (
        UniqueConstraint("org_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("label <> ''", name="says_something"),
        CheckConstraint("begins_at < ends_at", name="in_order"),
        CheckConstraint("from_on < until_on", name="for_a_while"),
    )

    id: Mapped[UUID] = new_id()
    number: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)  # what a report calls it, for ever
    place: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    label: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    begins_at: Mapped[time | None] = kept(Visibility.OPERATIONAL, Time)
    ends_at: Mapped[time | None] = kept(Visibility.OPERATIONAL, Time)
    from_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)  # None: as long as anybody remembers
    until_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)  # the first day of what came after


class ReportPlan(Owned):
    """What is on a pupil’s report, from a day on. Never changed: what is agreed anew is the next one."""

    __tablename__ = "report_plan"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        UniqueConstraint("org_id", "programme_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("steps in (3, 5)", name="steps"),
        CheckConstraint("jsonb_array_length(step_words) = steps", name="words_for_each_step"),
        CheckConstraint("weekdays between 1 and 31", name="weekdays"),
        CheckConstraint("from_on <= until_on", name="in_order"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    number: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    from_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    until_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    steps: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    step_words: Mapped[list[str]] = kept(Visibility.OPERATIONAL, JSONB)  # the least first
    weekdays: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)  # a bit each, Monday the first
    parts: Mapped[list[str]] = kept(Visibility.OPERATIONAL, JSONB)  # labels; none: every part of the day
    scorers: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    written_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    written_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )


class ReportPlanTarget(Owned):
    """A target that is on a report."""

    __tablename__ = "report_plan_target"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("plan_id", "report_plan"),
        of_same_programme("target_id", "target"),
    )

    programme_id: Mapped[UUID] = programme_id()
    plan_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    target_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
