"""What is asked for before the first meeting: documents and contributions, and what was answered."""

from datetime import date, datetime
from typing import Any
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
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member, of_programme, of_same_programme, programme_id
from heft_tenants.tables import Owned, Visibility, kept, new_id


class AskedFor(Owned):
    """A document or contribution that somebody is asked for: who, by when, and what came of it."""

    __tablename__ = "asked_for"
    __table_args__ = (
        of_programme(),
        of_member("asked_id"),
        CheckConstraint("state in ('asked', 'received', 'waived', 'not_applicable')", name="state"),
        CheckConstraint(
            "(state in ('waived', 'not_applicable')) = (reason <> '')", name="left_out_with_a_reason"
        ),
        CheckConstraint("(state = 'asked') = (answered_on is null)", name="answered_on"),
        CheckConstraint("label <> ''", name="has_a_name"),
        Index(None, "org_id", "asked_id", "state"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    # The template’s id.
    document: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="", default="")
    label: Mapped[str] = kept(Visibility.PASTORAL, Text)
    place: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    asked_id: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)  # one of the school’s own people
    asked_name: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    due_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    asked_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    reminded_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    state: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="asked", default="asked")
    answered_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
    is_on_paper: Mapped[bool] = kept(Visibility.OPERATIONAL, server_default="false", default=False)
    reason: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}


class GivenAnswer(Owned):
    """What was said in answer, in one version: fields of the template’s document. A later version stands beside it."""

    __tablename__ = "given_answer"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        of_same_programme("asked_for_id", "asked_for"),
        UniqueConstraint("org_id", "programme_id", "asked_for_id", "no"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    asked_for_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    no: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    answers: Mapped[dict[str, Any]] = kept(Visibility.PASTORAL, JSONB)
    method: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    supporter: Mapped[str] = kept(Visibility.PASTORAL, Text, server_default="", default="")
    was_explained: Mapped[bool] = kept(Visibility.OPERATIONAL, server_default="false", default=False)
    typed_by: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    typed_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )


class SensitiveAnswer(Owned):
    """The part of an answer that is of a higher class than the rest of the record: needs, health, family."""

    __tablename__ = "sensitive_answer"
    __app__ = "select, insert"
    __table_args__ = (
        of_programme(),
        of_same_programme("answer_id", "given_answer"),
        UniqueConstraint("org_id", "programme_id", "answer_id", "visibility"),
        CheckConstraint("visibility in ('SENSITIVE', 'SAFEGUARDING', 'LEGAL')", name="visibility"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    answer_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    visibility: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    answers: Mapped[dict[str, Any]] = kept(Visibility.SAFEGUARDING, JSONB)


class AnswerFile(Owned):
    """A picture or paper that somebody brought as their answer: a mind map, a drawing, a photograph of either."""

    __tablename__ = "answer_file"
    __app__ = "select, insert, delete"
    __table_args__ = (
        of_programme(),
        of_same_programme("asked_for_id", "asked_for"),
        ForeignKeyConstraint(["org_id", "file_id"], ["owned.file.org_id", "owned.file.id"]),
        Index(None, "org_id", "programme_id", "asked_for_id"),
    )

    programme_id: Mapped[UUID] = programme_id()
    id: Mapped[UUID] = new_id()
    asked_for_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    file_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    # The template’s id of what it answers, which says who may see it; none: all that was asked.
    question: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="", default="")
    bringer_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    brought_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
