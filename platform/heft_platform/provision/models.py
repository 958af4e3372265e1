"""Help for a pupil, with what came of it; the school's catalogue of it; a pupil's own timetable; and a second roll."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.kept_versions import KeptInVersions
from heft_platform.keys import of_member, of_pupil
from heft_tenants.tables import Owned, Visibility, kept, new_id


class Intervention(Owned):
    """Something the school can offer, with what is known of its effect. Never changed: taken out and written anew."""

    __tablename__ = "intervention"
    __app__ = "select, insert, update (is_taken_out)"
    __table_args__ = (
        of_member("written_by"),
        CheckConstraint("wave between 1 and 3", name="wave"),
        CheckConstraint("name <> '' and evidence <> ''", name="says_what_is_known"),
    )

    id: Mapped[UUID] = new_id()
    name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    wave: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    evidence: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    link: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="", default="")
    is_taken_out: Mapped[bool] = kept(Visibility.OPERATIONAL, Boolean, server_default="false", default=False)
    written_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    written_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))


class Provision(KeptInVersions):
    """An adjustment or a kind of help: now, planned, or earlier with what came of it."""

    __tablename__ = "provision"
    __table_args__ = (
        of_pupil(),
        of_member("written_by"),
        ForeignKeyConstraint(
            ["org_id", "intervention_id"], ["owned.intervention.org_id", "owned.intervention.id"]
        ),
        Index(None, "org_id", "pupil_id"),
        CheckConstraint("what <> '' and why <> ''", name="says_what_and_why"),
        CheckConstraint("wave between 1 and 3", name="wave"),
        CheckConstraint("hours >= 0 and hours <= 40", name="hours"),
        CheckConstraint("cost_pence >= 0", name="cost"),
        CheckConstraint("impact between -2 and 2", name="impact"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
        CheckConstraint("is_earlier or starts_on is not null", name="starts"),
        CheckConstraint("not is_earlier or impact_words <> ''", name="earlier_says_what_came_of_it"),
    )

    what: Mapped[str] = kept(Visibility.PASTORAL, Text)
    category: Mapped[str] = kept(Visibility.PASTORAL, Text)
    wave: Mapped[int] = kept(Visibility.PASTORAL, SmallInteger)
    intervention_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    who: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    how_often: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    hours: Mapped[Decimal | None] = kept(Visibility.PASTORAL, Numeric(4, 2))  # a week
    cost_pence: Mapped[int | None] = kept(Visibility.PASTORAL, Integer)  # in all
    starts_on: Mapped[date | None] = kept(Visibility.PASTORAL, Date)
    ends_on: Mapped[date | None] = kept(Visibility.PASTORAL, Date)
    why: Mapped[str] = kept(Visibility.PASTORAL, Text)
    is_earlier: Mapped[bool] = kept(Visibility.OPERATIONAL, Boolean)  # before Heft, or before this concern
    impact: Mapped[int | None] = kept(Visibility.PASTORAL, SmallInteger)
    impact_words: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")


class Timetable(KeptInVersions):
    """The week of a pupil as it differs from everybody's, and who agreed if it is part-time."""

    __tablename__ = "timetable"
    __table_args__ = (
        of_pupil(),
        of_member("written_by"),
        Index(None, "org_id", "pupil_id"),
        CheckConstraint("why <> ''", name="says_why"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
        CheckConstraint("review_on between starts_on and ends_on", name="review_while_it_lasts"),
        CheckConstraint(
            "not is_part_time or ends_on is not null and ends_on <= starts_on + 42 and review_on is not null",
            name="part_time_ends_within_six_weeks",
        ),
        CheckConstraint(
            "not is_part_time or risk <> '' and agreed_by <> '' and agreed_how <> '' and agreed_on is not null",
            name="part_time_is_agreed",
        ),
    )

    starts_on: Mapped[date] = kept(Visibility.PASTORAL, Date)
    ends_on: Mapped[date | None] = kept(Visibility.PASTORAL, Date)
    review_on: Mapped[date | None] = kept(Visibility.PASTORAL, Date)
    is_part_time: Mapped[bool] = kept(Visibility.PASTORAL, Boolean)
    why: Mapped[str] = kept(Visibility.PASTORAL, Text)
    risk: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    agreed_by: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    agreed_how: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    agreed_on: Mapped[date | None] = kept(Visibility.PASTORAL, Date)
    periods: Mapped[list[dict[str, str]]] = kept(Visibility.OPERATIONAL, JSONB)
    changes: Mapped[list[dict[str, Any]]] = kept(Visibility.PASTORAL, JSONB)


class DualRegistration(KeptInVersions):
    """That a pupil is on the roll of a second place too: which is the main one, since when, and on which days they are there."""

    __tablename__ = "dual_registration"
    __table_args__ = (
        of_pupil(),
        of_member("written_by"),
        Index(None, "org_id", "pupil_id"),
        CheckConstraint("place <> ''", name="says_where"),
        CheckConstraint(
            "arrangement in ('alternative', 'off_site', 'managed_move', 'in_reach', 'hospital', 'other')",
            name="arrangement",
        ),
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
    )

    is_main: Mapped[bool] = kept(Visibility.PASTORAL, Boolean)  # this school, and not the other place
    place: Mapped[str] = kept(Visibility.PASTORAL, Text)
    arrangement: Mapped[str] = kept(Visibility.PASTORAL, Text)
    starts_on: Mapped[date] = kept(Visibility.PASTORAL, Date)
    ends_on: Mapped[date | None] = kept(Visibility.PASTORAL, Date)
    days: Mapped[list[int]] = kept(Visibility.PASTORAL, JSONB)  # of the week, there
    contact: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
