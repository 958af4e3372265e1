"""The files of an organisation: what people brought, sealed, and where it lies.

A file lands in pieces in the transaction of the deed, and is moved to the object store afterwards. Until then it is
read from its pieces, so that nobody waits for the store.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, Session

from heft_tenants.tables import Owned, Visibility, kept, new_id

LARGEST_PIECE = 512 * 1024  # octets
MOST_PIECES = 64


class File(Owned):
    """A file that somebody brought. Its content never changes; where it lies may."""

    __tablename__ = "file"
    __app__ = "select, insert, update (state), delete"
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "brought_by"], ["owned.member.org_id", "owned.member.person_id"]),
        CheckConstraint("state in ('landed', 'stored')", name="state"),
        CheckConstraint("length(digest) = 32", name="sha256"),
        CheckConstraint("octets between 1 and 26214400", name="up_to_25_megabytes"),
        CheckConstraint("length(name) between 1 and 200", name="name"),
    )

    id: Mapped[UUID] = new_id()
    name: Mapped[str] = kept(Visibility.PASTORAL, Text)  # as it was brought: it may hold a pupil's
    media_type: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    octets: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    digest: Mapped[bytes] = kept(Visibility.KEY, LargeBinary)  # of the content, not of what was sealed
    state: Mapped[str] = kept(Visibility.OPERATIONAL, Text, default="landed")
    brought_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    brought_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )


class FilePiece(Owned):
    """A part of a sealed file that has not been moved to the store yet."""

    __tablename__ = "file_piece"
    __app__ = "select, insert, delete"
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "file_id"], ["owned.file.org_id", "owned.file.id"]),
        CheckConstraint(f"no between 1 and {MOST_PIECES}", name="so_many_at_most"),
        CheckConstraint(f"length(sealed) between 1 and {LARGEST_PIECE}", name="so_long_at_most"),
    )

    file_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True)
    no: Mapped[int] = kept(Visibility.KEY, SmallInteger, primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = kept(Visibility.PASTORAL, LargeBinary)


def land(session: Session, *, file_id: UUID, sealed: Iterable[bytes]) -> None:
    """Write a sealed file into pieces, one after the other, with memory for one."""
    for no, piece in enumerate(_of_one_size(sealed), start=1):
        session.execute(insert(FilePiece).values(file_id=file_id, no=no, sealed=piece))


def landed(session: Session, *, file_id: UUID) -> Iterator[bytes]:
    """Give the pieces of a sealed file in their order, with memory for one. There are none once it was moved."""
    in_order = select(FilePiece.no).where(FilePiece.file_id == file_id).order_by(FilePiece.no)
    for no in session.scalars(in_order).all():
        piece = select(FilePiece.sealed).where(FilePiece.file_id == file_id, FilePiece.no == no)
        yield session.scalars(piece).one()


def forget_landed(session: Session, *, file_id: UUID) -> None:
    """Delete the pieces of a file that lies in the store."""
    session.execute(delete(FilePiece).where(FilePiece.file_id == file_id))


def _of_one_size(content: Iterable[bytes]) -> Iterator[bytes]:
    gathered = bytearray()
    for some in content:
        gathered += some
        while len(gathered) >= LARGEST_PIECE:
            yield bytes(gathered[:LARGEST_PIECE])
            del gathered[:LARGEST_PIECE]
    if gathered:
        yield bytes(gathered)
