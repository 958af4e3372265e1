"""Behaviour, attendance and suspensions in full: of the school, or of one pupil."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from heft_platform.full_lists import FullList, one_by_one
from heft_platform.pupils import services as pupils
from heft_platform.records.models import Attendance, Incident, Suspension
from heft_platform.records.wording import CATEGORY_WORDS, SEVERITY_WORDS, kind_words, reason_words

OF_PUPIL = ("Pupil", "Year", "Class")
AT_THE_END = ("Recorded by", "Recorded at", "Imported", "Taken back because")


def incidents_in_full(
    session: Session, *, since: date, until: date, pupil_id: UUID | None = None
) -> FullList:
    """Return what happened from a day to another, in order; with what was taken back, and why."""
    said = (
        *(Incident.day, Incident.at, Incident.period, Incident.place, Incident.kind, Incident.kind_said),
        *(Incident.severity, Incident.antecedent, Incident.behaviour, Incident.consequence, Incident.adults),
    )
    found = _of(Incident, Incident.day, said, since, until, pupil_id)
    return FullList(
        headings=(
            *("Day", "Time", *OF_PUPIL, "Part of the day", "Place", "Kind", "Severity", "What went before"),
            *("What was done", "What came of it", "Adults there", *AT_THE_END),
        ),
        rows=(
            (
                *(row.day, row.at, *_pupil(row), row.period, row.place, kind_words(row.kind, row.kind_said)),
                *(SEVERITY_WORDS.get(row.severity, ""), row.antecedent, row.behaviour, row.consequence),
                *(row.adults, *_end(row)),
            )
            for row in one_by_one(session, found)
        ),
    )


def attendance_in_full(
    session: Session, *, since: date, until: date, pupil_id: UUID | None = None
) -> FullList:
    """Return the periods of attendance that end from a day to another, in order, in sessions."""
    said = (
        *(Attendance.first_on, Attendance.last_on, Attendance.possible, Attendance.attended),
        *(Attendance.authorised, Attendance.unauthorised, Attendance.late),
    )
    found = _of(Attendance, Attendance.last_on, said, since, until, pupil_id)
    return FullList(
        headings=(
            *("From", "To", *OF_PUPIL, "Possible sessions", "Attended", "Authorised absence"),
            *("Unauthorised absence", "Late", "Attended, %", *AT_THE_END),
        ),
        rows=(
            (
                *(row.first_on, row.last_on, *_pupil(row), row.possible, row.attended, row.authorised),
                *(row.unauthorised, row.late),
                round(100 * row.attended / row.possible, 1) if row.possible else None,
                *_end(row),
            )
            for row in one_by_one(session, found)
        ),
    )


def suspensions_in_full(
    session: Session, *, since: date, until: date, pupil_id: UUID | None = None
) -> FullList:
    """Return the suspensions that begin from a day to another, in order; cancelled ones too."""
    said = (
        *(Suspension.first_on, Suspension.last_on, Suspension.category, Suspension.sessions),
        *(Suspension.reasons, Suspension.circumstances, Suspension.parent_told_on),
        *(Suspension.authority_told_on, Suspension.returned_on, Suspension.cancelled_on),
        Suspension.cancelled_why,
    )
    found = _of(Suspension, Suspension.first_on, said, since, until, pupil_id)
    return FullList(
        headings=(
            *("From", "To", *OF_PUPIL, "Kind", "Sessions", "Reasons", "Circumstances", "Parent told on"),
            *("Authority told on", "Came back on", "Cancelled on", "Cancelled because", *AT_THE_END),
        ),
        rows=(
            (
                *(row.first_on, row.last_on, *_pupil(row), CATEGORY_WORDS[row.category], row.sessions),
                "; ".join(reason_words(code) for code in row.reasons),
                *(row.circumstances, row.parent_told_on, row.authority_told_on, row.returned_on),
                *(row.cancelled_on, row.cancelled_why, *_end(row)),
            )
            for row in one_by_one(session, found)
        ),
    )


def _of(
    table: Any,
    day: InstrumentedAttribute[date],
    said: tuple[Any, ...],
    since: date,
    until: date,
    pupil_id: UUID | None,
) -> Select[Any]:
    pupil = pupils.named_pupils()
    found = (
        select(
            *said,
            *(pupil.c.name, pupil.c.year_group, pupil.c.class_name, table.recorder_name, table.recorded_at),
            *(table.source, table.withdrawn_why),
        )
        .join(pupil, (pupil.c.org_id == table.org_id) & (pupil.c.id == table.pupil_id))
        .where(day.between(since, until))
        .order_by(day, table.id)
    )
    return found.where(table.pupil_id == pupil_id) if pupil_id is not None else found


def _pupil(row: Any) -> tuple[str, str, str]:
    return row.name, pupils.year_group_words(row.year_group), row.class_name


def _end(row: Any) -> tuple[Any, ...]:
    return row.recorder_name, row.recorded_at, row.source == "import", row.withdrawn_why
