"""What a change of the school’s calendar does to dates that were worked out before it."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import SchoolCalendar
from heft_platform.clock import SCHOOL_TIME
from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.services.course import change_of
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
    to_come = select(Milestone, Programme).join(Programme, Programme.id == Milestone.programme_id)
    to_come = to_come.where(
        Programme.state != "closed",
        Milestone.held_on.is_(None),
        Milestone.skipped_on.is_(None),
        Milestone.due_on >= today,
    )
    fell = [
        (programme, milestone, day)
        for milestone, programme in session.execute(
            to_come.order_by(Programme.id, Milestone.due_on, Milestone.id)
        )
        if (day := calendar.next_school_day_if_known(milestone.due_on)) != milestone.due_on
    ]
    for programme, moves in groupby(fell, key=lambda one: one[0]):
        locked_programme(session, programme.id)
        with change_of(session, programme, kind="calendar_moved"):
            for _, milestone, day in moves:
                milestone.moved_because = calendar.why_no_school(milestone.due_on) or ""
                milestone.due_on = day
        tell_team(session, programme, kind="programme.moved")
    return [
        MovedMilestone(reference=programme.reference, label=milestone.label, due_on=milestone.due_on)
        for programme, milestone, _ in sorted(fell, key=lambda one: one[1].due_on)
    ]


def look_after_dates(session: Session, *, now: datetime) -> list[Found]:
    """Move dates off days that the authority took out of its terms: nobody of this school was there when it did."""
    today = now.astimezone(SCHOOL_TIME).date()
    move_off_closed_days(session, calendar=calendar.calendar_of_school(session), today=today)
    return []
