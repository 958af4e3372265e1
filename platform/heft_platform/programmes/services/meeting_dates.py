"""The dates that a meeting agrees, and a meeting that comes before its time."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import SchoolCalendar
from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.services.course import change_of, is_to_come, milestones_of
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.services.lasting import (
    end_repeats,
    refuse_end_before_meeting,
    refuse_too_long,
    refuse_too_short,
    template_milestone,
)
from heft_platform.programmes.services.number_of_reviews import EARLY
from heft_platform.programmes.services.rescheduling import (
    DatesOutOfOrderError,
    OutsideWindowError,
    UnknownMilestoneError,
)
from heft_tenants.refusals import Refused


class EarlyReviewIsCalledError(Refused):
    """An early review is to come already, on `day`."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(day)


def agree_dates(
    session: Session, *, programme_id: UUID, days: Mapping[UUID, date], settles: bool = False
) -> None:
    """Put milestones to come on the days that were agreed; those that stay are left alone.

    If it `settles` them, the day of one that was still to be set is set, also if that is the last on which it can be.
    What comes again until a meeting whose day is set by this comes no more after it.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownMilestoneError: if one is not a milestone to come
    :raises NotASchoolDayError: if there is no school on one of the days
    :raises OutsideWindowError: if its day must lie between two others
    :raises EndSetAtMeetingError: if the end is set at a meeting, and none was held
    :raises TooShortError: if it would be earlier than the shortest length of the template
    :raises TooLongError: if the last meeting would be later than the template allows
    :raises DatesOutOfOrderError: if two meetings would come in another order
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    programme = open_programme(session, programme_id)
    milestones = {milestone.id: milestone for milestone in milestones_of(session, programme_id)}
    if not days.keys() <= milestones.keys():
        raise UnknownMilestoneError
    moved = {
        milestones[milestone_id]: day
        for milestone_id, day in days.items()
        if day != milestones[milestone_id].due_on
        or (settles and milestones[milestone_id].window_from is not None)
    }
    if not moved:
        return
    if not all(is_to_come(milestone) for milestone in moved):
        raise UnknownMilestoneError
    school_days, today = calendar.calendar_of_school(session), clock.today()
    with change_of(session, programme, kind="dates_agreed"):
        for milestone, day in moved.items():
            _refuse_day(programme, list(milestones.values()), milestone, day, school_days)
            milestone.due_on, milestone.window_from, milestone.moved_because = day, None, ""
            end_repeats(programme, list(milestones.values()), milestone, today)
        _refuse_disorder(list(milestones.values()))


def put_in_review(session: Session, *, programme_id: UUID, due_on: date) -> None:
    """Put a review before the next meeting. For its agenda it is like the reviews of the template.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownMilestoneError: if there is no meeting to come before which it could be
    :raises EarlyReviewIsCalledError: if that is an early review itself
    :raises NotASchoolDayError: if there is no school on the day
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    programme = open_programme(session, programme_id)
    school_days = calendar.calendar_of_school(session)
    milestones = milestones_of(session, programme_id)
    following = next(
        (milestone for milestone in milestones if milestone.is_meeting and is_to_come(milestone)), None
    )
    if following is None:
        raise UnknownMilestoneError
    if EARLY in following.code:
        raise EarlyReviewIsCalledError(following.due_on)
    school_days.refuse_closed(due_on)
    number = 1 + sum(1 for milestone in milestones if EARLY in milestone.code)
    label = f"Early {programme.template.terms.interim.lower()}"
    with change_of(session, programme, kind="early_review_called"):
        place = following.place
        for milestone in milestones:
            if milestone.place >= place:
                milestone.place += 1
        session.add(
            Milestone(
                programme_id=programme_id,
                code=f"{_like(milestones)}{EARLY}{number}",
                label=label if number == 1 else f"{label} {number}",
                place=place,
                due_on=due_on,
                is_meeting=True,
                is_final=False,
                tolerance=0,
            )
        )


def _refuse_day(
    programme: Programme,
    milestones: list[Milestone],
    milestone: Milestone,
    day: date,
    school_days: SchoolCalendar,
) -> None:
    school_days.refuse_closed(day)
    if milestone.window_from is not None and not milestone.window_from <= day <= milestone.due_on:
        raise OutsideWindowError(milestone.window_from, milestone.due_on)
    if milestone.is_final:
        refuse_end_before_meeting(programme, milestones)
        refuse_too_short(programme, milestone, day, school_days)
        refuse_too_long(programme, milestone, day, school_days)


def _like(milestones: list[Milestone]) -> str:
    """Return the template's id of a meeting between the first and the final one; of the final one if there is none."""
    meetings = [milestone for milestone in milestones if milestone.is_meeting]
    between = [milestone for milestone in meetings[1:] if not milestone.is_final]
    return template_milestone((between or meetings[-1:])[0])


def _refuse_disorder(milestones: list[Milestone]) -> None:
    meetings = [
        milestone for milestone in milestones if milestone.is_meeting and milestone.skipped_on is None
    ]
    for earlier, later in pairwise(meetings):
        if (earlier.held_on or earlier.due_on) > (later.held_on or later.due_on):
            raise DatesOutOfOrderError(earlier.label, earlier.held_on or earlier.due_on)
