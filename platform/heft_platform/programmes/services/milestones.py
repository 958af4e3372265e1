"""The milestones of a programme: which is next, and that one was held."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.programmes.models import Milestone
from heft_platform.programmes.services.course import change_of
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.services.number_of_reviews import refuse_another_review
from heft_tenants.refusals import Refused


class OutOfOrderError(Refused):
    """An earlier milestone has not been held, or this one has been; `next_label` names the one whose turn it is."""

    def __init__(self, next_label: str) -> None:
        self.next_label = next_label
        super().__init__(next_label)


class ProgrammePausedError(Refused):
    """The programme is paused: it goes on first, then its meeting is held."""


def next_meeting(session: Session, *, programme_id: UUID) -> Milestone | None:
    """Return the meeting whose turn it is; None when all were held or left out."""
    waiting = select(Milestone).where(
        Milestone.programme_id == programme_id,
        Milestone.is_meeting,
        Milestone.held_on.is_(None),
        Milestone.skipped_on.is_(None),
    )
    return session.scalars(waiting.order_by(Milestone.place).limit(1)).one_or_none()


def meetings_held(session: Session, *, programme_id: UUID) -> list[tuple[date, str]]:
    """Return the meetings of a programme that were held: the day and what it was."""
    held = (
        select(Milestone.held_on, Milestone.label)
        .where(Milestone.programme_id == programme_id, Milestone.is_meeting, Milestone.held_on.is_not(None))
        .order_by(Milestone.held_on)
    )
    return [(row.held_on, row.label) for row in session.execute(held)]


def mark_held(
    session: Session, *, programme_id: UUID, milestone_id: UUID, held_on: date, has_results: bool = True
) -> Milestone:
    """Say that a meeting was held. One with results is never taken back.

    :raises ProgrammeClosedError: if the programme is closed
    :raises ProgrammePausedError: if it is paused
    :raises OutOfOrderError: if it is not this meeting’s turn
    :raises EnoughReviewsError: if as many reviews were held as the template has
    """
    programme = open_programme(session, programme_id)
    if programme.state == "paused":
        raise ProgrammePausedError
    due = next_meeting(session, programme_id=programme_id)
    if due is None or due.id != milestone_id:
        raise OutOfOrderError(due.label if due else "none")
    with change_of(session, programme, kind="held", has_results=has_results) as milestones:
        refuse_another_review(programme.template, milestones, due)
        due.held_on, due.window_from = held_on, None
    return due
