"""When the milestones of a programme are due, worked out on the school's calendar before anything is saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from heft_platform.calendar.services import SchoolCalendar
from heft_platform.library.programme_template import REPEATED, Milestone, ProgrammeTemplate

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class PlannedMilestone:
    """A milestone on its day. `moved_because` says why it is not on the weekday that counting weeks alone would give.

    A milestone whose date is set later (`window`: first and last day) is on the last of these until then.
    """

    code: str
    label: str
    week: int
    due_on: date
    meeting: str | None  # the template's id of it
    is_final: bool
    is_anchor: bool
    requirement: str
    group: str | None
    tolerance: int
    window: tuple[date, date] | None
    moved_because: str | None

    @property
    def is_meeting(self) -> bool:
        return self.meeting is not None


def plan_milestones(
    template: ProgrammeTemplate, *, first_meeting_on: date, calendar: SchoolCalendar
) -> list[PlannedMilestone]:
    """Return the milestones of a programme whose week 0 begins on a day, in order, repeats and all.

    The day is that of the anchor: as a rule the first meeting. Both day rules of a template come to the same here,
    because counting weeks keeps the weekday.

    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    start = _Start(template, first_meeting_on, calendar)
    planned = [
        one for milestone in template.milestones for one in _of_one_milestone(milestone, template, start)
    ]
    return sorted(planned, key=lambda one: (one.due_on, one.week))


def _of_one_milestone(
    milestone: Milestone, template: ProgrammeTemplate, start: "_Start"
) -> list[PlannedMilestone]:
    """Return a milestone and its repeats. Those that holidays move onto one day are held once."""
    days: dict[date, PlannedMilestone] = {}
    for week in _weeks_of(milestone, template):
        planned = start.planned(milestone, week, len(days) + 1)
        days.setdefault(planned.due_on, planned)
    return list(days.values())


def _weeks_of(milestone: Milestone, template: ProgrammeTemplate) -> Iterator[int]:
    """Give the weeks in which a milestone comes: one, or one and its repeats before another milestone."""
    yield milestone.last_week
    if milestone.repeat is not None:
        until = template.milestone(milestone.repeat.until).last_week
        yield from range(
            milestone.last_week + milestone.repeat.every_weeks, until, milestone.repeat.every_weeks
        )


@dataclass(frozen=True)
class _Start:
    """The day from which weeks are counted."""

    template: ProgrammeTemplate
    day: date
    calendar: SchoolCalendar

    def planned(self, milestone: Milestone, week: int, number: int) -> PlannedMilestone:
        counted = self._counted(week)
        due_on = self._due_on(counted, milestone.offset_school_days)
        return PlannedMilestone(
            code=milestone.id if number == 1 else f"{milestone.id}{REPEATED}{number}",
            label=milestone.label if milestone.repeat is None else f"{milestone.label}, week {week}",
            week=week,
            due_on=due_on,
            meeting=milestone.meeting,
            is_final=milestone.meeting == self.template.final_meeting,
            is_anchor=milestone.id == self.template.anchor,
            requirement=milestone.requirement,
            group=milestone.group,
            tolerance=milestone.tolerance_school_days,
            window=self._window(milestone, due_on),
            moved_because=self.calendar.why_no_school(counted) if due_on != counted else None,
        )

    def _window(self, milestone: Milestone, last: date) -> tuple[date, date] | None:
        if milestone.window is None:
            return None
        return self._due_on(self._counted(milestone.window.from_week), milestone.offset_school_days), last

    def _due_on(self, counted: date, offset: int) -> date:
        return self.calendar.add_school_days(self.calendar.next_school_day(counted), offset)

    def _counted(self, week: int) -> date:
        """Return the same weekday in a week, whether there is school or not."""
        weeks = week - self.template.milestone(self.template.anchor).last_week
        if self.template.counts_school_weeks:
            return self.calendar.same_weekday_after_school_weeks(self.day, weeks)
        return self.day + DAY * 7 * weeks
