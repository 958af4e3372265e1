"""The behaviour log, attendance and suspensions of a pupil, and what each said before it was corrected."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
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
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member, of_pupil
from heft_tenants.tables import Owned, Visibility, kept, new_id


def from_somewhere() -> tuple[CheckConstraint | UniqueConstraint, ...]:
    """Return the constraints of what may be typed or imported: it says from where, and nothing is imported twice."""
    return (
        UniqueConstraint("org_id", "pupil_id", "outside_id"),
        CheckConstraint("source in ('typed', 'import')", name="source"),
        CheckConstraint("(source = 'import') = (outside_id is not null)", name="imports_have_an_id"),
        CheckConstraint("(withdrawn_at is null) = (withdrawn_why = '')", name="withdrawn_for_a_reason"),
    )


class FromSomewhere:
    """The columns of everything on record: of whom, where it came from, who wrote it down, and whether it was taken back.

    `outside_id` is how the other system knows it, and `imported_as` a fingerprint of what that said last: so a file that
    says the same again changes nothing, not even what was corrected here since.
    """

    pupil_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    source: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="typed", server_default="typed")
    outside_id: Mapped[str | None] = kept(Visibility.OPERATIONAL, Text)
    imported_as: Mapped[str | None] = kept(Visibility.OPERATIONAL, Text)
    recorded_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    recorder_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    recorded_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    withdrawn_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    withdrawn_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="", server_default="")
    withdrawn_why: Mapped[str] = kept(Visibility.PASTORAL, Text, default="", server_default="")


class Incident(FromSomewhere, Owned):
    """Something that happened: what went before, what was done, what came of it."""

    __tablename__ = "incident"
    __table_args__ = (
        of_pupil(),
        of_member("recorded_by"),
        *from_somewhere(),
        Index(None, "org_id", "pupil_id", "day"),
        Index(None, "org_id", "recorded_by", "day"),
        CheckConstraint("severity in ('', 'low', 'medium', 'high')", name="severity"),
        CheckConstraint("behaviour <> ''", name="says_what"),
    )

    id: Mapped[UUID] = new_id()
    day: Mapped[date] = kept(Visibility.PASTORAL, Date)
    at: Mapped[time | None] = kept(Visibility.PASTORAL, Time)
    period: Mapped[str] = kept(Visibility.PASTORAL, Text, default="", server_default="")
    place: Mapped[str] = kept(Visibility.PASTORAL, Text, default="", server_default="")
    kind: Mapped[str] = kept(Visibility.PASTORAL, Text)  # a code of codes/behaviour_kinds.csv
    kind_said: Mapped[str] = kept(Visibility.PASTORAL, Text, default="", server_default="")  # by the system
    severity: Mapped[str] = kept(Visibility.PASTORAL, Text, default="", server_default="")
    antecedent: Mapped[str] = kept(Visibility.PASTORAL, Text, default="", server_default="")
    behaviour: Mapped[str] = kept(Visibility.PASTORAL, Text)
    consequence: Mapped[str] = kept(Visibility.PASTORAL, Text, default="", server_default="")
    adults: Mapped[str] = kept(Visibility.PASTORAL, Text, default="", server_default="")
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)

    __mapper_args__ = {"version_id_col": version}


class Attendance(FromSomewhere, Owned):
    """A period of a pupil's attendance in sessions; with the marks, where the system gave them."""

    __tablename__ = "attendance"
    __table_args__ = (
        of_pupil(),
        of_member("recorded_by"),
        *from_somewhere(),
        Index(
            "ix_attendance_stands",
            "org_id",
            "pupil_id",
            "first_on",
            unique=True,
            postgresql_where=text("withdrawn_at is null"),
        ),
        CheckConstraint("first_on <= last_on", name="in_order"),
        CheckConstraint("least(attended, authorised, unauthorised, late) >= 0", name="no_less_than_none"),
        CheckConstraint("attended + authorised + unauthorised = possible", name="adds_up"),
        CheckConstraint("late <= possible", name="late_is_some_of_it"),
    )

    id: Mapped[UUID] = new_id()
    first_on: Mapped[date] = kept(Visibility.PASTORAL, Date)
    last_on: Mapped[date] = kept(Visibility.PASTORAL, Date)
    possible: Mapped[int] = kept(Visibility.PASTORAL, SmallInteger)
    attended: Mapped[int] = kept(Visibility.PASTORAL, SmallInteger)
    authorised: Mapped[int] = kept(Visibility.PASTORAL, SmallInteger)
    unauthorised: Mapped[int] = kept(Visibility.PASTORAL, SmallInteger)
    late: Mapped[int] = kept(Visibility.PASTORAL, SmallInteger)
    # By day and half of the day, such as {"2026-11-23 AM": "/"}: codes of codes/attendance_codes.csv.
    marks: Mapped[dict[str, str]] = kept(Visibility.PASTORAL, JSONB, default=dict, server_default="{}")
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)

    __mapper_args__ = {"version_id_col": version}


class Suspension(FromSomewhere, Owned):
    """A suspension, a lunchtime suspension or a permanent exclusion. It closes no programme."""

    __tablename__ = "suspension"
    __table_args__ = (
        of_pupil(),
        of_member("recorded_by"),
        *from_somewhere(),
        Index(None, "org_id", "pupil_id", "first_on"),
        CheckConstraint("category in ('SUSP', 'PERM', 'LNCH')", name="category"),
        CheckConstraint(
            "(category = 'PERM') = (last_on is null) and (category = 'PERM') = (sessions is null)",
            name="permanent_has_no_end",
        ),
        CheckConstraint("first_on <= last_on", name="in_order"),
        CheckConstraint("sessions > 0", name="some_sessions"),
        CheckConstraint("cardinality(reasons) <= 3", name="three_reasons_at_most"),
        CheckConstraint("(cancelled_on is null) = (cancelled_why = '')", name="cancelled_for_a_reason"),
    )

    id: Mapped[UUID] = new_id()
    category: Mapped[str] = kept(Visibility.PASTORAL, Text)  # a code of codes/exclusion_categories.csv
    first_on: Mapped[date] = kept(Visibility.PASTORAL, Date)
    last_on: Mapped[date | None] = kept(Visibility.PASTORAL, Date)
    sessions: Mapped[int | None] = kept(Visibility.PASTORAL, SmallInteger)
    reasons: Mapped[list[str]] = kept(Visibility.PASTORAL, ARRAY(Text), default=list, server_default="{}")
    circumstances: Mapped[str] = kept(Visibility.PASTORAL, Text, default="", server_default="")
    parent_told_on: Mapped[date | None] = kept(Visibility.PASTORAL, Date)
    authority_told_on: Mapped[date | None] = kept(Visibility.PASTORAL, Date)
    returned_on: Mapped[date | None] = kept(Visibility.PASTORAL, Date)
    cancelled_on: Mapped[date | None] = kept(Visibility.PASTORAL, Date)
    cancelled_why: Mapped[str] = kept(Visibility.PASTORAL, Text, default="", server_default="")
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)

    __mapper_args__ = {"version_id_col": version}


class RecordVersion(Owned):
    """What something on record said before it was corrected or taken back."""

    __tablename__ = "record_version"
    __app__ = "select, insert"
    __table_args__ = (
        of_pupil(),
        of_member("changed_by"),
        UniqueConstraint("org_id", "record_id", "version"),
        CheckConstraint("kind in ('incident', 'attendance', 'suspension')", name="kind"),
    )

    id: Mapped[UUID] = new_id()
    pupil_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    record_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    was: Mapped[dict[str, Any]] = kept(Visibility.PASTORAL, JSONB)
    why: Mapped[str] = kept(Visibility.PASTORAL, Text, default="", server_default="")
    changed_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    changer_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    changed_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))


class RecordImport(Owned):
    """A file of records from its preview to what came of it. Nobody has to choose it twice, and its text goes when it is over."""

    __tablename__ = "record_import"
    __app__ = "select, insert, update, delete"
    __table_args__ = (
        of_member("asked_by"),
        CheckConstraint("kind in ('incident', 'attendance', 'suspension')", name="kind"),
        CheckConstraint("state in ('waiting', 'importing', 'done', 'given_up')", name="state"),
        CheckConstraint("(state = 'waiting') = (confirmed_at is null)", name="confirmed"),
        CheckConstraint("(state in ('done', 'given_up')) = (ended_at is not null)", name="ended"),
        CheckConstraint("ended_at is null or text = ''", name="no_text_once_over"),
    )

    id: Mapped[UUID] = new_id()
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    text: Mapped[str] = kept(Visibility.SENSITIVE, Text, deferred=True)
    file_name: Mapped[str] = kept(Visibility.PASTORAL, Text)  # people name files after children
    first_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)  # the period, where the file says none
    last_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    asked_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    asked_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    asker_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    state: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="waiting", server_default="waiting")
    confirmed_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    new: Mapped[int] = kept(Visibility.OPERATIONAL, Integer, default=0, server_default="0")
    changed: Mapped[int] = kept(Visibility.OPERATIONAL, Integer, default=0, server_default="0")
    same: Mapped[int] = kept(Visibility.OPERATIONAL, Integer, default=0, server_default="0")
    left_out: Mapped[int] = kept(Visibility.OPERATIONAL, Integer, default=0, server_default="0")
