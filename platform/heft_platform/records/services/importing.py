"""Bring records over from the school’s own system: seen first, row by row, and carried out when somebody says so."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.csv_files import read_text
from heft_platform.csv_tables import read_table
from heft_platform.records.files import LAYOUTS
from heft_platform.records.models import RecordImport
from heft_platform.records.plan import Plan
from heft_platform.records.said import By
from heft_platform.records.services.planning import known_of_school, plan_of, read_rows
from heft_tenants.context import current
from heft_tenants.outbox import ask, has_failed, is_open
from heft_tenants.refusals import Refused

LARGEST_FILE = 16 * 1024 * 1024
WAITS_FOR = timedelta(days=1)
KEPT_FOR = timedelta(days=7)  # what came of it, for whoever was away when it ended
IMPORT = "records.import"
WAITING, UNDER_WAY, DONE, GIVEN_UP = "waiting", "importing", "done", "given_up"


class ImportGoneError(Refused):
    """The file no longer waits: another was chosen after it, or it waited for more than a day."""


@dataclass(frozen=True, kw_only=True)
class ImportView:
    """A file of records, and how far its import has come."""

    id: UUID
    kind: str
    file_name: str
    state: str  # waiting, gone (waited too long), importing, again (a try failed, another follows), done or given_up
    asker: str
    confirmed_at: datetime | None
    ended_at: datetime | None
    new: int
    changed: int
    same: int
    left_out: int

    @property
    def is_under_way(self) -> bool:
        return self.state in (UNDER_WAY, "again")


def look_through(
    session: Session,
    *,
    kind: str,
    stream: IO[bytes],
    file_name: str,
    period: tuple[date, date] | None,
    by: By,
) -> UUID:
    """Keep a file until its import is confirmed, and return its id. Only what can be read as a table is kept.

    :raises NotATextFileError: if it is not text
    :raises FileTooLargeError: if it is larger than 16 MB
    :raises EmptyFileError: if nothing is in it
    :raises HeadersMissingError: if a column that is needed has no heading
    :raises TooManyRowsError: if there are more than 50,000 rows
    :raises BrokenTableError: if some row cannot be read
    """
    text = read_text(stream, at_most=LARGEST_FILE)
    read_table(text, LAYOUTS[kind])
    own = and_(RecordImport.asked_by == by.person_id, RecordImport.state == WAITING)
    old = and_(RecordImport.asked_at < by.now - KEPT_FOR, RecordImport.ended_at.is_not(None))
    session.execute(delete(RecordImport).where(or_(own, old, waits_no_more(by.now))))
    kept = RecordImport(
        kind=kind,
        text=text,
        file_name=file_name[:200],
        first_on=period[0] if period else None,
        last_on=period[1] if period else None,
        asked_by=by.person_id,
        asker_name=by.name,
        asked_at=by.now,
    )
    session.add(kept)
    session.flush()  # the page needs the id
    return kept.id


def waits_no_more(now: datetime) -> ColumnElement[bool]:
    """Return the condition of files that nobody confirmed in time."""
    return and_(RecordImport.state == WAITING, RecordImport.asked_at < now - WAITS_FOR)


def preview(session: Session, *, import_id: UUID, now: datetime, today: date) -> Plan | None:
    """Return what a kept file would do now; None if it does not wait."""
    kept = session.get(RecordImport, (current().org, import_id))
    if kept is None or kept.state != WAITING or _is_old(kept, now):
        return None
    kind, text, known = kept.kind, kept.text, known_of_school(session, kept, today)
    session.commit()  # no transaction waits while the rows are read
    return plan_of(session, kept, read_rows(kind, text, known), today)


def confirm_import(session: Session, *, import_id: UUID, by: By) -> None:
    """Have a kept file imported, in the name of whoever confirms it. Confirmed twice, it is imported once.

    :raises ImportGoneError: if the file no longer waits
    """
    kept = session.get(RecordImport, (current().org, import_id), with_for_update=True)
    if kept is None or (kept.state == WAITING and _is_old(kept, by.now)):
        raise ImportGoneError
    if kept.state != WAITING:
        return
    kept.state, kept.confirmed_at = UNDER_WAY, by.now
    kept.asked_by, kept.asker_name = by.person_id, by.name
    ask(session, queue="exports", kind=IMPORT, ref=import_id)
    record(session, action="records.import_asked", thing=kept.kind, thing_id=import_id)


def read_import(session: Session, *, import_id: UUID, now: datetime) -> ImportView | None:
    """Return how far an import has come; None if there is none."""
    kept = session.get(RecordImport, (current().org, import_id))
    return _view(session, kept, now) if kept is not None else None


def imports_of(session: Session, *, person_id: UUID, now: datetime, at_most: int = 5) -> list[ImportView]:
    """Return the files that somebody had imported of late, the newest first, each with what came of it."""
    own = select(RecordImport).where(RecordImport.asked_by == person_id, RecordImport.state != WAITING)
    newest = own.order_by(RecordImport.confirmed_at.desc()).limit(at_most)
    return [_view(session, one, now) for one in session.scalars(newest)]


def _view(session: Session, kept: RecordImport, now: datetime) -> ImportView:
    return ImportView(
        id=kept.id,
        kind=kept.kind,
        file_name=kept.file_name,
        state=_state(session, kept, now),
        asker=kept.asker_name,
        confirmed_at=kept.confirmed_at,
        ended_at=kept.ended_at,
        new=kept.new,
        changed=kept.changed,
        same=kept.same,
        left_out=kept.left_out,
    )


def _state(session: Session, kept: RecordImport, now: datetime) -> str:
    if kept.state == WAITING and _is_old(kept, now):
        return "gone"
    if kept.state != UNDER_WAY:
        return kept.state
    if not is_open(session, kind=IMPORT, ref=kept.id):
        return GIVEN_UP
    return "again" if has_failed(session, kind=IMPORT, ref=kept.id) else UNDER_WAY


def _is_old(kept: RecordImport, now: datetime) -> bool:
    return kept.asked_at < now - WAITS_FOR
