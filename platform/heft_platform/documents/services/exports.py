"""Ask for a programme as a file, see how far it has come, and fetch it: checked and written down every time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import storage
from heft_platform.audit.services import record
from heft_platform.documents.models import Export
from heft_platform.documents.services.forms import ENDINGS, FORM_WORDS, KEPT_FOR, MEDIA_TYPES, key_of
from heft_platform.programmes.services import ProgrammeView
from heft_platform.storage import NotInStoreError
from heft_tenants import file_keys
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.outbox import ask, has_failed, state_of
from heft_tenants.refusals import Refused
from heft_tenants.sealing import BrokenSealError

MAKE = "documents.export"
UNDER_WAY = ("waiting", "making", "storing")
AGAIN = "again"  # a try failed, and another follows by itself
GIVEN_UP = {"dead", "cancelled"}
SLOW = timedelta(seconds=30)


class FileGoneError(Refused):
    """The file is not ready, or it is not in the store any more: it can be made again."""


@dataclass(frozen=True, kw_only=True)
class ExportView:
    """A file that somebody asked for, as its page shows it."""

    id: UUID
    form: str
    form_words: str
    state: str  # waiting, making, storing, again, ready, failed or gone
    asker: str
    asked_at: datetime
    made_at: datetime | None
    kept_until: datetime | None
    octets: int
    is_slow: bool
    file_name: str
    media_type: str

    @property
    def is_under_way(self) -> bool:
        return self.state in (*UNDER_WAY, AGAIN)


def ask_for_export(
    session: Session, *, programme: ProgrammeView, form: str, asked_by: UUID, asker_name: str, now: datetime
) -> UUID:
    """Have a programme made into a file. Who asks again while it is being made gets the same one."""
    same = select(Export.id).where(
        Export.programme_id == programme.id,
        Export.form == form,
        Export.asked_by == asked_by,
        Export.state.in_(UNDER_WAY),
        Export.asked_at > now - SLOW,
    )
    already = session.scalar(same.order_by(Export.id.desc()).limit(1))
    if already is not None and state_of(session, kind=MAKE, ref=already) not in GIVEN_UP:
        return already
    export = Export(
        id=uuid7(),
        programme_id=programme.id,
        programme_reference=programme.reference,
        form=form,
        asked_by=asked_by,
        asker_name=asker_name,
        asked_at=now,
    )
    session.add(export)
    ask(session, queue="exports", kind=MAKE, ref=export.id)
    _record(session, export, programme, "export.asked")
    return export.id


def exports_of(session: Session, *, programme_id: UUID, now: datetime, at_most: int = 10) -> list[ExportView]:
    """Return the files that were asked for of a programme, the newest first."""
    found = select(Export).where(Export.programme_id == programme_id)
    newest = session.scalars(found.order_by(Export.id.desc()).limit(at_most))
    return [_view(session, one, now) for one in newest]


def read_export(session: Session, *, programme_id: UUID, export_id: UUID, now: datetime) -> ExportView | None:
    """Return a file of a programme as its page shows it, or None."""
    export = _export(session, programme_id, export_id)
    return _view(session, export, now) if export else None


def open_file(session: Session, *, programme: ProgrammeView, export_id: UUID, now: datetime) -> BinaryIO:
    """Open a file for somebody who fetches it, and write that down. Whoever reads it closes it.

    :raises FileGoneError: if it is not ready, or not in the store any more
    :raises heft_platform.storage.StoreError: if the store cannot be reached
    """
    export = _export(session, programme.id, export_id)
    if export is None or export.digest is None or _state(session, export, now) != "ready":
        raise FileGoneError
    try:
        opened = storage.open_kept(
            storage.at_hand(),
            key_of(current().org, export.id, export.digest.hex()),
            keys=file_keys.own_keys(session, master=storage.master_keys()),
            digest=export.digest,
        )
    except (NotInStoreError, BrokenSealError) as gone:
        raise FileGoneError from gone
    _record(session, export, programme, "export.fetched")
    return opened


def _export(session: Session, programme_id: UUID, export_id: UUID) -> Export | None:
    return session.scalar(select(Export).where(Export.id == export_id, Export.programme_id == programme_id))


def _view(session: Session, export: Export, now: datetime) -> ExportView:
    state = _state(session, export, now)
    return ExportView(
        id=export.id,
        form=export.form,
        form_words=FORM_WORDS[export.form],
        state=state,
        asker=export.asker_name,
        asked_at=export.asked_at,
        made_at=export.made_at,
        kept_until=_kept_until(export),
        octets=export.octets or 0,
        is_slow=state in UNDER_WAY and now - export.asked_at > SLOW,
        file_name=f"{export.programme_reference}.{ENDINGS[export.form]}",
        media_type=MEDIA_TYPES[export.form],
    )


def _state(session: Session, export: Export, now: datetime) -> str:
    kept_until = _kept_until(export)
    if kept_until is not None and kept_until <= now:
        return "gone"
    if export.state not in UNDER_WAY:
        return export.state
    if state_of(session, kind=MAKE, ref=export.id) in GIVEN_UP:
        return "failed"
    return AGAIN if has_failed(session, kind=MAKE, ref=export.id) else export.state


def _kept_until(export: Export) -> datetime | None:
    return export.made_at + KEPT_FOR if export.made_at else None


def _record(session: Session, export: Export, programme: ProgrammeView, action: str) -> None:
    record(
        session,
        action=action,
        thing="export",
        thing_id=export.id,
        pupil_id=programme.line.pupil_id,
        fields=("programme", export.form),
    )
