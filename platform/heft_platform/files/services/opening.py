"""Open a file for somebody who may read it: from its pieces or from the store, and write down that they did."""

import tempfile
from collections.abc import Iterable
from typing import BinaryIO, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import storage
from heft_platform.audit.services import record
from heft_platform.files.services.taking_in import key_of_copy, own_key_of
from heft_platform.storage import NotInStoreError
from heft_tenants import file_keys, files
from heft_tenants.attachments import AttachmentOfLetter
from heft_tenants.context import current
from heft_tenants.files import File
from heft_tenants.refusals import Refused
from heft_tenants.sealing import BrokenSealError


class FileLostError(Refused):
    """The file is not where it was put, or not as it was put there."""


def open_own(session: Session, *, file_id: UUID) -> BinaryIO:
    """Open a file that our organisation brought. Whoever reads it closes it.

    :raises FileLostError: if it is not there, or damaged
    :raises heft_platform.storage.StoreError: if the store cannot be reached
    """
    file = session.scalar(select(File).where(File.id == file_id))
    if file is None:
        raise FileLostError
    record(session, action="file.fetched", thing="file", thing_id=file_id)
    return _opened(session, _sealed(session, file), file.digest)


def open_received(session: Session, *, attachment: AttachmentOfLetter) -> BinaryIO:
    """Open what came with a letter: our own copy, sealed for us. Whoever reads it closes it.

    :raises FileLostError: if it is not there, or damaged
    :raises heft_platform.storage.StoreError: if the store cannot be reached
    """
    key = key_of_copy(current().org, attachment.copy_id, from_org=attachment.from_org)
    record(session, action="file.fetched", thing="attachment", thing_id=attachment.copy_id)
    return _opened(session, _from_store(key), attachment.digest)


def sealed_content(session: Session, *, file_id: UUID) -> BinaryIO:
    """Return a file as it lies, sealed, from its pieces. Empty once it was moved. Whoever reads it closes it."""
    return _laid_ready(files.landed(session, file_id=file_id))


def _sealed(session: Session, file: File) -> BinaryIO:
    return (
        sealed_content(session, file_id=file.id)
        if file.state == "landed"
        else _from_store(own_key_of(file.id))
    )


def _from_store(key: str) -> BinaryIO:
    try:
        return storage.at_hand().stream(key)
    except NotInStoreError as gone:
        raise FileLostError from gone


def _opened(session: Session, sealed: BinaryIO, digest: bytes) -> BinaryIO:
    keys = file_keys.own_keys(session, master=storage.master_keys())
    try:
        return storage.open_sealed(sealed, keys=keys, digest=digest)
    except BrokenSealError as broken:
        raise FileLostError from broken


def _laid_ready(pieces: Iterable[bytes]) -> BinaryIO:
    """Lay pieces ready on the disk, still sealed, so that no transaction waits for whoever reads them."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  (whoever reads it closes it)
    for piece in pieces:
        file.write(piece)
    file.seek(0)
    return cast("BinaryIO", file)
