"""Read what is on record of a pupil: between two days, page by page, or one thing with what it said before."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.named import PUPIL
from heft_platform.records.models import Attendance, Incident, RecordVersion, Suspension
from heft_platform.records.summaries import figures_of, sessions_between
from heft_platform.records.tables import MODELS, AnyRow, view_of
from heft_platform.records.telling import told_in_words
from heft_platform.records.views import (
    AnyRecord,
    AttendanceView,
    Counts,
    IncidentView,
    LogPage,
    SuspensionView,
    VersionView,
)
from heft_tenants.context import current
from heft_tenants.together import Question, Statement, built_once

ON_A_PAGE = 30
LAST_PAGE = 10**6  # of any pupil: the database counts no further for ever
EVER, FOREVER = date.min, date.max


def incidents_asked(
    *, pupil_id: UUID, since: date = EVER, until: date = FOREVER
) -> Question[list[IncidentView]]:
    """Ask for what happened, for pages that ask for more at once."""
    return Question(_told, _incidents(), pupil=pupil_id, incidents_since=since, incidents_until=until)


@built_once
def _incidents() -> Statement:
    since, until = (bindparam(f"incidents_{end}", type_=Date) for end in ("since", "until"))
    found = select(Incident).where(
        Incident.pupil_id == PUPIL, Incident.day.between(since, until), Incident.withdrawn_at.is_(None)
    )
    return found.order_by(Incident.day, Incident.at.nulls_first(), Incident.id)


def attendance_of(
    session: Session, *, pupil_id: UUID, since: date = EVER, until: date = FOREVER
) -> list[AttendanceView]:
    """Return the periods of attendance that end from a day to another, both included, in order."""
    return attendance_asked(pupil_id=pupil_id, since=since, until=until).ask(session)


def attendance_asked(
    *, pupil_id: UUID, since: date = EVER, until: date = FOREVER
) -> Question[list[AttendanceView]]:
    """Ask for periods of attendance, for pages that ask for more at once."""
    return Question(_told, _attendance(), pupil=pupil_id, attendance_since=since, attendance_until=until)


@built_once
def _attendance() -> Statement:
    since, until = (bindparam(f"attendance_{end}", type_=Date) for end in ("since", "until"))
    found = select(Attendance).where(
        Attendance.pupil_id == PUPIL,
        Attendance.last_on.between(since, until),
        Attendance.withdrawn_at.is_(None),
    )
    return found.order_by(Attendance.first_on)


def suspensions_of(
    session: Session, *, pupil_id: UUID, since: date = EVER, until: date = FOREVER
) -> list[SuspensionView]:
    """Return suspensions with any day from a day to another, in order; cancelled ones too, which do not count."""
    return suspensions_asked(pupil_id=pupil_id, since=since, until=until).ask(session)


def suspensions_asked(
    *, pupil_id: UUID, since: date = EVER, until: date = FOREVER
) -> Question[list[SuspensionView]]:
    """Ask for suspensions, for pages that ask for more at once."""
    return Question(_told, _suspensions(), pupil=pupil_id, suspensions_since=since, suspensions_until=until)


@built_once
def _suspensions() -> Statement:
    since, until = (bindparam(f"suspensions_{end}", type_=Date) for end in ("since", "until"))
    found = select(Suspension).where(
        Suspension.pupil_id == PUPIL,
        Suspension.first_on <= until,
        func.coalesce(Suspension.last_on, Suspension.first_on) >= since,
        Suspension.withdrawn_at.is_(None),
    )
    return found.order_by(Suspension.first_on, Suspension.id)


def counts_of(
    *,
    incidents: Sequence[IncidentView],
    attendance: Sequence[AttendanceView],
    suspensions: Sequence[SuspensionView],
    since: date,
    until: date,
) -> Counts:
    """Return how much of what is at hand lies between two days, both included."""
    here = [one for one in incidents if since <= one.day <= until]
    praise = sum(one.is_praise for one in here)
    lengths = [sessions_between(one, since, until, None) for one in suspensions if one.stands]
    figures = figures_of(one for one in attendance if since <= one.last_on <= until)
    touching = [
        one
        for one in suspensions
        if one.stands and one.first_on <= until and (one.last_on or one.first_on) >= since
    ]
    return Counts(
        incidents=len(here) - praise,
        praise=praise,
        suspensions=len(touching),
        suspended_sessions=sum(lengths),
        attendance_percent=figures.percent,
        late=figures.late,
    )


def read_log(
    session: Session,
    *,
    pupil_id: UUID,
    kind: str = "",
    since: date | None = None,
    until: date | None = None,
    page: int = 1,
) -> LogPage:
    """Return a page of what is on record, also what was taken back, the newest first; and write down who looked."""
    record(session, action="pupil.log_viewed", thing="pupil", thing_id=pupil_id, pupil_id=pupil_id)
    parts = [
        select(literal(name).label("kind"), model.id.label("id"), day.label("day")).where(
            model.pupil_id == pupil_id, day.between(since or EVER, until or FOREVER)
        )
        for name, model, day in _days()
        if kind in {"", name}
    ]
    everything = union_all(*parts).subquery()
    newest = select(everything.c.kind, everything.c.id, func.count().over()).order_by(
        everything.c.day.desc(), everything.c.id.desc()
    )
    page = min(max(page, 1), LAST_PAGE)
    chosen = session.execute(newest.limit(ON_A_PAGE).offset((page - 1) * ON_A_PAGE)).all()
    if not chosen and page > 1:  # there are fewer pages than somebody asks for
        page, chosen = 1, session.execute(newest.limit(ON_A_PAGE)).all()
    entries = _by_id(session, [(name, id_) for name, id_, _ in chosen])
    number = chosen[0][2] if chosen else 0
    return LogPage(
        entries=[entries[id_] for _, id_, _ in chosen if id_ in entries],
        number=number,
        page=page,
        pages=-(-number // ON_A_PAGE) or 1,
    )


def incidents_recorded_by(session: Session, *, person_id: UUID, at_most: int = 50) -> list[IncidentView]:
    """Return what somebody recorded, the newest first."""
    found = select(Incident).where(Incident.recorded_by == person_id, Incident.source == "typed")
    return _views(session, found.order_by(Incident.day.desc(), Incident.id.desc()).limit(at_most))


def read_record(
    session: Session, *, record_name: str, record_id: UUID
) -> tuple[AnyRecord, list[VersionView]] | None:
    """Return one thing on record and what it said before, the newest first; and write down who looked."""
    model: Any = MODELS[record_name]
    row: AnyRow | None = session.get(model, (current().org, record_id))
    if row is None:
        return None
    record(session, action=f"{record_name}.viewed", thing=record_name, thing_id=row.id, pupil_id=row.pupil_id)
    before = select(RecordVersion).where(RecordVersion.record_id == record_id)
    versions = [
        VersionView(
            version=one.version,
            told=told_in_words(one.was),
            why=one.why,
            changer_name=one.changer_name,
            changed_at=one.changed_at,
        )
        for one in session.scalars(before.order_by(RecordVersion.version.desc()))
    ]
    return view_of(row), versions


def _days() -> Sequence[tuple[str, Any, Any]]:
    return (
        ("incident", Incident, Incident.day),
        ("attendance", Attendance, Attendance.last_on),
        ("suspension", Suspension, Suspension.first_on),
    )


def _by_id(session: Session, chosen: Sequence[tuple[str, UUID]]) -> dict[UUID, AnyRecord]:
    found: dict[UUID, AnyRecord] = {}
    for name, model, _ in _days():
        if ids := [id_ for kind, id_ in chosen if kind == name]:
            found |= {row.id: view_of(row) for row in session.scalars(select(model).where(model.id.in_(ids)))}
    return found


def _told(rows: Sequence[AnyRow]) -> list[Any]:
    return [view_of(row) for row in rows]


def _views(session: Session, found: Select[Any]) -> list[Any]:
    return [view_of(row) for row in session.scalars(found)]
