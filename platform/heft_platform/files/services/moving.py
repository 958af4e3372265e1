"""Move a file from its pieces to the store, copy one for a receiver, and take out what nobody wants any more.

Each is done in three steps: read in one transaction, work with the store in none, and note how it went in another.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from heft_platform import storage
from heft_platform.files.services.opening import sealed_content
from heft_platform.files.services.taking_in import key_of_copy, own_key_of
from heft_platform.storage import Kept
from heft_tenants import file_keys, files
from heft_tenants.attachments import FileCopy
from heft_tenants.context import current
from heft_tenants.file_keys import Keyring
from heft_tenants.files import File
from heft_tenants.sealing import PIECE, PublicKey


@dataclass(frozen=True, kw_only=True)
class ToMove:
    """A sealed file, laid ready, and where it goes."""

    key: str
    sealed: BinaryIO


@dataclass(frozen=True, kw_only=True)
class ToCopy:
    """A file, where it lies, and everything that sealing a copy for its receiver needs."""

    source: str
    sealed: BinaryIO | None  # laid ready, if it has not been moved yet
    keys: Keyring
    digest: bytes
    key: str
    seal_to: PublicKey


def ready_to_move(session: Session, *, file_id: UUID) -> ToMove | None:
    """Lay a file ready to be moved; None if it was moved, or is not wanted any more."""
    file = session.scalar(select(File).where(File.id == file_id, File.state == "landed"))
    if file is None:
        return None
    return ToMove(key=own_key_of(file_id), sealed=sealed_content(session, file_id=file_id))


def move(to_move: ToMove) -> None:
    """Put a sealed file into the store as it is. It needs no key, and no database.

    :raises heft_platform.storage.StoreError: if the store cannot take it
    """
    with to_move.sealed as sealed:
        storage.at_hand().put(to_move.key, iter(lambda: sealed.read(PIECE), b""))


def note_moved(session: Session, *, file_id: UUID) -> None:
    """Note that a file lies in the store, and delete its pieces in the same transaction."""
    session.execute(update(File).where(File.id == file_id).values(state="stored"))
    files.forget_landed(session, file_id=file_id)


def move_all(session: Session) -> None:
    """Move now whatever has landed and was not moved yet, each file in transactions of its own.

    :raises heft_platform.storage.StoreError: if the store cannot take it
    """
    for file_id in session.scalars(select(File.id).where(File.state == "landed")).all():
        to_move = ready_to_move(session, file_id=file_id)
        session.commit()
        if to_move is not None:
            move(to_move)
            note_moved(session, file_id=file_id)
            session.commit()


def ready_to_copy(session: Session, *, copy_id: UUID) -> ToCopy | None:
    """Gather what copying a file for its receiver needs; None if that was done, or is not wanted any more.

    :raises heft_tenants.file_keys.NoKeyYetError: if the receiver has no key yet
    """
    found = select(FileCopy, File).join(File, File.id == FileCopy.file_id).where(FileCopy.id == copy_id)
    row = session.execute(found).one_or_none()
    if row is None or row.FileCopy.digest is not None:
        return None
    copy, file = row.FileCopy, row.File
    return ToCopy(
        source=own_key_of(file.id),
        sealed=sealed_content(session, file_id=file.id) if file.state == "landed" else None,
        keys=file_keys.own_keys(session, master=storage.master_keys()),
        digest=file.digest,
        key=key_of_copy(copy.to_org, copy.id, from_org=current().org),
        seal_to=file_keys.key_to_seal_for(session, org=copy.to_org),
    )


def copy_for_receiver(to_copy: ToCopy) -> Kept:
    """Open our file and seal it for its receiver, piece by piece, into the receiver's place. Needs no database.

    :raises heft_platform.storage.StoreError: if the store cannot be reached, or cannot take it
    :raises heft_tenants.sealing.BrokenSealError: if our own file is damaged: no copy is kept then
    """
    store = storage.at_hand()
    sealed = to_copy.sealed or store.stream(to_copy.source)
    with storage.open_sealed(sealed, keys=to_copy.keys, digest=to_copy.digest) as file:
        return storage.keep(store, to_copy.key, iter(lambda: file.read(PIECE), b""), to=to_copy.seal_to)


def note_copied(session: Session, *, copy_id: UUID, copied: Kept, now: datetime) -> None:
    """Note the fingerprint of a copy: from now on it can go with a letter."""
    done = update(FileCopy).where(FileCopy.id == copy_id, FileCopy.digest.is_(None))
    session.execute(done.values(digest=bytes.fromhex(copied.sha256), made_at=now))
