"""Rewards and consequences of a plan, and the rewards that were given. What was taken out of the plan stays."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Index,
    Text,
    Uuid,
    func,
)
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_programme, of_same_programme, programme_id
from heft_tenants.tables import Owned, Visibility, kept, new_id


class Reward(Owned):
    """Something that the pupil earns. It is never changed: other words are another reward in its place."""

    __tablename__ = "reward"
    __app__ = "select, insert, update (dropped_on, dropped_by)"
    __table_args__ = (
        of_programme(),
        of_same_programme("target_id", "target"),  # without one it is for all of them
        CheckConstraint("what <> ''", name="says_something"),
        CheckConstraint("giver in ('family', 'school')", name="giver"),
        CheckConstraint("effort or achievement", name="for_something"),
        CheckConstraint("(dropped_on is null) = (dropped_by is null)", name="dropped_by_somebody"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    what: Mapped[str] = kept(Visibility.PASTORAL, Text)
    giver: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    chosen_by_pupil: Mapped[bool] = kept(Visibility.PASTORAL)
    within_reach: Mapped[bool] = kept(Visibility.PASTORAL)
    costs_nothing: Mapped[bool] = kept(Visibility.PASTORAL)
    effort: Mapped[bool] = kept(Visibility.OPERATIONAL)
    achievement: Mapped[bool] = kept(Visibility.OPERATIONAL)
    target_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    replaces_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    written_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    written_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    dropped_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    dropped_by: Mapped[str | None] = kept(Visibility.OPERATIONAL, Text)


class Consequence(Owned):
    """What follows when effort is lacking, known to the pupil beforehand. Never changed, as rewards are not."""

    __tablename__ = "consequence"
    __app__ = "select, insert, update (dropped_on, dropped_by)"
    __table_args__ = (
        of_programme(),
        of_same_programme("target_id", "target"),  # without one it is for all of them
        CheckConstraint("what <> ''", name="says_something"),
        CheckConstraint("(dropped_on is null) = (dropped_by is null)", name="dropped_by_somebody"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    what: Mapped[str] = kept(Visibility.PASTORAL, Text)
    occasion: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    known_to_pupil: Mapped[bool] = kept(Visibility.PASTORAL)
    target_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    replaces_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    written_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    written_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    dropped_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    dropped_by: Mapped[str | None] = kept(Visibility.OPERATIONAL, Text)


class RewardGiven(Owned):
    """A reward that the pupil got, and for what. Never changed."""

    __tablename__ = "reward_given"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        of_same_programme("reward_id", "reward"),
        Index(None, "org_id", "programme_id", "day"),
        CheckConstraint("given_by <> '' and for_what <> ''", name="says_something"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    reward_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    day: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    given_by: Mapped[str] = kept(Visibility.PASTORAL, Text)
    for_what: Mapped[str] = kept(Visibility.PASTORAL, Text)
    recorded_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    recorded_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
