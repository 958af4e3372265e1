"""Take back the last change of a programme, on the day on which it was made."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.clock import SCHOOL_TIME
from heft_platform.programmes.models import Programme, ProgrammeChange
from heft_platform.programmes.services.course import change_of, course_of, milestones_of, put_back
from heft_platform.programmes.services.finding import locked_programme
from heft_platform.pupils import services as pupils
from heft_tenants.refusals import Refused

CAN_BE_UNDONE = frozenset(
    {
        "activated",
        "paused",
        "resumed",
        "held",
        "closed",
        "ended_early",
        "extended",
        "moved",
        "skipped",
        "merged",
    }
)


class NothingToUndoError(Refused):
    """Something else was done since, or it was done on another day, or it can never be taken back."""


class ResultsStayError(Refused):
    """The meeting has results: they are the record of what was said, and stay."""


class AnotherBeganError(Refused):
    """The pupil has another open programme of this kind by now."""


def last_change(session: Session, *, programme_id: UUID, today: date) -> ProgrammeChange | None:
    """Return the last change, if it can still be taken back today."""
    newest = select(ProgrammeChange).where(ProgrammeChange.programme_id == programme_id)
    last = session.scalar(newest.order_by(ProgrammeChange.at.desc(), ProgrammeChange.id.desc()).limit(1))
    if last is None or last.kind not in CAN_BE_UNDONE or last.after.get("has_results"):
        return None
    return last if last.at.astimezone(SCHOOL_TIME).date() == today else None


def undo(session: Session, *, programme_id: UUID, change_id: UUID, why: str, today: date) -> None:
    """Let a programme stand as it stood before its last change. That change, and this one, stay on record.

    :raises NothingToUndoError: if it is no longer the last change, was made on another day, or stays for good
    :raises ResultsStayError: if it is a meeting with results
    :raises AnotherBeganError: if the pupil has another open programme of this kind
    :raises MilestonePreparedError: if something is prepared for a milestone that it added
    """
    programme = locked_programme(session, programme_id)
    change = session.scalar(select(ProgrammeChange).where(ProgrammeChange.id == change_id))
    if change is not None and change.after.get("has_results"):
        raise ResultsStayError
    last = last_change(session, programme_id=programme_id, today=today)
    if last is None or last.id != change_id:
        raise NothingToUndoError
    now = course_of(programme, milestones_of(session, programme_id))
    if any(last.after[name] != value for name, value in now.items()):
        raise NothingToUndoError
    pupils.hold_pupil(session, pupil_id=programme.pupil_id)
    if last.before["state"] != "closed" and _another_is_open(session, programme):
        raise AnotherBeganError
    with change_of(session, programme, kind="undone", why=why, undoes=last.id) as milestones:
        put_back(session, programme, milestones, last.before)


def _another_is_open(session: Session, programme: Programme) -> bool:
    another = select(Programme.id).where(
        Programme.pupil_id == programme.pupil_id,
        Programme.plan_kind == programme.plan_kind,
        Programme.state != "closed",
        Programme.id != programme.id,
    )
    return session.scalar(another.limit(1)) is not None
