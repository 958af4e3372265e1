"""Ask for a programme as a file, see how far it has come, and fetch it: checked and written down every time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from heft_platform import storage
from heft_platform.audit.services import record
from heft_platform.documents.audiences import AUDIENCES
from heft_platform.documents.models import Export
from heft_platform.documents.packing import NotForThemError
from heft_platform.documents.prints import kind_of
from heft_platform.documents.services.forms import ENDINGS, FORM_WORDS, KEPT_FOR, MEDIA_TYPES, key_of
from heft_platform.programmes.services import ProgrammeView
from heft_platform.storage import NotInStoreError
from heft_tenants import file_keys
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.outbox import ask, has_failed, state_of
from heft_tenants.refusals import Refused
from heft_tenants.sealing import BrokenSealError
from heft_tenants.visibility import Visibility

MAKE = "documents.export"
UNDER_WAY = ("waiting", "making", "storing")
AGAIN = "again"  # a try failed, and another follows by itself
GIVEN_UP = {"dead", "cancelled"}
SLOW = timedelta(seconds=30)
GONE = "A print of an earlier template"  # the programme has moved to a version of its template without it


class FileGoneError(Refused):
    """The file is not ready, or it is not in the store any more: it can be made again."""


@dataclass(frozen=True, kw_only=True)
class ExportView:
    """A file that somebody asked for, as its page shows it."""

    id: UUID
    form: str
    form_words: str
    kind: str
    label: str
    audience: str
    for_whom: str
    left_out: tuple[str, ...]
    is_large: bool
    meeting_id: UUID | None
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


def ask_for_export(  # noqa: PLR0913  (what the file is to be, and who asks)
    session: Session,
    *,
    programme: ProgrammeView,
    form: str,
    asked_by: UUID,
    asker_name: str,
    now: datetime,
    sees: frozenset[Visibility],
    kind: str = "record",
    audience: str = "school",
    left_out: Collection[str] = (),
    is_large: bool = False,
    meeting_id: UUID | None = None,
) -> UUID:
    """Have a pack made into a file, of what whoever asks `sees`. Who asks again while it is being made gets the same one.

    :raises NotForThemError: if there is no such pack for this audience, or not in this form
    """
    wanted = kind_of(programme.template, kind)
    if wanted is None or audience not in wanted.audiences or form not in wanted.formats:
        raise NotForThemError
    without = [code for code in wanted.blocks if code in left_out]
    seen = sorted(sees)
    same = select(Export.id).where(
        Export.programme_id == programme.id,
        Export.form == form,
        Export.kind == kind,
        Export.audience == audience,
        Export.left_out == without,
        Export.sees == seen,
        Export.is_large == is_large,
        Export.meeting_id.is_not_distinct_from(meeting_id),
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
        kind=kind,
        audience=audience,
        left_out=without,
        sees=seen,
        is_large=is_large,
        meeting_id=meeting_id,
        asked_by=asked_by,
        asker_name=asker_name,
        asked_at=now,
    )
    session.add(export)
    ask(session, queue="exports", kind=MAKE, ref=export.id)
    _record(session, export, programme, "export.asked")
    return export.id


def exports_of(
    session: Session,
    *,
    programme: ProgrammeView,
    sees: frozenset[Visibility],
    now: datetime,
    at_most: int = 10,
) -> list[ExportView]:
    """Return the files of a programme that somebody may have who sees these classes, the newest first."""
    found = select(Export).where(Export.programme_id == programme.id, _is_for(sees))
    newest = session.scalars(found.order_by(Export.id.desc()).limit(at_most))
    return [_view(session, one, programme, now) for one in newest]


def read_export(
    session: Session,
    *,
    programme: ProgrammeView,
    export_id: UUID,
    sees: frozenset[Visibility],
    now: datetime,
) -> ExportView | None:
    """Return a file of a programme as its page shows it; None if there is none for somebody who sees these classes."""
    export = _export(session, programme.id, export_id, sees)
    return _view(session, export, programme, now) if export else None


def open_file(
    session: Session,
    *,
    programme: ProgrammeView,
    export_id: UUID,
    sees: frozenset[Visibility],
    now: datetime,
) -> BinaryIO:
    """Open a file for somebody who fetches it, and write that down. Whoever reads it closes it.

    :raises FileGoneError: if it is not ready, or not in the store any more
    :raises heft_platform.storage.StoreError: if the store cannot be reached
    """
    export = _export(session, programme.id, export_id, sees)
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


def _export(
    session: Session, programme_id: UUID, export_id: UUID, sees: frozenset[Visibility]
) -> Export | None:
    of_programme = select(Export).where(Export.id == export_id, Export.programme_id == programme_id)
    return session.scalar(of_programme.where(_is_for(sees)))


def _is_for(sees: frozenset[Visibility]) -> ColumnElement[bool]:
    """A file is for those who may be told all that it could have been made of. One for others than staff holds less."""
    return or_(Export.sees.contained_by(sorted(sees)), Export.audience != "school")


def _view(session: Session, export: Export, programme: ProgrammeView, now: datetime) -> ExportView:
    state = _state(session, export, now)
    kind = kind_of(programme.template, export.kind)
    return ExportView(
        id=export.id,
        form=export.form,
        form_words=FORM_WORDS[export.form],
        kind=export.kind,
        label=kind.label if kind else GONE,
        audience=export.audience,
        for_whom=AUDIENCES[kind.reader(export.audience) if kind else export.audience],
        left_out=tuple(export.left_out),
        is_large=export.is_large,
        meeting_id=export.meeting_id,
        state=state,
        asker=export.asker_name,
        asked_at=export.asked_at,
        made_at=export.made_at,
        kept_until=_kept_until(export),
        octets=export.octets or 0,
        is_slow=state in UNDER_WAY and now - export.asked_at > SLOW,
        file_name=f"{_name_of(export)}.{ENDINGS[export.form]}",
        media_type=MEDIA_TYPES[export.form],
    )


def _name_of(export: Export) -> str:
    """Return the name of a file. It says which programme and which pack, and holds nobody's name."""
    if export.kind == "record" and export.audience == "school":
        return export.programme_reference
    return f"{export.programme_reference}-{export.kind.replace('_', '-')}-{export.audience}"


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
        fields=(export.kind, export.audience, export.form),
    )
