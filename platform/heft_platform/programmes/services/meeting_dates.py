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
from heft_platform.programmes.services.course import change_of, is_to_come, steps_of
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.services.lasting import (
    end_repeats,
    refuse_end_before_meeting,
    refuse_too_long,
    refuse_too_short,
    template_step,
)
from heft_platform.programmes.services.number_of_reviews import EARLY
from heft_platform.programmes.services.rescheduling import (
    DatesOutOfOrderError,
    OutsideWindowError,
    UnknownStepError,
)


def agree_dates(session: Session, *, programme_id: UUID, days: Mapping[UUID, date]) -> None:
    """Put steps to come on the days that were agreed; those that stay are left alone.

    What comes again until a meeting whose day is set by this comes no more after it.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownStepError: if one is not a step to come
    :raises NotASchoolDayError: if there is no school on one of the days
    :raises OutsideWindowError: if its day must lie between two others
    :raises EndSetAtMeetingError: if the end is set at a meeting, and none was held
    :raises TooShortError: if it would be earlier than the shortest length of the template
    :raises TooLongError: if the last meeting would be later than the template allows
    :raises DatesOutOfOrderError: if two meetings would come in another order
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    programme = open_programme(session, programme_id)
    steps = {step.id: step for step in steps_of(session, programme_id)}
    if not days.keys() <= steps.keys():
        raise UnknownStepError
    moved = {steps[step_id]: day for step_id, day in days.items() if day != steps[step_id].due_on}
    if not moved:
        return
    if not all(is_to_come(step) for step in moved):
        raise UnknownStepError
    school_days, today = calendar.calendar_of_school(session), clock.today()
    with change_of(session, programme, kind="dates_agreed"):
        for step, day in moved.items():
            _refuse_day(session, programme, list(steps.values()), step, day, school_days)
            step.due_on, step.window_from, step.moved_because = day, None, ""
            end_repeats(programme, list(steps.values()), step, today)
        _refuse_disorder(list(steps.values()))


def put_in_review(session: Session, *, programme_id: UUID, due_on: date) -> None:
    """Put a review before the next meeting. For its agenda it is like the reviews of the template.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownStepError: if there is no meeting to come before which it could be
    :raises NotASchoolDayError: if there is no school on the day
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    programme = open_programme(session, programme_id)
    school_days = calendar.calendar_of_school(session)
    steps = steps_of(session, programme_id)
    following = next((step for step in steps if step.is_meeting and is_to_come(step)), None)
    if following is None:
        raise UnknownStepError
    school_days.refuse_closed(due_on)
    number = 1 + sum(1 for step in steps if EARLY in step.code)
    label = f"Early {programme.template.terms.interim.lower()}"
    with change_of(session, programme, kind="early_review_called"):
        place = following.place
        for step in steps:
            if step.place >= place:
                step.place += 1
        session.add(
            Milestone(
                programme_id=programme_id,
                code=f"{_like(steps)}{EARLY}{number}",
                label=label if number == 1 else f"{label} {number}",
                place=place,
                due_on=due_on,
                is_meeting=True,
                is_final=False,
                tolerance=0,
            )
        )


def _refuse_day(
    session: Session,
    programme: Programme,
    steps: list[Milestone],
    step: Milestone,
    day: date,
    school_days: SchoolCalendar,
) -> None:
    school_days.refuse_closed(day)
    if step.window_from is not None and not step.window_from <= day <= step.due_on:
        raise OutsideWindowError(step.window_from, step.due_on)
    if step.is_final:
        refuse_end_before_meeting(programme, steps)
        refuse_too_short(programme, step, day, school_days)
        refuse_too_long(session, programme, step, day, school_days)


def _like(steps: list[Milestone]) -> str:
    """Return the template's id of a meeting between the first and the final one; of the final one if there is none."""
    meetings = [step for step in steps if step.is_meeting]
    between = [step for step in meetings[1:] if not step.is_final]
    return template_step((between or meetings[-1:])[0])


def _refuse_disorder(steps: list[Milestone]) -> None:
    meetings = [step for step in steps if step.is_meeting and step.skipped_on is None]
    for earlier, later in pairwise(meetings):
        if (earlier.held_on or earlier.due_on) > (later.held_on or later.due_on):
            raise DatesOutOfOrderError(earlier.label, earlier.held_on or earlier.due_on)
