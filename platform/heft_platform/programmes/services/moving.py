"""What a change of the school’s calendar does to dates that were worked out before it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import SchoolCalendar
from heft_platform.clock import SCHOOL_TIME
from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.services.course import change_of, is_to_come, milestones_of
from heft_platform.programmes.services.finding import locked_programme
from heft_platform.programmes.services.telling import tell_team
from heft_tenants.lost import Found


@dataclass(frozen=True, kw_only=True)
class MovedMilestone:
    """A milestone that is on another day now."""

    reference: str
    label: str
    due_on: date


def move_off_closed_days(session: Session, *, calendar: SchoolCalendar, today: date) -> list[MovedMilestone]:
    """Move every milestone still to come that fell on a day without school to the next school day, and say which.

    Only these move: a day that was agreed with a family is not worked out anew because school was lost elsewhere. The
    people of the programme are told, and the programme says why.
    """
    to_come = select(Milestone.programme_id, Milestone.due_on).join(
        Programme, Programme.id == Milestone.programme_id
    )
    to_come = to_come.where(
        Programme.state != "closed",
        Milestone.held_on.is_(None),
        Milestone.skipped_on.is_(None),
        Milestone.due_on >= today,
    )
    fell = {
        row.programme_id
        for row in session.execute(to_come)
        if calendar.next_school_day_if_known(row.due_on) != row.due_on
    }
    moved = [one for programme_id in sorted(fell) for one in _move(session, programme_id, calendar, today)]
    return sorted(moved, key=lambda one: one.due_on)


def _move(
    session: Session, programme_id: UUID, calendar: SchoolCalendar, today: date
) -> list[MovedMilestone]:
    """Move what fell of one programme, as it stands when nobody else can change it any more."""
    programme = locked_programme(session, programme_id)
    days = {
        one.id: day
        for one in milestones_of(session, programme_id)
        if is_to_come(one)
        and one.due_on >= today
        and (day := calendar.next_school_day_if_known(one.due_on)) != one.due_on
    }
    if programme.state == "closed" or not days:
        return []
    with change_of(session, programme, kind="calendar_moved") as milestones:
        fell = [one for one in milestones if one.id in days]
        for one in fell:
            one.moved_because = calendar.why_no_school(one.due_on) or ""
            one.due_on = days[one.id]
    tell_team(session, programme, kind="programme.moved")
    return [MovedMilestone(reference=programme.reference, label=one.label, due_on=one.due_on) for one in fell]


def look_after_dates(session: Session, *, now: datetime) -> list[Found]:
    """Move dates off days that the authority took out of its terms: nobody of this school was there when it did."""
    today = now.astimezone(SCHOOL_TIME).date()
    move_off_closed_days(session, calendar=calendar.calendar_of_school(session), today=today)
    return []
