"""What goes with a letter: files of the sender, each first copied for the receiver and sealed with the receiver's key.

The copy is made by a worker of the sender before the letter can be sent, and lies in the receiver's place of the
store. What the letter carries into the receiver's box is its name, its fingerprint and where it lies; the receiver
opens its own copy and nothing of the sender's. A visitor sees no attachment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, Session

from heft_tenants.context import current
from heft_tenants.files import File
from heft_tenants.ids import uuid7
from heft_tenants.letters import SentLetter, send
from heft_tenants.outbox import ask, state_of, try_again
from heft_tenants.refusals import Refused
from heft_tenants.tables import Letterbox, Owned, Visibility, kept, new_id

COPY = "files.copy"
MOST = 10  # attachments of one letter; the database lets 50 pass
GIVEN_UP = {"dead", "cancelled"}


class AttachmentNotReadyError(Refused):
    """An attachment is still being copied for the receiver, or could not be: the letter waits."""


class TooManyAttachmentsError(Refused):
    """A letter carries ten attachments at most."""


class FileCopy(Owned):
    """A copy of a file for another organisation. It is there once it has a fingerprint, which only a worker writes."""

    __tablename__ = "file_copy"
    __app__ = "select, insert (org_id, id, file_id, to_org, cluster_id), delete"
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "file_id"], ["owned.file.org_id", "owned.file.id"]),
        ForeignKeyConstraint(
            ["to_org", "cluster_id"], ["shared.organisation.org_id", "shared.organisation.cluster_id"]
        ),
        UniqueConstraint("org_id", "to_org", "id", "digest"),
        CheckConstraint("org_id <> to_org", name="to_another"),
        CheckConstraint("length(digest) = 32", name="sha256"),
        CheckConstraint("(digest is null) = (made_at is null)", name="made"),
        Index(None, "org_id", "file_id"),
    )

    id: Mapped[UUID] = new_id()
    file_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    to_org: Mapped[int] = kept(Visibility.KEY, Integer)
    cluster_id: Mapped[int] = kept(Visibility.KEY, Integer, default=lambda: current().cluster)
    digest: Mapped[bytes | None] = kept(Visibility.KEY, LargeBinary)
    made_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))


class SentAttachment(Owned):
    """The sender's copy of what a letter carries: it refers to a copy of a file that is there."""

    __tablename__ = "sent_attachment"
    __app__ = "select, insert (org_id, to_org, letter_id, no, name, copy_id, digest)"
    __table_args__ = (
        ForeignKeyConstraint(  # with the moment, so that nothing is added to a letter later
            ["org_id", "sent_at", "letter_id", "to_org"],
            [
                "owned.sent_letter.org_id",
                "owned.sent_letter.sent_at",
                "owned.sent_letter.id",
                "owned.sent_letter.to_org",
            ],
        ),
        ForeignKeyConstraint(
            ["org_id", "to_org", "copy_id", "digest"],
            [
                "owned.file_copy.org_id",
                "owned.file_copy.to_org",
                "owned.file_copy.id",
                "owned.file_copy.digest",
            ],
        ),
        CheckConstraint("no between 1 and 50", name="so_many_at_most"),
        CheckConstraint("length(name) between 1 and 200", name="name"),
    )

    letter_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    no: Mapped[int] = kept(Visibility.KEY, SmallInteger, primary_key=True, autoincrement=False)
    to_org: Mapped[int] = kept(Visibility.KEY, Integer)
    sent_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    name: Mapped[str] = kept(Visibility.PASTORAL, Text)
    copy_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    digest: Mapped[bytes] = kept(Visibility.KEY, LargeBinary)


class Attachment(Letterbox):
    """What came with a letter: the receiver's row, about the receiver's copy."""

    __tablename__ = "attachment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["org_id", "from_org", "letter_id"],
            ["letterbox.letter.org_id", "letterbox.letter.from_org", "letterbox.letter.id"],
        ),
    )

    letter_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    no: Mapped[int] = kept(Visibility.KEY, SmallInteger, primary_key=True, autoincrement=False)
    name: Mapped[str] = kept(Visibility.PASTORAL, Text)
    copy_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    digest: Mapped[bytes] = kept(Visibility.KEY, LargeBinary)
    octets: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    media_type: Mapped[str] = kept(Visibility.OPERATIONAL, Text)


@dataclass(frozen=True, kw_only=True)
class CopyState:
    """How far a copy of a file for a receiver is: preparing, ready or failed."""

    id: UUID
    file_id: UUID
    state: str


@dataclass(frozen=True, kw_only=True)
class AttachmentOfLetter:
    """What came with a letter, as either side lists it."""

    letter_id: UUID
    no: int
    name: str
    octets: int
    media_type: str
    digest: bytes
    copy_id: UUID
    from_org: int
    file_id: UUID | None  # the sender's own file; None on the receiver's side


def prepare(session: Session, *, file_id: UUID, to_org: int) -> UUID:
    """Have a file copied for a receiver, and return the copy's id. It goes with a letter once it is ready."""
    copy_id = uuid7()
    session.execute(insert(FileCopy).values(id=copy_id, file_id=file_id, to_org=to_org))
    ask(session, queue="exports", kind=COPY, ref=copy_id)
    return copy_id


def prepare_again(session: Session, *, copy_id: UUID) -> bool:
    """Have a copy made that had been given up. False if there is none to make."""
    return try_again(session, kind=COPY, ref=copy_id)


def let_go_of_copies(session: Session, *, file_id: UUID) -> None:
    """Know no more of a file's copies for others. What was sent is theirs, and stays with them."""
    session.execute(delete(FileCopy).where(FileCopy.file_id == file_id))


def states_of(session: Session, *, copy_ids: Sequence[UUID]) -> dict[UUID, CopyState]:
    """Return how far copies are."""
    if not copy_ids:
        return {}
    copies = session.scalars(select(FileCopy).where(FileCopy.id.in_(copy_ids)))
    return {one.id: CopyState(id=one.id, file_id=one.file_id, state=_state(session, one)) for one in copies}


def send_with(session: Session, *, copy_ids: Sequence[UUID], **letter: Any) -> SentLetter:
    """Send a letter together with copies of files, which go as they are in the list. See `heft_tenants.letters.send`.

    :raises AttachmentNotReadyError: if one is not there yet
    :raises TooManyAttachmentsError: if there are more than ten
    """
    if len(copy_ids) > MOST:
        raise TooManyAttachmentsError
    chosen = select(FileCopy, File.name).join(File, File.id == FileCopy.file_id)
    copies = {
        copy.id: (copy, name) for copy, name in session.execute(chosen.where(FileCopy.id.in_(copy_ids)))
    }
    ready = [copies[copy_id] for copy_id in copy_ids if copy_id in copies and copies[copy_id][0].digest]
    if len(ready) != len(copy_ids):
        raise AttachmentNotReadyError

    was_sent = session.get(SentLetter, (current().org, letter["letter_id"])) is not None
    sent = send(session, **letter)
    if was_sent:
        return sent  # with what it carried then
    for no, (copy, name) in enumerate(ready, start=1):
        session.add(
            SentAttachment(
                letter_id=sent.id, no=no, to_org=sent.to_org, name=name, copy_id=copy.id, digest=copy.digest
            )
        )
    session.flush()  # now, so that what the database refuses is refused at the deed
    return sent


def attachments_of(session: Session, *, letter_ids: Sequence[UUID]) -> dict[UUID, list[AttachmentOfLetter]]:
    """Return what came with letters, sent and received, each letter's in its order."""
    if not letter_ids:
        return {}
    with_file = (
        select(SentAttachment, File)
        .join(FileCopy, FileCopy.id == SentAttachment.copy_id)
        .join(File, File.id == FileCopy.file_id)
        .where(SentAttachment.letter_id.in_(letter_ids))
    )
    received = session.scalars(select(Attachment).where(Attachment.letter_id.in_(letter_ids)))
    found = [*(_sent(one, file) for one, file in session.execute(with_file)), *map(_received, received)]
    carried: dict[UUID, list[AttachmentOfLetter]] = {letter_id: [] for letter_id in letter_ids}
    for one in sorted(found, key=lambda one: one.no):
        carried[one.letter_id].append(one)
    return carried


def _state(session: Session, copy: FileCopy) -> str:
    if copy.digest is not None:
        return "ready"
    return "failed" if state_of(session, kind=COPY, ref=copy.id) in GIVEN_UP else "preparing"


def _sent(one: SentAttachment, file: File) -> AttachmentOfLetter:
    return AttachmentOfLetter(
        letter_id=one.letter_id,
        no=one.no,
        name=one.name,
        octets=file.octets,
        media_type=file.media_type,
        digest=one.digest,
        copy_id=one.copy_id,
        from_org=one.org_id,
        file_id=file.id,
    )


def _received(one: Attachment) -> AttachmentOfLetter:
    return AttachmentOfLetter(
        letter_id=one.letter_id,
        no=one.no,
        name=one.name,
        octets=one.octets,
        media_type=one.media_type,
        digest=one.digest,
        copy_id=one.copy_id,
        from_org=one.from_org,
        file_id=None,
    )
