"""One lesson of one pupil on report, and how each target went in it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped

from heft_platform.programme_keys import of_programme, programme_id
from heft_tenants.tables import Owned, Section, Visibility, Visit, kept, new_id


class DailyReport(Owned):
    """A part of a day, scored by whoever taught it."""

    __tablename__ = "daily_report"
    __table_args__ = (
        of_programme(),
        UniqueConstraint("org_id", "programme_id", "day", "period"),
        CheckConstraint("period between 1 and 6", name="period"),
    )
    __visit__ = Visit(
        section=Section.SCORES,
        columns=(
            *("programme_id", "id", "day", "period", "was_missed", "comment", "scored_by", "scorer_name"),
            *("scored_at", "version"),
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    day: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    period: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    was_missed: Mapped[bool] = kept(Visibility.PASTORAL, server_default="false", default=False)
    comment: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    scored_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    scorer_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    scored_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}


class Score(Owned):
    """How one target went in one lesson: 2 met, 1 partly, 0 not yet."""

    __tablename__ = "score"
    __app__ = "select, insert, update, delete"
    __table_args__ = (
        ForeignKeyConstraint(
            ["org_id", "programme_id", "report_id"],
            ["owned.daily_report.org_id", "owned.daily_report.programme_id", "owned.daily_report.id"],
        ),
        ForeignKeyConstraint(
            ["org_id", "programme_id", "target_id"],
            ["owned.target.org_id", "owned.target.programme_id", "owned.target.id"],
        ),
        CheckConstraint("points between 0 and 2", name="points"),
    )
    __visit__ = Visit(section=Section.SCORES, columns=("programme_id", "report_id", "target_id", "points"))

    programme_id: Mapped[UUID] = programme_id()
    report_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    target_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    points: Mapped[int] = kept(Visibility.PASTORAL, SmallInteger)
