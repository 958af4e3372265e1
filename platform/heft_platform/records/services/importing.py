"""Bring records over from the school's own system: seen first, row by row, and saved when somebody says so."""

from collections import defaultdict
from datetime import date, timedelta
from typing import IO, Any
from uuid import UUID

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.csv_files import read_text
from heft_platform.csv_tables import LineProblem, read_table
from heft_platform.pupils import services as pupils
from heft_platform.records.checking import check_overlap
from heft_platform.records.files import LAYOUTS, READERS, Asked, ReadFile, ReadLine
from heft_platform.records.marks import of_week
from heft_platform.records.models import Attendance, Incident, RecordImport
from heft_platform.records.plan import Plan, Planned
from heft_platform.records.refusals import RecordRefusedError
from heft_platform.records.said import AttendanceSaid, By, IncidentSaid, Said, fingerprint, values_of
from heft_platform.records.services.recording import keep_version
from heft_platform.records.tables import MODELS, AnyRow
from heft_tenants.context import current
from heft_tenants.refusals import Refused

LARGEST_FILE = 16 * 1024 * 1024
WAITS_FOR = timedelta(days=1)
AT_A_TIME = 5000
WHY = "The school’s own system says so now"


class NothingToImportError(Refused):
    """No row of the file says anything new."""


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
    is_done_with = or_(RecordImport.asked_by == by.person_id, RecordImport.asked_at < by.now - WAITS_FOR)
    session.execute(delete(RecordImport).where(is_done_with))
    kept = RecordImport(
        kind=kind,
        text=text,
        file_name=file_name[:200],
        first_on=period[0] if period else None,
        last_on=period[1] if period else None,
        asked_by=by.person_id,
        asked_at=by.now,
    )
    session.add(kept)
    session.flush()  # the page needs the id
    return kept.id


def preview(session: Session, *, import_id: UUID, today: date) -> Plan | None:
    """Return what a kept file would do now; None if it no longer waits."""
    kept = session.get(RecordImport, (current().org, import_id))
    return _plan(session, kept, _read(session, kept, today), today) if kept is not None else None


def import_kept(session: Session, *, import_id: UUID, by: By, today: date) -> Plan | None:
    """Import what a kept file says anew, and leave out the rows with problems. Return what was done.

    None if the file no longer waits. Confirmed twice at once, the second waits for the first and finds it done.

    :raises NothingToImportError: if no row says anything new
    """
    waiting = session.get(RecordImport, (current().org, import_id))
    read = _read(session, waiting, today) if waiting is not None else None
    kept = session.get(RecordImport, (current().org, import_id), with_for_update=True, populate_existing=True)
    if kept is None or read is None:
        return None
    plan = _plan(session, kept, read, today)
    if not plan.new and not plan.changed:
        raise NothingToImportError
    _add(session, plan, by)
    _change(session, plan, by)
    record(session, action="records.imported", thing=plan.kind)
    session.delete(kept)
    return plan


def _read(session: Session, kept: RecordImport, today: date) -> ReadFile:
    """Return what the rows of a file say. Reading many takes a while, so no transaction waits meanwhile."""
    kind, text = kept.kind, kept.text
    period = (kept.first_on, kept.last_on) if kept.first_on and kept.last_on else None
    asked = Asked(
        roll=pupils.roll_of_school(session),
        calendar=calendar.calendar_of_school(session),
        today=today,
        period=period,
    )
    session.commit()
    table = read_table(text, LAYOUTS[kind])
    read = READERS[kind](table, asked)
    read.rows = len(table.lines)
    return read


def _plan(session: Session, kept: RecordImport, read: ReadFile, today: date) -> Plan:
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
        others = [span for span in spans[line.pupil.id] if span[2] != line.outside_id]
        try:
            check_overlap(said, [(first_on, last_on) for first_on, last_on, _ in others])
        except RecordRefusedError as refusal:
            plan.problems.append(LineProblem(row=line.row, column="Whole row", words=refusal.words))
            continue
        if not isinstance(said, IncidentSaid):
            spans[line.pupil.id] = [*others, (said.first_on, said.last_on, line.outside_id)]
        planned = Planned(row=line.row, pupil=line.pupil, outside_id=line.outside_id, said=said, old=old)
        (plan.changed if old is not None else plan.new).append(planned)
    plan.count(today)


def _spans(rows: dict[UUID, list[AnyRow]]) -> dict[UUID, list[tuple[date, date | None, str | None]]]:
    """Return the days that are covered already, pupil by pupil; an incident covers none."""
    spans: dict[UUID, list[tuple[date, date | None, str | None]]] = defaultdict(list)
    for pupil_id, several in rows.items():
        for row in several:
            stands = row.withdrawn_at is None and getattr(row, "cancelled_on", None) is None
            if stands and not isinstance(row, Incident):
                spans[pupil_id].append((row.first_on, row.last_on, row.outside_id))
    return spans


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


def _add(session: Session, plan: Plan, by: By) -> None:
    rows = [
        {
            "pupil_id": one.pupil.id,
            "source": "import",
            "outside_id": one.outside_id,
            "imported_as": fingerprint(one.said),
            "recorded_by": by.person_id,
            "recorder_name": by.name,
            "recorded_at": by.now,
            "version": 1,
            **values_of(one.said),
        }
        for one in plan.new
    ]
    for start in range(0, len(rows), AT_A_TIME):
        session.execute(insert(MODELS[plan.kind]), rows[start : start + AT_A_TIME])


def _change(session: Session, plan: Plan, by: By) -> None:
    for one in plan.changed:
        assert one.old is not None
        keep_version(session, one.old, by=by, why=WHY)
        for name, value in values_of(one.said).items():
            setattr(one.old, name, value)
        one.old.imported_as = fingerprint(one.said)
