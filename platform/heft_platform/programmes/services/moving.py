"""What a change of the school's calendar does to dates that were worked out before it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.programmes.models import Milestone, Programme


@dataclass(frozen=True, kw_only=True)
class MovedStep:
    """A step that is on another day now."""

    reference: str
    label: str
    due_on: date


def move_off_closed_days(session: Session, *, calendar: SchoolCalendar, today: date) -> list[MovedStep]:
    """Move every step still to come that fell on a day without school to the next school day, and say which.

    Only these move: a day that was agreed with a family is not worked out anew because school was lost elsewhere.
    """
    to_come = select(Milestone, Programme).join(Programme, Programme.id == Milestone.programme_id)
    to_come = to_come.where(
        Programme.state != "closed", Milestone.held_on.is_(None), Milestone.due_on >= today
    )
    moved = []
    for step, programme in session.execute(to_come.order_by(Milestone.due_on, Milestone.id)):
        day = _school_day_from(step.due_on, calendar)
        if day != step.due_on:
            step.due_on = day
            moved.append(MovedStep(reference=programme.reference, label=step.label, due_on=day))
            record(
                session,
                action="programme.step_moved",
                thing="programme",
                thing_id=programme.id,
                pupil_id=programme.pupil_id,
                fields=("due_on",),
            )
    return moved


def _school_day_from(day: date, calendar: SchoolCalendar) -> date:
    """Return the day itself where the calendar ends before the next school day: better late than lost."""
    try:
        return calendar.next_school_day(day)
    except CalendarHorizonError:
        return day
