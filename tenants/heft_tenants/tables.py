"""Every table says whose rows it holds. Its kind is its schema, and there is no fifth kind.

A table's fence (policies and privileges) is worked out from what its model declares here; the migration writes it
down and the tests compare the two with the database's own catalogue.
"""

from dataclasses import dataclass
from enum import IntFlag
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Integer, LargeBinary, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column

from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.visibility import Visibility

__all__ = [
    "Identity",
    "Letterbox",
    "Owned",
    "Section",
    "Shared",
    "Table",
    "Visibility",
    "Visit",
    "digest_of_content",
    "kept",
    "new_id",
]

OF_ONE_ORGANISATION = frozenset({"owned", "letterbox"})  # the kinds whose rows go with their organisation
WRITTEN_BY_ADMINISTRATORS = "insert, update"  # a table of the cluster, unless it says less
_DIGEST = r"sha256(decode(replace(content::text, '\', '\\'), 'escape'))"
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Section(IntFlag):
    """The parts of a programme that a gate can open, one bit each."""

    SUMMARY = 1
    NOTES = 2
    PLAN = 4
    SCORES = 8
    MEETINGS = 16
    DOCUMENTS = 32
    SAFEGUARDING = 64  # never leaves a school by a grant
    LETTERS = 128


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What a visitor may do with a table: read these columns, add those, inside the granted section."""

    section: Section | str  # a section, or the name of the column that holds each row's
    columns: tuple[str, ...]
    adds: tuple[str, ...] = ()
    key: str = "programme_id"  # the column that must be the case's: or "pupil" for the case's pupil


def kept(visibility: Visibility, *args: Any, **kwargs: Any) -> MappedColumn[Any]:
    """Declare a column together with what it tells."""
    return mapped_column(*args, info={"visibility": visibility}, **kwargs)


def new_id() -> MappedColumn[UUID]:
    """Declare the id of a table: part of its key, made when the row is."""
    return kept(Visibility.KEY, Uuid, primary_key=True, default=uuid7)


def digest_of_content() -> MappedColumn[bytes]:
    """Declare the fingerprint of what is kept in `content`, worked out by the database itself."""
    return kept(Visibility.KEY, LargeBinary, Computed(_DIGEST, persisted=True), nullable=False)


class Table(DeclarativeBase):
    """A table of any kind. Use one of the four below."""

    metadata = MetaData(naming_convention=NAMES)
    __kind__: ClassVar[str]
    __app__: ClassVar[str] = "select, insert, update"
    __visit__: ClassVar[Visit | None] = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if not cls.__dict__.get("__abstract__"):
            cls.__table_args__ = (*cls.__dict__.get("__table_args__", ()), {"schema": cls.__kind__})
        super().__init_subclass__(**kwargs)


class Owned(Table):
    """Rows of one organisation, seen by it alone and by a visitor through a gate."""

    __abstract__ = True
    __kind__ = "owned"

    @declared_attr
    def org_id(cls) -> Mapped[int]:
        return kept(
            Visibility.KEY,
            Integer,
            ForeignKey("shared.organisation.org_id"),
            primary_key=True,
            autoincrement=False,
            default=lambda: current().org,
            sort_order=-10,
        )


class Shared(Table):
    """Rows of a cluster, read by its organisations and written by its administrator. Nothing about a pupil."""

    __abstract__ = True
    __kind__ = "shared"
    __app__ = "select"
    __admin__: ClassVar[str] = WRITTEN_BY_ADMINISTRATORS

    @declared_attr
    def cluster_id(cls) -> Mapped[int]:
        return kept(
            Visibility.KEY,
            Integer,
            ForeignKey("shared.cluster.cluster_id"),
            primary_key=True,
            autoincrement=False,
            default=lambda: current().cluster,
            sort_order=-10,
        )


class Identity(Table):
    """Rows of a person: who they are and where they may go. The sign-in role alone reads them."""

    __abstract__ = True
    __kind__ = "ident"
    __app__ = "select, insert, update, delete"


class Letterbox(Table):
    """Rows of the receiver of a letter. Nobody writes here but the fence, when the sender's own copy is made."""

    __abstract__ = True
    __kind__ = "letterbox"
    __app__ = "select"

    @declared_attr
    def org_id(cls) -> Mapped[int]:
        return kept(Visibility.KEY, Integer, primary_key=True, autoincrement=False, sort_order=-10)

    @declared_attr
    def from_org(cls) -> Mapped[int]:
        return kept(Visibility.KEY, Integer, primary_key=True, autoincrement=False, sort_order=-9)
