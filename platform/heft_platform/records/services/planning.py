"""What importing a file of records would do now, row by row: asked for its preview, and again when it is carried out."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.calendar import services as calendar
from heft_platform.csv_tables import LineProblem, read_table
from heft_platform.pupils import services as pupils
from heft_platform.records.checking import check_overlap
from heft_platform.records.covered import CoveredDays, Span
from heft_platform.records.files import LAYOUTS, READERS, KnownOfSchool, ReadFile, ReadLine
from heft_platform.records.marks import of_week
from heft_platform.records.models import Attendance, Incident, RecordImport
from heft_platform.records.plan import Plan, Planned
from heft_platform.records.refusals import RecordRefusedError
from heft_platform.records.said import AttendanceSaid, IncidentSaid, Said, fingerprint
from heft_platform.records.tables import MODELS, AnyRow

AT_A_TIME = 5000


def known_of_school(session: Session, kept: RecordImport, today: date) -> KnownOfSchool:
    """Return what reading a file needs to know of the school."""
    return KnownOfSchool(
        roll=pupils.roll_of_school(session),
        calendar=calendar.calendar_of_school(session),
        today=today,
        period=(kept.first_on, kept.last_on) if kept.first_on and kept.last_on else None,
    )


def read_rows(kind: str, text: str, known: KnownOfSchool) -> ReadFile:
    """Return what the rows of a file say. Reading many takes a while, and needs no database."""
    table = read_table(text, LAYOUTS[kind])
    read = READERS[kind](table, known)
    read.rows = len(table.lines)
    return read


def plan_of(session: Session, kept: RecordImport, read: ReadFile, today: date) -> Plan:
    """Return what a file would do to what is on record at this moment."""
    plan = Plan(
        kind=kept.kind,
        file_name=kept.file_name,
        rows=read.rows,
        problems=read.problems,
        unknown=read.unknown,
        notes=read.notes,
    )
    rows = _rows_of(session, kept.kind, {line.pupil.id for line in read.lines})
    _sort(plan, read, rows, today)
    return plan


def _rows_of(session: Session, kind: str, pupil_ids: set[UUID]) -> dict[UUID, list[AnyRow]]:
    """Return what is on record of these pupils, as far as a file may meet it again."""
    model: Any = MODELS[kind]
    found: dict[UUID, list[AnyRow]] = defaultdict(list)
    ids = list(pupil_ids)
    for start in range(0, len(ids), AT_A_TIME):
        there = select(model).where(model.pupil_id.in_(ids[start : start + AT_A_TIME]))
        if model is Incident:
            there = there.where(Incident.outside_id.is_not(None))
        for row in session.scalars(there):
            found[row.pupil_id].append(row)
    return found


def _sort(plan: Plan, read: ReadFile, rows: dict[UUID, list[AnyRow]], today: date) -> None:
    """Say of each row whether it is new, changes something, or says the same."""
    taken: dict[tuple[UUID, str], ReadLine] = {}
    spans = _spans(rows)
    known = {(pupil_id, row.outside_id): row for pupil_id, several in rows.items() for row in several}
    for line in read.lines:
        key = (line.pupil.id, line.outside_id)
        if key in taken:
            _met_again(plan, line, taken[key])
            continue
        taken[key] = line
        old = known.get(key)
        said = _joined(old, line.said) if old is not None else line.said
        if old is not None and (old.withdrawn_at is not None or old.imported_as == fingerprint(said)):
            plan.same += 1
            continue
        try:
            _check_days(said, spans[line.pupil.id], line.outside_id)
        except RecordRefusedError as refusal:
            plan.problems.append(LineProblem(row=line.row, column="Whole row", words=refusal.words))
            continue
        _cover(spans[line.pupil.id], said, line.outside_id)
        planned = Planned(row=line.row, pupil=line.pupil, outside_id=line.outside_id, said=said, old=old)
        (plan.changed if old is not None else plan.new).append(planned)
    plan.count(today)


def _spans(rows: dict[UUID, list[AnyRow]]) -> dict[UUID, CoveredDays]:
    """Return the days that are covered already, pupil by pupil; an incident covers none."""
    spans: dict[UUID, CoveredDays] = defaultdict(CoveredDays)
    for pupil_id, several in rows.items():
        for row in several:
            if row.withdrawn_at is None and not isinstance(row, Incident):
                _cover(spans[pupil_id], row, row.outside_id)
    return spans


def _cover(covered: CoveredDays, of: AnyRow | Said, outside_id: str | None) -> None:
    """Let something cover its days; what was cancelled covers none, and no more those that it did."""
    if isinstance(of, Incident | IncidentSaid):
        return
    covered.let_go(outside_id)
    if getattr(of, "cancelled_on", None) is None:
        covered.cover(Span(first_on=of.first_on, last_on=of.last_on, outside_id=outside_id))


def _check_days(said: Said, covered: CoveredDays, outside_id: str) -> None:
    """See that nothing else covers these days.

    :raises OverlapsError: naming the other
    """
    if not isinstance(said, IncidentSaid):
        near = covered.near(said.first_on, said.last_on, but=outside_id)
        check_overlap(said, [(one.first_on, one.last_on) for one in near])


def _met_again(plan: Plan, line: ReadLine, first: ReadLine) -> None:
    if line.said == first.said:
        plan.twice += 1
        return
    words = f"Row {first.row} is about the same pupil and the same time or number, and says something else"
    plan.problems.append(LineProblem(row=line.row, column="Whole row", words=words))


def _joined(old: AnyRow, said: Said) -> Said:
    """Return what a file says together with the marks of the same week that are known already."""
    if isinstance(said, AttendanceSaid) and said.marks and isinstance(old, Attendance):
        return of_week(said.first_on, {**old.marks, **said.marks})
    return said
