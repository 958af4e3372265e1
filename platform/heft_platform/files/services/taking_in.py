"""Take in a file that somebody brings: checked, sealed, and landed in the transaction of the deed."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import storage
from heft_platform.audit.services import record
from heft_platform.files.checks import checked
from heft_platform.storage import Counted
from heft_tenants import file_keys, files
from heft_tenants.context import current
from heft_tenants.files import File
from heft_tenants.ids import uuid7
from heft_tenants.outbox import ask
from heft_tenants.sealing import PIECE, seal

MOVE = "files.move"
LONGEST_NAME = 200


@dataclass(frozen=True, kw_only=True)
class FileView:
    """A file as a page lists it."""

    id: UUID
    name: str
    octets: int
    media_type: str
    brought_by: UUID
    brought_at: datetime


def take_in(session: Session, *, file: BinaryIO, name: str, brought_by: UUID) -> UUID:
    """Let a file in and return its id. It can be read at once, and is moved to the store later.

    :raises heft_platform.files.checks.FileRefusedError: one of its kinds, with the words that say what to do
    """
    file_id = uuid7()
    key = file_keys.own_key(session, master=storage.master_keys())
    with checked(file, name=name) as found:
        kept = _count(found.content)
        session.add(
            File(
                id=file_id,
                name=_plain(name),
                media_type=found.media_type,
                octets=kept.octets,
                digest=bytes.fromhex(kept.sha256),
                brought_by=brought_by,
            )
        )
        session.flush()  # its pieces refer to it
        files.land(session, file_id=file_id, sealed=seal(_in_pieces(found.content), to=key))
    ask(session, queue="chores", kind=MOVE, ref=file_id)
    record(session, action="file.brought", thing="file", thing_id=file_id)
    return file_id


def files_by_id(session: Session, *, file_ids: list[UUID]) -> dict[UUID, FileView]:
    """Return files as pages list them."""
    if not file_ids:
        return {}
    found = session.scalars(select(File).where(File.id.in_(file_ids)))
    return {one.id: _view(one) for one in found}


def key_of(org: int, file_id: UUID) -> str:
    """Return where a file of an organisation's own lies in the store."""
    return f"{storage.place_of(org)}files/{file_id}"


def key_of_copy(to_org: int, copy_id: UUID, *, from_org: int) -> str:
    """Return where a copy lies that was made for a receiver: in the receiver's place, apart for each sender."""
    return f"{storage.place_of(to_org)}from-{from_org}/{copy_id}"


def own_key_of(file_id: UUID) -> str:
    return key_of(current().org, file_id)


def _count(content: BinaryIO) -> storage.Kept:
    counted = Counted(_in_pieces(content))
    for _ in counted:
        pass
    content.seek(0)
    return counted.so_far()


def _in_pieces(content: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: content.read(PIECE), b"")


def _plain(name: str) -> str:
    """Return the name without a path and without what nobody can see, and not too long; its ending stays."""
    base = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(one for one in base if unicodedata.category(one)[0] != "C").strip()
    stem, dot, ending = seen.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"


def _view(file: File) -> FileView:
    return FileView(
        id=file.id,
        name=file.name,
        octets=file.octets,
        media_type=file.media_type,
        brought_by=file.brought_by,
        brought_at=file.brought_at,
    )
