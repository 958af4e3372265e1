"""Make a programme into a file: asked for on a page, made by a worker, and checked again whenever it is fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import storage
from heft_platform.audit.services import record
from heft_platform.cluster import services as cluster
from heft_platform.documents.downloads import download
from heft_platform.documents.models import Export
from heft_platform.documents.packing import build_pack
from heft_platform.documents.paper import LetterOnPaper, Paper, paper_of_letters, paper_of_pack
from heft_platform.documents.pdf import make_pdf
from heft_platform.documents.word import make_word
from heft_platform.programmes import services as programmes
from heft_platform.programmes.views import ProgrammeView
from heft_platform.storage import NotInStoreError, Stored
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.outbox import ask, state_of
from heft_tenants.refusals import Refused

__all__ = [
    "ExportView",
    "FileGoneError",
    "Gathered",
    "ask_for_export",
    "download",
    "exports_of",
    "gather",
    "letters_pdf",
    "make_and_put",
    "mark_failed",
    "mark_ready",
    "open_file",
    "read_export",
]

WORK = "documents.export"
FORM_WORDS = {"word": "Word", "pdf": "PDF"}
ENDINGS = {"word": "docx", "pdf": "pdf"}
MEDIA_TYPES = {
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
MAKERS = {"word": make_word, "pdf": make_pdf}
UNDER_WAY = ("waiting", "making")
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
    state: str  # waiting, making, ready or failed
    asker: str
    asked_at: datetime
    made_at: datetime | None
    octets: int
    is_slow: bool
    file_name: str
    media_type: str

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Everything a file is made of, read in one transaction, so that making it needs none."""

    org: int
    export_id: UUID
    form: str
    paper: Paper


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
    if already is not None:
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
    ask(session, queue="exports", kind=WORK, ref=export.id)
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


def open_file(session: Session, *, programme: ProgrammeView, export_id: UUID) -> BinaryIO:
    """Open a file for somebody who fetches it, and write that down. Whoever reads it closes it.

    :raises FileGoneError: if it is not ready, or not in the store any more
    :raises heft_platform.storage.StoreError: if the store cannot be reached
    """
    export = _export(session, programme.id, export_id)
    if export is None or export.digest is None:
        raise FileGoneError
    try:
        opened = storage.at_hand().stream(_key(current().org, export.id, export.digest.hex()))
    except NotInStoreError as gone:
        raise FileGoneError from gone
    _record(session, export, programme, "export.fetched")
    return opened


def gather(session: Session, *, export_id: UUID, today: date, now: datetime) -> Gathered | None:
    """Read everything that a file is to hold, and note that it is being made; None if nobody asked for it."""
    export = session.scalar(select(Export).where(Export.id == export_id))
    if export is None or export.state == "ready":
        return None
    programme = programmes.read_programme(session, reference=export.programme_reference, today=today)
    if programme is None:
        return None
    org = current().org
    pack = build_pack(session, programme=programme, audience="school", today=today)
    school = cluster.organisation_names(session).get(org, "")
    paper = paper_of_pack(pack, organisation=school, made_by=export.asker_name, made_at=now)
    export.state, export.tries = "making", export.tries + 1
    return Gathered(org=org, export_id=export.id, form=export.form, paper=paper)


def make_and_put(gathered: Gathered) -> Stored:
    """Make the file and put it into the store. Needs no database: no transaction waits for it.

    Its key holds its fingerprint, so what two workers make of one export never takes the other's place.

    :raises heft_platform.storage.StoreError: if the store cannot take it
    """
    content = MAKERS[gathered.form](gathered.paper)
    key = _key(gathered.org, gathered.export_id, storage.fingerprint(content))
    return storage.at_hand().put(key, content, content_type=MEDIA_TYPES[gathered.form])


def mark_ready(session: Session, *, export_id: UUID, made: Stored, now: datetime) -> None:
    """Note that a file is in the store."""
    export = session.scalars(select(Export).where(Export.id == export_id)).one()
    export.state, export.made_at = "ready", now
    export.octets, export.digest = made.octets, bytes.fromhex(made.sha256)


def mark_failed(session: Session, *, export_id: UUID) -> None:
    """Note that a file could not be made. Whoever asked sees it, and can have it made again."""
    export = session.scalars(select(Export).where(Export.id == export_id)).one()
    export.state = "failed"


def letters_pdf(
    letters: Sequence[LetterOnPaper],
    *,
    reference: str,
    made_by: str,
    made_at: datetime,
    organisation: str = "",
) -> bytes:
    """Return the letters of a thread as a PDF, from the copy of the side that asks."""
    paper = paper_of_letters(
        letters, reference=reference, organisation=organisation, made_by=made_by, made_at=made_at
    )
    return make_pdf(paper)


def _export(session: Session, programme_id: UUID, export_id: UUID) -> Export | None:
    return session.scalar(select(Export).where(Export.id == export_id, Export.programme_id == programme_id))


def _view(session: Session, export: Export, now: datetime) -> ExportView:
    is_given_up = export.state in UNDER_WAY and state_of(session, kind=WORK, ref=export.id) in GIVEN_UP
    state = "failed" if is_given_up else export.state
    return ExportView(
        id=export.id,
        form=export.form,
        form_words=FORM_WORDS[export.form],
        state=state,
        asker=export.asker_name,
        asked_at=export.asked_at,
        made_at=export.made_at,
        octets=export.octets or 0,
        is_slow=state in UNDER_WAY and now - export.asked_at > SLOW,
        file_name=f"{export.programme_reference}.{ENDINGS[export.form]}",
        media_type=MEDIA_TYPES[export.form],
    )


def _key(org: int, export_id: UUID, digest: str) -> str:
    return f"{org}/{export_id}/{digest}"


def _record(session: Session, export: Export, programme: ProgrammeView, action: str) -> None:
    record(
        session,
        action=action,
        thing="export",
        thing_id=export.id,
        pupil_id=programme.line.pupil_id,
        fields=("programme", export.form),
    )
