"""Put something on record, correct it, take it back. Nothing that once stood there is lost."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.records.checking import check_overlap, checked
from heft_platform.records.models import Attendance, Incident, RecordVersion, Suspension
from heft_platform.records.refusals import (
    AlreadyTakenBackError,
    NoReasonToTakeBackError,
    NothingCorrectedError,
    RecordChangedMeanwhileError,
)
from heft_platform.records.said import By, Said, SuspensionSaid, values_of
from heft_platform.records.tables import MODELS, AnyRow, name_of, name_of_row, said_by
from heft_tenants.context import current


def add_record(session: Session, *, pupil_id: UUID, said: Said, by: By, today: date) -> UUID:
    """Put on record what somebody typed, and return its id. A suspension closes no programme.

    :raises RecordRefusedError: if a rule says no, naming the field
    """
    said = _checked(session, pupil_id, said, today)
    name = name_of(said)
    row = MODELS[name](
        pupil_id=pupil_id,
        recorded_by=by.person_id,
        recorder_name=by.name,
        recorded_at=by.now,
        **values_of(said),
    )
    session.add(row)
    session.flush()  # the trail needs the id
    record(
        session, action=f"{name}.added", thing=name, thing_id=row.id, pupil_id=pupil_id, fields=_told(said)
    )
    return row.id


def correct_record(
    session: Session, *, record_id: UUID, version: int, said: Said, why: str, by: By, today: date
) -> None:
    """Correct what stands on record. What it said before is kept, with who changed it, when and why.

    :raises RecordChangedMeanwhileError: if somebody else corrected it since this version was read
    :raises AlreadyTakenBackError: if it was taken back
    :raises NothingCorrectedError: if it is said why, and everything stays as it was
    :raises RecordRefusedError: if a rule says no, naming the field
    """
    row = _opened(session, name_of(said), record_id, version)
    said = _checked(session, row.pupil_id, said, today, own_id=record_id)
    values = values_of(said)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if why and not changed:
        raise NothingCorrectedError
    if not changed:
        return
    keep_version(session, row, by=by, why=why)
    for name in changed:
        setattr(row, name, values[name])
    _record(session, row, "corrected", changed)


def take_back(session: Session, *, record_name: str, record_id: UUID, version: int, why: str, by: By) -> None:
    """Strike out what should not stand on record: it counts no more, and can still be read with the reason.

    :raises RecordChangedMeanwhileError: if somebody else corrected it since this version was read
    :raises AlreadyTakenBackError: if it was taken back
    :raises NoReasonToTakeBackError: if nobody says why
    """
    row = _opened(session, record_name, record_id, version)
    if not why:
        raise NoReasonToTakeBackError
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = by.now, by.name, why
    _record(session, row, "withdrawn", ("withdrawn_why",))


def keep_version(session: Session, row: AnyRow, *, by: By, why: str) -> None:
    """Keep what a row says now, before it is changed."""
    session.add(
        RecordVersion(
            pupil_id=row.pupil_id,
            kind=name_of_row(row),
            record_id=row.id,
            version=row.version,
            was=said_by(row),
            why=why,
            changed_by=by.person_id,
            changer_name=by.name,
            changed_at=by.now,
        )
    )


def _opened(session: Session, name: str, record_id: UUID, version: int) -> AnyRow:
    model: Any = MODELS[name]
    row: AnyRow | None = session.get(model, (current().org, record_id), with_for_update=True)
    if row is None or row.version != version:
        raise RecordChangedMeanwhileError
    if row.withdrawn_at is not None:
        raise AlreadyTakenBackError
    return row


def _checked(
    session: Session, pupil_id: UUID, said: Said, today: date, *, own_id: UUID | None = None
) -> Said:
    known_days = calendar.calendar_of_school(session) if isinstance(said, SuspensionSaid) else None
    said = checked(said, today=today, calendar=known_days)
    model: Any = MODELS[name_of(said)]
    if model is not Incident:
        stands = select(model.first_on, model.last_on).where(
            model.pupil_id == pupil_id, model.withdrawn_at.is_(None), model.id != own_id
        )
        if model is Suspension:
            stands = stands.where(Suspension.cancelled_on.is_(None))
        check_overlap(said, [(first_on, last_on) for first_on, last_on in session.execute(stands)])
    return said


def _record(session: Session, row: Incident | Attendance | Suspension, deed: str, fields: Any) -> None:
    name = name_of_row(row)
    record(
        session, action=f"{name}.{deed}", thing=name, thing_id=row.id, pupil_id=row.pupil_id, fields=fields
    )


def _told(said: Said) -> list[str]:
    return [name for name, value in values_of(said).items() if value not in (None, "", 0, [], {})]
