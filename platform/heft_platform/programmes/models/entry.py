"""How a programme begins: what was checked, what is missing and why, and the plans it stands beside."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Text, Uuid
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_programme, of_pupil, programme_id
from heft_tenants.tables import Owned, Visibility, kept, new_id


class ReasonWhyNot(Owned):
    """Why something that is expected of a programme is not there: a commitment, a view, a prerequisite."""

    __tablename__ = "reason_why_not"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        CheckConstraint("reason <> ''", name="says_something"),
        Index(None, "org_id", "programme_id", "about"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    # Such as party:family, voice:pupil, prerequisite:family_asked.
    about: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    reason: Mapped[str] = kept(Visibility.PASTORAL, Text)
    given_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    given_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)


class EntryCheck(Owned):
    """A line of the checklist with which a programme begins: a trigger or a prerequisite, and what was said of it."""

    __tablename__ = "entry_check"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        CheckConstraint("kind in ('trigger', 'prerequisite')", name="kind"),
        CheckConstraint("answer in ('yes', 'no')", name="answer"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    code: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    label: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    answer: Mapped[str] = kept(Visibility.PASTORAL, Text)
    reason: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    answered_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    answered_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="", default="")


class PlanRelation(Owned):
    """Another plan of the pupil, and how the programme stands to it: in its place, beside it, or with it inside."""

    __tablename__ = "plan_relation"
    __app__ = "select, insert, delete"
    __table_args__ = (
        of_programme(),
        CheckConstraint(
            "kind in ('replaces', 'runs_beside', 'integrates', 'follows', 'may_become', 'escalates_to')",
            name="kind",
        ),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    code: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    label: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    plan_name: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    named_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    named_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text)


class NotStarted(Owned):
    """A programme that was suggested for a pupil and not started, and why not: no law asks for one."""

    __tablename__ = "not_started"
    __app__ = "select, insert"
    __table_args__ = (
        of_pupil(),
        CheckConstraint("reason <> ''", name="says_something"),
        Index(None, "org_id", "pupil_id"),
    )

    id: Mapped[UUID] = new_id()
    pupil_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    reason: Mapped[str] = kept(Visibility.PASTORAL, Text)
    instead: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    decided_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    decided_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
