"""Write entries: add one, change it, take it out. Each change is a new version."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.kept_versions import (
    Writer,
    check_version,
    newest,
    take_out,
    versions_of,
    write_version,
)
from heft_platform.picture.entries import EntryKind, EntryView
from heft_platform.picture.models import Consultation, Contribution, OtherPlan
from heft_platform.refusals import EndsBeforeItBeginsError, InTheFutureError
from heft_tenants.ids import uuid7
from heft_tenants.together import Question

AnyEntry = Contribution | Consultation | OtherPlan


def entries_of(
    session: Session, *, pupil_id: UUID, kinds: Collection[EntryKind]
) -> dict[str, list[EntryView]]:
    """Return a pupil's entries by the codes of their kinds: one statement for each table."""
    return entries_asked(pupil_id=pupil_id, kinds=kinds).ask(session)


def entries_asked(*, pupil_id: UUID, kinds: Collection[EntryKind]) -> Question[dict[str, list[EntryView]]]:
    """Ask for a pupil's entries, for pages that ask for more at once."""

    def read(*tables: Sequence[Any]) -> dict[str, list[EntryView]]:
        by_kind: dict[str, list[EntryView]] = {kind.code: [] for kind in kinds}
        for row in (one for rows in tables for one in rows if not one.is_taken_out):
            kind = next((one for one in kinds if _is_of(one, row)), None)
            if kind is not None:
                by_kind[kind.code].append(_view(kind, row))
        return by_kind

    models = dict.fromkeys(kind.model for kind in kinds)
    return Question(read, *(newest(model).where(model.pupil_id == pupil_id) for model in models))


def entry_versions(session: Session, *, pupil_id: UUID, kind: EntryKind, entry_id: UUID) -> list[EntryView]:
    """Return every version of an entry of a pupil, the newest first; none if there is no such entry."""
    found = versions_of(session, kind.model, thing_id=entry_id)
    return [_view(kind, row) for row in found if row.pupil_id == pupil_id and _is_of(kind, row)]


def add_entry(
    session: Session,
    *,
    pupil_id: UUID,
    kind: EntryKind,
    answers: Mapping[str, Any],
    file_id: UUID | None = None,
    writer: Writer,
    now: datetime,
    today: date,
) -> UUID:
    """Write an entry and return its id.

    :raises EndsBeforeItBeginsError: if its last day lies before its first
    :raises InTheFutureError: if a consultation has not been yet
    """
    _check_days(answers, today)
    entry_id = uuid7()
    more = {"file_id": file_id} if kind.takes_a_file else {}
    _write(session, kind, 0, pupil_id, entry_id, {**answers, **more}, writer, now)
    _record(session, kind, "added", entry_id, pupil_id)
    return entry_id


def change_entry(  # noqa: PLR0913  (which entry, what it says now, and who says so)
    session: Session,
    *,
    pupil_id: UUID,
    kind: EntryKind,
    entry_id: UUID,
    version: int,
    answers: Mapping[str, Any],
    file_id: UUID | None = None,
    writer: Writer,
    now: datetime,
    today: date,
) -> None:
    """Change an entry that was read in this version. Its file stays unless another comes with it.

    :raises ChangedMeanwhileError: if it has another version by now
    :raises EndsBeforeItBeginsError: if its last day lies before its first
    :raises InTheFutureError: if a consultation has not been yet
    """
    _check_days(answers, today)
    found = versions_of(session, kind.model, thing_id=entry_id)[0]
    check_version(found, version)
    more = {"file_id": file_id or found.file_id} if isinstance(found, OtherPlan) else {}
    _write(session, kind, version, pupil_id, entry_id, {**answers, **more}, writer, now)
    _record(session, kind, "changed", entry_id, pupil_id)


def take_entry_out(
    session: Session, *, pupil_id: UUID, kind: EntryKind, entry_id: UUID, writer: Writer, now: datetime
) -> None:
    """Let an entry no longer stand. What it said stays in its versions.

    :raises ChangedMeanwhileError: if somebody changed it in the same moment
    """
    found = versions_of(session, kind.model, thing_id=entry_id)[0]
    if not found.is_taken_out:
        take_out(session, found, writer=writer, now=now)
        _record(session, kind, "taken_out", entry_id, pupil_id)


def _check_days(answers: Mapping[str, Any], today: date) -> None:
    starts, ends = answers.get("starts_on"), answers.get("ends_on")
    if starts and ends and ends < starts:
        raise EndsBeforeItBeginsError
    on_day = answers.get("on_day")
    if on_day and on_day > today:
        raise InTheFutureError


def _write(
    session: Session,
    kind: EntryKind,
    version: int,
    pupil_id: UUID,
    entry_id: UUID,
    values: Mapping[str, Any],
    writer: Writer,
    now: datetime,
) -> None:
    write_version(
        session,
        kind.model,
        version=version,
        writer=writer,
        now=now,
        id=entry_id,
        pupil_id=pupil_id,
        is_taken_out=False,
        **kind.fixed,
        **values,
    )


def _is_of(kind: EntryKind, row: AnyEntry) -> bool:
    return isinstance(row, kind.model) and all(
        getattr(row, name) == said for name, said in kind.fixed.items()
    )


def _view(kind: EntryKind, row: AnyEntry) -> EntryView:
    return EntryView(
        kind=kind,
        id=row.id,
        version=row.version,
        answers={one.name: getattr(row, one.name) for one in kind.questions},
        writer=row.writer_name,
        written_at=row.written_at,
        is_taken_out=row.is_taken_out,
        file_id=row.file_id if isinstance(row, OtherPlan) else None,
    )


def _record(session: Session, kind: EntryKind, deed: str, entry_id: UUID, pupil_id: UUID) -> None:
    record(
        session,
        action=f"{kind.code}.{deed}",
        thing=kind.code,
        thing_id=entry_id,
        pupil_id=pupil_id,
        fields=[one.name for one in kind.questions] if deed != "taken_out" else (),
    )
