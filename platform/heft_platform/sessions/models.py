"""What is kept of the weeks between meetings."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_programme, of_same_programme, programme_id
from heft_tenants.tables import Owned, Visibility, kept, new_id


class MonitoringPlan(Owned):
    """How sessions and news from home were agreed. Never changed: what is agreed anew is the next one."""

    __tablename__ = "monitoring_plan"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        UniqueConstraint("org_id", "programme_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("cadence in ('daily', 'weekly', 'fortnightly')", name="cadence"),
        CheckConstraint("rhythm in ('daily', 'weekly', 'fortnightly')", name="rhythm"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    number: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    cadence: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    method: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    rhythm: Mapped[str] = kept(Visibility.OPERATIONAL, Text)  # of news between school and home
    channel: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    agreed_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    written_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    written_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )


class KeyWorkerSession(Owned):
    """A session that was planned for a day: held, or not and why. Never changed."""

    __tablename__ = "key_worker_session"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        UniqueConstraint("org_id", "programme_id", "day"),
        CheckConstraint("outcome in ('held', 'pupil_absent', 'not_held')", name="outcome"),
        CheckConstraint("outcome <> 'not_held' or why <> ''", name="says_why"),
        CheckConstraint("outcome = 'held' or own_control is null", name="rated_when_held"),
        CheckConstraint("own_control between 1 and 5", name="own_control"),
        CheckConstraint("next_on > day", name="next_on"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    day: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    outcome: Mapped[str] = kept(Visibility.PASTORAL, Text)
    why: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    moved_by: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    own_control: Mapped[int | None] = kept(Visibility.PASTORAL, SmallInteger)
    helped: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    next_time: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    notes: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    next_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    recorder_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    recorded_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )


class Confidence(Owned):
    """How sure the pupil was of a target in a session: 1 not at all, 5 very. Never changed."""

    __tablename__ = "confidence"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("session_id", "key_worker_session"),
        of_same_programme("target_id", "target"),
        CheckConstraint("rating between 1 and 5", name="rating"),
    )

    programme_id: Mapped[UUID] = programme_id()
    session_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    target_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    rating: Mapped[int] = kept(Visibility.PASTORAL, SmallInteger)


class CommitmentTick(Owned):
    """How a commitment was kept on a day, as somebody saw it. Never changed: who sees it otherwise ticks again."""

    __tablename__ = "commitment_tick"
    __app__ = "select, insert"
    __table_args__ = (
        of_same_programme("commitment_id", "commitment"),
        Index(None, "org_id", "programme_id", "day"),
        CheckConstraint("result in ('kept', 'partly', 'not_kept', 'not_due')", name="result"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    commitment_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    day: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    result: Mapped[str] = kept(Visibility.PASTORAL, Text)
    result_words: Mapped[str] = kept(Visibility.PASTORAL, Text)
    words: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    ticked_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    ticked_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )


class HomeContact(Owned):
    """News between school and home: on which day, how, and what. Never changed."""

    __tablename__ = "home_contact"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        Index(None, "org_id", "programme_id", "day"),
        CheckConstraint("words <> ''", name="says_something"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    day: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    channel: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    who: Mapped[str] = kept(Visibility.PASTORAL, Text)
    good_news: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    words: Mapped[str] = kept(Visibility.PASTORAL, Text)
    recorder_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    recorded_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )


class TargetMessage(Owned):
    """Somebody who must know the targets, how they get to know them, and that they do."""

    __tablename__ = "target_message"
    __app__ = "select, insert, update (done_on, done_by, version)"
    __table_args__ = (
        of_programme(),
        CheckConstraint("recipient <> ''", name="says_who"),
        CheckConstraint("(done_on is null) = (done_by is null)", name="done_by_somebody"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    recipient: Mapped[str] = kept(Visibility.PASTORAL, Text)
    channel: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    written_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    done_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    done_by: Mapped[str | None] = kept(Visibility.OPERATIONAL, Text)
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}
