"""Documents that go with a request: added, prepared for the authority, taken out again, and sent with a letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from heft_platform import clock
from heft_platform.audit.services import record
from heft_platform.escalations.models import Request, RequestFile
from heft_platform.files import services as files
from heft_tenants import attachments
from heft_tenants.attachments import MOST, AttachmentOfLetter, TooManyAttachmentsError


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A document that will go with the next letter, and how far it is: preparing, ready or failed."""

    id: UUID
    name: str
    octets: int
    state: str


def enclosures_of(session: Session, *, request_id: UUID) -> list[Enclosure]:
    """Return the documents that wait to go with the next letter of a request, the oldest first."""
    waiting = _waiting(session, request_id)
    states = attachments.states_of(session, copy_ids=[one.copy_id for one in waiting])
    named = files.files_by_id(session, file_ids=[one.file_id for one in waiting])
    return [
        Enclosure(
            id=one.id,
            name=named[one.file_id].name,
            octets=named[one.file_id].octets,
            state=states[one.copy_id].state,
        )
        for one in waiting
    ]


def enclose(
    session: Session, *, request: Request, pupil_id: UUID, file: BinaryIO, name: str, brought_by: UUID
) -> None:
    """Have a document go with the next letter of a request. It is prepared for the authority at once.

    :raises TooManyAttachmentsError: if ten go with it already
    :raises heft_platform.files.services.FileRefusedError: if the file is not let in
    """
    if len(_waiting(session, request.id)) >= MOST:
        raise TooManyAttachmentsError
    file_id = files.take_in(session, file=file, name=name, brought_by=brought_by)
    copy_id = attachments.prepare(session, file_id=file_id, to_org=request.to_org)
    session.add(RequestFile(request_id=request.id, file_id=file_id, copy_id=copy_id))
    _note_change(session, request, pupil_id, "request.document_added")


def take_out(session: Session, *, request: Request, pupil_id: UUID, enclosure_id: UUID) -> None:
    """Let a document not go with the next letter. It is destroyed with its copies. What was sent stays sent."""
    found = _one(session, request.id, enclosure_id)
    if found is None:
        return
    _destroy(session, found)
    _note_change(session, request, pupil_id, "request.document_removed")


def take_all_out(session: Session, *, request_id: UUID) -> None:
    """Let no document go with a request that is not sent."""
    for one in _waiting(session, request_id):
        _destroy(session, one)


def prepare_again(session: Session, *, request_id: UUID, enclosure_id: UUID) -> None:
    """Have a document prepared that could not be."""
    found = _one(session, request_id, enclosure_id)
    if found is not None:
        attachments.prepare_again(session, copy_id=found.copy_id)


def waiting_copies(session: Session, *, request_id: UUID) -> list[UUID]:
    """Return the copies that go with the next letter."""
    return [one.copy_id for one in _waiting(session, request_id)]


def note_sent(session: Session, *, request_id: UUID, letter_id: UUID) -> None:
    """Note with which letter the documents went."""
    waiting = update(RequestFile).where(RequestFile.request_id == request_id, RequestFile.letter_id.is_(None))
    session.execute(waiting.values(letter_id=letter_id))


def open_enclosure(
    session: Session, *, request_id: UUID, enclosure_id: UUID
) -> tuple[BinaryIO, str, int] | None:
    """Open a document that has not been sent yet, with its kind and length; None if there is none.

    :raises heft_platform.files.services.FileLostError: if it is not there, or damaged
    :raises heft_platform.storage.StoreError: if the store cannot be reached
    """
    found = _one(session, request_id, enclosure_id)
    if found is None:
        return None
    about = files.files_by_id(session, file_ids=[found.file_id])[found.file_id]
    return files.open_own(session, file_id=found.file_id), about.media_type, about.octets


def open_attachment(session: Session, *, attachment: AttachmentOfLetter) -> BinaryIO:
    """Open what went with a letter: each side its own copy.

    :raises heft_platform.files.services.FileLostError: if it is not there, or damaged
    :raises heft_platform.storage.StoreError: if the store cannot be reached
    """
    if attachment.file_id is not None:
        return files.open_own(session, file_id=attachment.file_id)
    return files.open_received(session, attachment=attachment)


def attached_to(
    session: Session, *, letter_ids: Sequence[UUID]
) -> Mapping[UUID, Sequence[AttachmentOfLetter]]:
    return attachments.attachments_of(session, letter_ids=letter_ids)


def _destroy(session: Session, one: RequestFile) -> None:
    session.delete(one)
    session.flush()  # nothing may refer to the file any more
    files.forget(session, file_id=one.file_id, now=clock.now())


def _waiting(session: Session, request_id: UUID) -> Sequence[RequestFile]:
    not_sent = select(RequestFile).where(
        RequestFile.request_id == request_id, RequestFile.letter_id.is_(None)
    )
    return session.scalars(not_sent.order_by(RequestFile.id)).all()


def _one(session: Session, request_id: UUID, enclosure_id: UUID) -> RequestFile | None:
    return next((one for one in _waiting(session, request_id) if one.id == enclosure_id), None)


def _note_change(session: Session, request: Request, pupil_id: UUID, action: str) -> None:
    # A page that shows what will be sent shows something else now: a new version.
    flag_modified(request, "asks")
    record(session, action=action, thing="request", thing_id=request.id, pupil_id=pupil_id)
