"""What a school keeps of a pupil."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Index,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member
from heft_tenants.tables import Owned, Section, Visibility, Visit, kept, new_id


class Pupil(Owned):
    """A pupil of the school. The UPN stays with the school and is never shown to a visitor."""

    __tablename__ = "pupil"
    __table_args__ = (
        UniqueConstraint("org_id", "upn"),
        Index(None, "org_id", "family_name", "given_name"),
        Index("ix_pupil_left", "org_id", "left_on", postgresql_where=text("left_on is not null")),
        CheckConstraint("family_name <> '' or given_name <> ''", name="has_a_name"),
    )
    __visit__ = Visit(
        section=Section.SUMMARY,
        key="pupil",
        columns=("id", "given_name", "family_name", "preferred_name", "year_group", "class_name"),
    )

    id: Mapped[UUID] = new_id()
    given_name: Mapped[str] = kept(Visibility.BRIEFING_SAFE, Text)
    family_name: Mapped[str] = kept(Visibility.BRIEFING_SAFE, Text)
    preferred_name: Mapped[str] = kept(Visibility.BRIEFING_SAFE, Text, server_default="", default="")
    year_group: Mapped[str] = kept(Visibility.BRIEFING_SAFE, Text)  # a code of codes/year_groups.csv
    class_name: Mapped[str] = kept(Visibility.BRIEFING_SAFE, Text)
    search_name: Mapped[str] = (
        kept(  # all names, without capitals, accents and marks: what a search is held against
            Visibility.BRIEFING_SAFE, Text, default="", server_default="", deferred=True
        )
    )
    upn: Mapped[str] = kept(Visibility.SENSITIVE, Text, deferred=True)
    born_on: Mapped[date | None] = kept(Visibility.SENSITIVE, Date, deferred=True)
    sen: Mapped[str] = kept(Visibility.SENSITIVE, Text, server_default="", default="", deferred=True)
    enrolment: Mapped[str] = kept(  # a code of codes/enrolment_status.csv, as the school’s own system has it
        Visibility.PASTORAL, Text, server_default="", default="", deferred=True
    )
    left_on: Mapped[date | None] = kept(Visibility.PASTORAL, Date, deferred=True)  # the first day not here


class PupilImport(Owned):
    """A file of pupils between its preview and its confirmation, so that nobody has to choose it twice."""

    __tablename__ = "pupil_import"
    __app__ = "select, insert, update, delete"
    __table_args__ = (of_member("asked_by"),)

    id: Mapped[UUID] = new_id()
    text: Mapped[str] = kept(Visibility.SENSITIVE, Text, deferred=True)
    file_name: Mapped[str] = kept(Visibility.PASTORAL, Text)  # people name files after children
    asked_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    asked_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
