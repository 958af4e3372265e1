"""The course of a programme: where it stands and when its milestones are due. Every change of it is kept, before and after."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer
from sqlalchemy.orm.attributes import flag_modified

from heft_platform import clock
from heft_platform.accounts.services import who_is_here
from heft_platform.audit.services import record
from heft_platform.programmes.models import Milestone, Programme, ProgrammeChange
from heft_platform.programmes.services.prepared import refuse_prepared
from heft_tenants.ids import uuid7

DAYS = ("started_on", "paused_on", "closed_on")
IDS = ("key_worker_id", "coordinator_id", "merged_into_id")
PLAIN = (
    *("state", "key_worker_name", "coordinator_name", "verdict", "next_steps", "closing_words"),
    *("extended_weeks", "times_extended", "school_days_lost", "early_end"),
)
DAYS_OF_MILESTONE = ("due_on", "held_on", "skipped_on", "window_from")
PLAIN_OF_MILESTONE = (
    *("label", "place", "is_meeting", "is_final", "is_optional", "tolerance"),
    *("skip_reason", "moved_because"),
)
THE_CALENDAR = "The school’s calendar"
Course = dict[str, Any]


@contextmanager
def change_of(
    session: Session,
    programme: Programme,
    *,
    kind: str,
    why: str = "",
    undoes: UUID | None = None,
    **also: Any,
) -> Generator[list[Milestone]]:
    """Change the course of a programme inside, and have it kept as it was and as it is then.

    Gives the programme’s milestones. `also` is kept with what is after.
    """
    milestones = milestones_of(session, programme.id)
    before = course_of(programme, milestones)
    yield milestones
    flag_modified(programme, "state")  # a milestone that moved is a new version of the programme too
    session.flush()
    person_id, name = _who(session)
    session.add(
        ProgrammeChange(
            programme_id=programme.id,
            id=uuid7(),
            kind=kind,
            at=clock.now(),
            by_id=person_id,
            by_name=name,
            why=why,
            before=before,
            after=course_of(programme, milestones_of(session, programme.id)) | also,
            undoes_id=undoes,
        )
    )
    record(
        session,
        action=f"programme.{kind}",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
        fields=("course",),
    )


def milestones_of(session: Session, programme_id: UUID) -> list[Milestone]:
    """Return the milestones of a programme in order, with why they are where they are: for staff alone."""
    found = select(Milestone).where(Milestone.programme_id == programme_id)
    found = found.options(undefer(Milestone.skip_reason), undefer(Milestone.moved_because))
    return list(session.scalars(found.order_by(Milestone.place, Milestone.id)))


def course_of(programme: Programme, milestones: list[Milestone]) -> Course:
    """Return where a programme stands, as it can be kept."""
    kept = {name: _plain(getattr(programme, name)) for name in (*DAYS, *IDS, *PLAIN)}
    of_milestones = {
        milestone.code: {
            name: _plain(getattr(milestone, name)) for name in (*DAYS_OF_MILESTONE, *PLAIN_OF_MILESTONE)
        }
        for milestone in milestones
    }
    return kept | {"steps": of_milestones}  # as changes that were kept before call them


def put_back(session: Session, programme: Programme, milestones: list[Milestone], course: Course) -> None:
    """Let a programme stand as it stood. Milestones that were added since go.

    :raises MilestonePreparedError: if something is prepared for one of these
    """
    refuse_prepared(session, [one for one in milestones if one.code not in course["steps"]])
    for name in course.keys() & set(PLAIN):  # one that was kept before a column came says nothing of it
        setattr(programme, name, course[name])
    for name in DAYS:
        setattr(programme, name, _day(course[name]))
    for name in IDS:
        setattr(programme, name, UUID(course[name]) if course[name] else None)
    for milestone in milestones:
        kept = course["steps"].get(milestone.code)
        if kept is None:
            session.delete(milestone)
            continue
        for name in PLAIN_OF_MILESTONE:
            setattr(milestone, name, kept[name])
        for name in DAYS_OF_MILESTONE:
            setattr(milestone, name, _day(kept[name]))


def is_to_come(milestone: Milestone) -> bool:
    return milestone.held_on is None and milestone.skipped_on is None


def _who(session: Session) -> tuple[UUID | None, str]:
    person_id, name = who_is_here(session)
    return (person_id, name) if name else (None, THE_CALENDAR)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
