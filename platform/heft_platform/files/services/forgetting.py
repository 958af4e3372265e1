"""Destroy a file that nobody wants any more, with every copy of it that was not sent."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from heft_platform import storage
from heft_platform.files.services.taking_in import key_of_copy, own_key_of
from heft_tenants import files
from heft_tenants.attachments import FileCopy, SentAttachment
from heft_tenants.context import current
from heft_tenants.erased_letters import erased_letter
from heft_tenants.files import File
from heft_tenants.outbox import ask

FORGET = "files.forget"
FORGET_RECEIVED = "files.forget_received"
NO_SOONER = timedelta(minutes=10)  # a copy that is being made meanwhile is there by then, and goes too


def forget(session: Session, *, file_id: UUID, now: datetime) -> None:
    """Have a file and its copies destroyed in ten minutes. One that was sent with a letter stays."""
    ask(session, queue="chores", kind=FORGET, ref=file_id, not_before=now + NO_SOONER)


def forget_received(session: Session, *, letter_id: UUID) -> None:
    """Have our copies of what came with a letter destroyed, which is erased."""
    ask(session, queue="chores", kind=FORGET_RECEIVED, ref=letter_id)


def received_places_to_empty(session: Session, *, letter_id: UUID) -> list[str]:
    """Return where our copies lie of what came with an erased letter."""
    erased = erased_letter(session, letter_id=letter_id)
    if erased is None:
        return []
    return [key_of_copy(current().org, copy_id, from_org=erased.from_org) for copy_id in erased.copies]


def places_to_empty(session: Session, *, file_id: UUID) -> list[str] | None:
    """Return where a file and its copies lie; None if it was sent, or is not known any more."""
    if session.scalar(select(File.id).where(File.id == file_id)) is None:
        return None
    of_copies = select(SentAttachment.no).join(FileCopy, FileCopy.id == SentAttachment.copy_id)
    if session.scalar(of_copies.where(FileCopy.file_id == file_id).limit(1)) is not None:
        return None
    copies = session.scalars(select(FileCopy).where(FileCopy.file_id == file_id))
    return [
        own_key_of(file_id),
        *(key_of_copy(copy.to_org, copy.id, from_org=current().org) for copy in copies),
    ]


def empty_places(keys: list[str]) -> None:
    """Take files out of the store. Needs no database, and may be done twice.

    :raises heft_platform.storage.StoreError: if the store cannot be reached
    """
    for key in keys:
        storage.at_hand().delete(key)


def note_forgotten(session: Session, *, file_id: UUID) -> None:
    """Delete what the database knows of a file. What refers to it makes the database refuse."""
    files.forget_landed(session, file_id=file_id)
    session.execute(delete(FileCopy).where(FileCopy.file_id == file_id))
    session.execute(delete(File).where(File.id == file_id))
