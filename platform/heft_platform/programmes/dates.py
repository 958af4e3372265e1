"""When the steps of a programme are due, worked out on the school's calendar before anything is saved."""

from dataclasses import dataclass
from datetime import date, timedelta

from heft_platform.calendar.services import SchoolCalendar
from heft_platform.library.services import ProgrammeTemplate, Step

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    """A step on its day. `moved_because` says why it is not on the weekday that counting weeks alone would give."""

    code: str
    label: str
    due_on: date
    is_meeting: bool
    is_final: bool
    tolerance: int
    moved_because: str | None


def plan_steps(
    template: ProgrammeTemplate, *, first_meeting_on: date, calendar: SchoolCalendar
) -> list[PlannedStep]:
    """Return the steps of a programme whose first meeting is on a day, in order.

    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    anchor = next(step.week for step in template.steps if step.id == template.anchor)
    return [
        _planned(template, step, step.week - anchor, first_meeting_on, calendar) for step in template.steps
    ]


def _planned(
    template: ProgrammeTemplate, step: Step, weeks: int, first_meeting_on: date, calendar: SchoolCalendar
) -> PlannedStep:
    counted = _same_weekday(template, weeks, first_meeting_on, calendar)
    due_on = calendar.add_school_days(calendar.next_school_day(counted), step.offset_school_days)
    return PlannedStep(
        code=step.id,
        label=step.label,
        due_on=due_on,
        is_meeting=step.meeting is not None,
        is_final=step.meeting == template.final_meeting,
        tolerance=step.tolerance_school_days,
        moved_because=calendar.why_no_school(counted) if due_on != counted else None,
    )


def _same_weekday(template: ProgrammeTemplate, weeks: int, start: date, calendar: SchoolCalendar) -> date:
    if template.counts_school_weeks:
        return calendar.same_weekday_after_school_weeks(start, weeks)
    return start + DAY * 7 * weeks
