"""Schools as the Department for Education lists them (Get Information about Schools)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKeyConstraint, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from heft_tenants.tables import Shared, Visibility, kept, new_id


def a_word() -> Any:
    """Declare a column for what the list says of a school, or does not say."""
    return kept(Visibility.OPERATIONAL, Text, default="", server_default="")


class Establishment(Shared):
    """A school or other provision of the authority's area. Once opened here, `org_id` is its organisation."""

    __tablename__ = "establishment"
    __table_args__ = (
        UniqueConstraint("cluster_id", "urn"),
        ForeignKeyConstraint(
            ["org_id", "cluster_id"], ["shared.organisation.org_id", "shared.organisation.cluster_id"]
        ),
        Index(None, "cluster_id", "name"),
    )

    id: Mapped[UUID] = new_id()
    urn: Mapped[str] = kept(Visibility.KEY, Text)
    name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    number: Mapped[str] = a_word()  # the authority's code and the establishment's number in it
    authority: Mapped[str] = a_word()
    sort: Mapped[str] = a_word()  # “Community school”, “Pupil referral unit”
    phase: Mapped[str] = a_word()
    street: Mapped[str] = a_word()
    town: Mapped[str] = a_word()
    postcode: Mapped[str] = a_word()
    telephone: Mapped[str] = a_word()
    website: Mapped[str] = a_word()
    closed_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    org_id: Mapped[int | None] = kept(Visibility.KEY, Integer)
