"""Terms are the cluster's; what a school changes is its own."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Constraint, Date, Integer, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped

from heft_tenants.tables import Owned, Shared, Visibility, kept, new_id


def in_order(whose: str, table: str) -> tuple[Constraint, ...]:
    """Return the constraints of every table that holds terms: they end after they begin, share no day, hold their break.

    Whose they are is told by a range of one number: PostgreSQL excludes equal numbers only with an extension (btree_gist),
    which not every server has.
    """
    return (
        ExcludeConstraint(
            (text(f"int4range({whose}, {whose}, '[]')"), "&&"),
            (text("daterange(first_on, last_on, '[]')"), "&&"),
            name=f"ex_{table}_apart",
        ),
        CheckConstraint("first_on < last_on", name="in_order"),
        CheckConstraint("(break_from is null) = (break_to is null)", name="whole_break"),
        CheckConstraint(
            "first_on < break_from and break_from <= break_to and break_to < last_on", name="break_inside"
        ),
    )


class HasTermDates:
    """The columns of a term, whoever set it."""

    name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    first_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    last_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    break_from: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    break_to: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)


class Term(HasTermDates, Shared):
    """A term of the authority, which its schools inherit."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("cluster_id", "name"), *in_order("cluster_id", "term"))

    id: Mapped[UUID] = new_id()
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)

    __mapper_args__ = {"version_id_col": version}


class OwnTerm(HasTermDates, Owned):
    """A term that a school keeps for itself, in place of the authority's of the same name or the same days."""

    __tablename__ = "own_term"
    __app__ = "select, insert, update, delete"
    __table_args__ = (UniqueConstraint("org_id", "name"), *in_order("org_id", "own_term"))

    id: Mapped[UUID] = new_id()
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)

    __mapper_args__ = {"version_id_col": version}


class CalendarChange(Owned):
    """A day on which one school is closed to pupils although it is term."""

    __tablename__ = "calendar_change"
    __app__ = "select, insert, update, delete"
    __table_args__ = (
        UniqueConstraint("org_id", "day"),
        CheckConstraint("kind in ('inset', 'closure')", name="kind"),
    )

    id: Mapped[UUID] = new_id()
    day: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    reason: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
