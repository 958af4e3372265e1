"""What the cluster knows of agencies. Public facts only: nothing about a pupil."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKeyConstraint,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped

from heft_tenants.tables import Shared, Visibility, kept, new_id


class Agency(Shared):
    """An agency; `org_id` is its organisation here, if it has one."""

    __tablename__ = "agency"
    __table_args__ = (
        UniqueConstraint("cluster_id", "name"),
        ForeignKeyConstraint(
            ["org_id", "cluster_id"], ["shared.organisation.org_id", "shared.organisation.cluster_id"]
        ),
    )

    id: Mapped[UUID] = new_id()
    name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    org_id: Mapped[int | None] = kept(Visibility.KEY, Integer)


class Team(Shared):
    """A team of an agency, that can be invited to a programme."""

    __tablename__ = "team"
    __table_args__ = (
        UniqueConstraint("cluster_id", "agency_id", "name"),
        ForeignKeyConstraint(["cluster_id", "agency_id"], ["shared.agency.cluster_id", "shared.agency.id"]),
    )

    id: Mapped[UUID] = new_id()
    agency_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    contact_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="")
    email: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="")
    phone: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="")
    checked_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)

    __mapper_args__ = {"version_id_col": version}


class Service(Shared):
    """What a team offers: for which need, at which ages, and where."""

    __tablename__ = "service"
    __table_args__ = (
        UniqueConstraint("cluster_id", "team_id", "name"),
        ForeignKeyConstraint(["cluster_id", "team_id"], ["shared.team.cluster_id", "shared.team.id"]),
        CheckConstraint("0 <= youngest and youngest <= oldest and oldest <= 25", name="ages"),
    )

    id: Mapped[UUID] = new_id()
    team_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    about: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    needs: Mapped[str] = kept(Visibility.OPERATIONAL, Text)  # words, separated by commas
    youngest: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    oldest: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    place: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
