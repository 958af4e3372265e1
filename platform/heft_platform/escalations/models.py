"""A school's request, until it is a letter; and what the authority makes of the letters that it gets."""

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
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member, of_programme
from heft_tenants.ids import uuid7
from heft_tenants.tables import Owned, Visibility, kept, new_id


class Request(Owned):
    """What a school asks of the authority: written, approved, sent. Once sent, the letters say how it goes on."""

    __tablename__ = "request"
    __table_args__ = (
        UniqueConstraint("org_id", "reference"),
        UniqueConstraint("org_id", "thread_id"),
        of_programme(),
        CheckConstraint("state in ('draft', 'for_approval', 'sent', 'dropped')", name="state"),
        CheckConstraint("(state = 'sent') = (approved_by is not null)", name="sent_by_approval"),
        Index(None, "org_id", "state"),
        Index(None, "org_id", "programme_id"),
    )

    id: Mapped[UUID] = new_id()
    reference: Mapped[str] = kept(Visibility.KEY, Text)
    programme_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    programme_reference: Mapped[str] = kept(Visibility.KEY, Text)
    to_org: Mapped[int] = kept(Visibility.KEY, Integer)
    thread_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, default=uuid7)
    letter_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, default=uuid7)  # sent twice, it is sent once
    state: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="draft")
    asks: Mapped[list[str]] = kept(Visibility.OPERATIONAL, JSONB)  # in words
    why_now: Mapped[str] = kept(Visibility.PASTORAL, Text)
    family_told: Mapped[str] = kept(Visibility.PASTORAL, Text)
    family_view: Mapped[str] = kept(Visibility.PASTORAL, Text, default="")
    pupil_view: Mapped[str] = kept(Visibility.PASTORAL, Text, default="")
    # Exactly what was shown, and will be sent.
    agreed: Mapped[dict[str, Any]] = kept(Visibility.PASTORAL, JSONB)
    written_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    writer_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    written_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    sent_back: Mapped[str] = kept(Visibility.PASTORAL, Text, default="")  # the head's words, if it came back
    approved_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}


class RequestFile(Owned):
    """A document that goes with a request: with its next letter, until that is sent, and then with that one."""

    __tablename__ = "request_file"
    __app__ = "select, insert, update (letter_id), delete"
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "request_id"], ["owned.request.org_id", "owned.request.id"]),
        ForeignKeyConstraint(["org_id", "file_id"], ["owned.file.org_id", "owned.file.id"]),
        ForeignKeyConstraint(["org_id", "copy_id"], ["owned.file_copy.org_id", "owned.file_copy.id"]),
        ForeignKeyConstraint(["org_id", "letter_id"], ["owned.sent_letter.org_id", "owned.sent_letter.id"]),
        Index(None, "org_id", "request_id"),
    )

    id: Mapped[UUID] = new_id()
    request_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    file_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    copy_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    letter_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)  # None: not sent yet


class Triage(Owned):
    """The authority's own row for a request that it got: who has it, and by when it is to be acknowledged."""

    __tablename__ = "triage"
    __table_args__ = (
        UniqueConstraint("org_id", "from_org", "letter_id"),
        UniqueConstraint("org_id", "reference", "from_org"),
        ForeignKeyConstraint(
            ["org_id", "from_org", "letter_id"],
            ["letterbox.letter.org_id", "letterbox.letter.from_org", "letterbox.letter.id"],
        ),
        Index(None, "org_id", "acknowledge_by"),
    )

    id: Mapped[UUID] = new_id()
    from_org: Mapped[int] = kept(Visibility.KEY, Integer)
    from_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    letter_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)  # None: our copy of the letters is erased
    thread_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    reference: Mapped[str] = kept(Visibility.KEY, Text)
    arrived_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    acknowledge_by: Mapped[date] = kept(Visibility.OPERATIONAL, Date)
    officer_id: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    officer_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="")
    raised_again_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))


class TriageNote(Owned):
    """What the authority says to itself about a request. The school never sees it."""

    __tablename__ = "triage_note"
    __app__ = "select, insert, delete"
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "triage_id"], ["owned.triage.org_id", "owned.triage.id"]),
        of_member("author_id"),
        Index(None, "org_id", "triage_id"),
    )

    id: Mapped[UUID] = new_id()
    triage_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    author_id: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    author_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    written_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    body: Mapped[str] = kept(Visibility.PASTORAL, Text)
