"""What is kept of a pupil in versions. Nothing is changed in place, so what was before stands beside what is now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Boolean, DateTime, Select, SmallInteger, Text, Uuid, select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Mapped, Session

from heft_tenants.context import current
from heft_tenants.refusals import ChangedMeanwhileError
from heft_tenants.tables import Owned, Visibility, kept, new_id


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Who writes something down, and the name under which it is read later."""

    id: UUID
    name: str


class KeptInVersions(Owned):
    """A thing of a pupil: one row for each version of it. The newest one holds."""

    __abstract__ = True
    __app__ = "select, insert"

    id: Mapped[UUID] = new_id()
    version: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger, primary_key=True, autoincrement=False)
    pupil_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    is_taken_out: Mapped[bool] = kept(Visibility.OPERATIONAL, Boolean, server_default="false", default=False)
    written_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    writer_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    written_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))


Thing = TypeVar("Thing", bound=KeptInVersions)


def newest(model: type[Thing]) -> Select[Thing]:
    """Ask for the newest version of each thing. Those that were taken out are among them: see `standing`."""
    return select(model).ext(distinct_on(model.id)).order_by(model.id, model.version.desc())


def standing(session: Session, asked: Select[Thing]) -> list[Thing]:
    """Return what was asked for, in the order in which it was first written, without what was taken out."""
    return [one for one in session.scalars(asked) if not one.is_taken_out]


def versions_of(session: Session, model: type[Thing], *, thing_id: UUID) -> list[Thing]:
    """Return every version of a thing, the newest first; none if there is no such thing here."""
    return list(session.scalars(select(model).where(model.id == thing_id).order_by(model.version.desc())))


def write_version(
    session: Session, model: type[Owned], *, version: int, writer: Writer, now: datetime, **values: Any
) -> None:
    """Write the version of a thing that follows on `version`; 0 is before the first.

    :raises ChangedMeanwhileError: if somebody has written it already
    """
    row = {
        "org_id": current().org,
        "version": version + 1,
        "written_by": writer.id,
        "writer_name": writer.name,
        "written_at": now,
        **values,
    }
    written = insert(model).values(row).on_conflict_do_nothing().returning(model.org_id)
    if session.execute(written).first() is None:
        raise ChangedMeanwhileError


def check_version(found: KeptInVersions, version: int) -> None:
    """Go on only from the newest version.

    :raises ChangedMeanwhileError: if the thing has another version by now
    """
    if found.version != version:
        raise ChangedMeanwhileError


def take_out(session: Session, found: Thing, *, writer: Writer, now: datetime) -> None:
    """Let a thing no longer stand. What it said stays in its versions.

    :raises ChangedMeanwhileError: if it has another version by now
    """
    own = {"version", "written_by", "writer_name", "written_at", "is_taken_out", "org_id"}
    said = {
        column.key: getattr(found, column.key) for column in found.__table__.columns if column.key not in own
    }
    write_version(
        session, type(found), version=found.version, writer=writer, now=now, is_taken_out=True, **said
    )
