"""An action, and everything that became of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Text,
    Uuid,
    func,
)
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member, of_pupil
from heft_tenants.tables import Owned, Visibility, kept, new_id


class Action(Owned):
    """What somebody will do about a pupil by a day. Who does it is of the staff, or is named in words."""

    __tablename__ = "action"
    __table_args__ = (
        of_pupil(),
        ForeignKeyConstraint(
            ["org_id", "programme_id", "pupil_id"],
            ["owned.programme.org_id", "owned.programme.id", "owned.programme.pupil_id"],
        ),
        of_member("owner_id"),
        of_member("added_by"),
        Index(None, "org_id", "state", "due_on"),
        Index(None, "org_id", "pupil_id"),
        Index(None, "org_id", "programme_id"),
        CheckConstraint("what <> ''", name="says_something"),
        CheckConstraint("owner_name <> ''", name="is_somebodys"),
        CheckConstraint("source in ('meeting', 'review', 'session', 'failing', 'typed')", name="source"),
        CheckConstraint("state in ('open', 'done', 'dropped')", name="state"),
        CheckConstraint("(state = 'open') = (ended_on is null)", name="ended_on"),
        CheckConstraint("(programme_id is null) = (reference = '')", name="reference"),
        CheckConstraint("carried >= 0", name="carried"),
    )

    id: Mapped[UUID] = new_id()
    pupil_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    programme_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    reference: Mapped[str] = kept(Visibility.KEY, Text, server_default="", default="")  # the programme's
    what: Mapped[str] = kept(Visibility.PASTORAL, Text)
    why: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    owner_id: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    owner_name: Mapped[str] = kept(Visibility.PASTORAL, Text)
    due_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    source: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    state: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="open", default="open")
    carried: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger, server_default="0", default=0)
    ended_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    added_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    added_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    adder_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}


class ActionStep(Owned):
    """What became of an action once: carried to another day, done, or dropped. Never changed."""

    __tablename__ = "action_step"
    __app__ = "select, insert"
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "action_id"], ["owned.action.org_id", "owned.action.id"]),
        Index(None, "org_id", "action_id"),
        CheckConstraint("kind in ('carried', 'done', 'dropped')", name="kind"),
        CheckConstraint("kind = 'done' or words <> ''", name="says_why"),
        CheckConstraint("(kind = 'carried') = (due_after is not null)", name="carried_to_a_day"),
    )

    id: Mapped[UUID] = new_id()
    action_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    words: Mapped[str] = kept(Visibility.PASTORAL, Text)
    due_before: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    due_after: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    by_id: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    by_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now())
