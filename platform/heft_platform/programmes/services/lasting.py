"""How long a programme may last, and which milestones come again until its last meeting."""

from datetime import date, timedelta

from heft_platform import words as said
from heft_platform.calendar.services import SchoolCalendar
from heft_platform.library.services import REPEATED, ProgrammeTemplate
from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.services.course import is_to_come
from heft_platform.programmes.services.number_of_reviews import room_for_more
from heft_tenants.refusals import Refused

KEEPS_ITS_WEEKDAY = "same_weekday_next_school_day"


class TooLongError(Refused):
    """The programme would last longer than its template allows: `weeks`, which end on `last`."""

    def __init__(self, weeks: int, last: date) -> None:
        self.weeks, self.last = weeks, last
        super().__init__(weeks, last)

    @property
    def words(self) -> str:
        return f"The template allows {self.weeks} weeks: the last meeting is on {said.day(self.last)} at the latest"


class TooShortError(Refused):
    """The programme would last less than its template’s shortest length: `weeks`, which end on `first`."""

    def __init__(self, weeks: int, first: date) -> None:
        self.weeks, self.first = weeks, first
        super().__init__(weeks, first)

    @property
    def words(self) -> str:
        return (
            f"The template wants at least {self.weeks} weeks: the last meeting is on {said.day(self.first)} or later. "
            "A programme that ends before is ended early"
        )


class EndSetAtMeetingError(Refused):
    """The plan has no fixed end: it is set at a meeting, and none was held; `first` is the one that comes first."""

    def __init__(self, first: str) -> None:
        self.first = first
        super().__init__(first)

    @property
    def words(self) -> str:
        return f"This plan has no fixed end: its end is set at a meeting. Hold the {self.first} first"


def refuse_end_before_meeting(programme: Programme, milestones: list[Milestone]) -> None:
    """Refuse that the end of an open-ended programme is set before any meeting was held to set it at.

    :raises EndSetAtMeetingError: if none was held
    """
    meetings = [one for one in milestones if one.is_meeting]
    if programme.template.duration.open_ended and not any(one.held_on for one in meetings):
        raise EndSetAtMeetingError(meetings[0].label)


def refuse_too_short(programme: Programme, final: Milestone, day: date, school_days: SchoolCalendar) -> None:
    """Refuse a day of the last meeting that lies before the shortest length, less the days that the template tolerates.

    A meeting that lies earlier already may stay or come later: the calendar can have moved the others.

    :raises TooShortError: if it does
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    template = programme.template
    weeks = template.duration.min_weeks
    first = weeks_later(template, programme.started_on, weeks, school_days)
    first = school_days.add_school_days(first, -final.tolerance)
    if day < min(first, final.window_from or final.due_on):
        raise TooShortError(weeks, first)


def refuse_too_long(programme: Programme, final: Milestone, day: date, school_days: SchoolCalendar) -> None:
    """Refuse a day of the last meeting that lies after the longest length, extensions and pauses counted in.

    :raises TooLongError: if it does
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    weeks = programme.template.duration.max_weeks + programme.extended_weeks
    last = longest_until(
        programme.template,
        started_on=programme.started_on,
        extended_weeks=programme.extended_weeks,
        school_days_lost=programme.school_days_lost + final.tolerance,
        school_days=school_days,
    )
    if day > max(last, final.due_on):
        raise TooLongError(weeks, last)


def longest_until(
    template: ProgrammeTemplate,
    *,
    started_on: date,
    extended_weeks: int,
    school_days_lost: int,
    school_days: SchoolCalendar,
) -> date:
    """Return the day on which a programme ends at the latest, extensions and what was lost in pauses counted in.

    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    last = weeks_later(template, started_on, template.duration.max_weeks + extended_weeks, school_days)
    return school_days.add_school_days(last, school_days_lost)


def weeks_later(template: ProgrammeTemplate, day: date, weeks: int, school_days: SchoolCalendar) -> date:
    """Return the school day so many weeks after a day, counted as the template counts them."""
    if template.counts_school_weeks:
        return school_days.add_school_weeks(day, weeks)
    return school_days.add_calendar_weeks(day, weeks)


def weeks_after_milestone(programme: Programme, day: date, weeks: int, school_days: SchoolCalendar) -> date:
    """Return the school day so many weeks after a milestone.

    Where milestones keep to the weekday of the programme, one that the calendar moved on takes no later one with it.
    """
    template = programme.template
    if template.schedule.day_rule == KEEPS_ITS_WEEKDAY:
        its_own = day - timedelta(days=(day.weekday() - programme.started_on.weekday()) % 7)
        day = its_own if school_days.next_school_day(its_own) == day else day
    return weeks_later(template, day, weeks, school_days)


def end_repeats(programme: Programme, milestones: list[Milestone], until: Milestone, today: date) -> None:
    """Leave out what would come again on or after the day of the milestone until which it comes."""
    for one in _repeated_until(programme, milestones, until):
        if is_to_come(one) and one.due_on >= until.due_on:
            one.skipped_on, one.skip_reason = today, f"“{until.label}” comes first"


def more_repeats(
    programme: Programme, milestones: list[Milestone], until: Milestone, school_days: SchoolCalendar
) -> list[Milestone]:
    """Return the milestones that come again before the milestone until which they come, if that was put on a later day.

    Of a group of reviews there are never more than the template has.
    """
    template = programme.template
    added: list[Milestone] = []
    for milestone in template.milestones:
        if milestone.repeat is None or milestone.repeat.until != template_milestone(until):
            continue
        standing = [
            one for one in milestones if template_milestone(one) == milestone.id and one.skipped_on is None
        ]
        like = max(standing, key=lambda one: one.due_on, default=None)
        if like is None:
            continue
        number = 1 + sum(1 for one in milestones if template_milestone(one) == milestone.id)
        room = room_for_more(template, [*milestones, *added], like)
        week = milestone.last_week + milestone.repeat.every_weeks * len(standing)
        day = weeks_after_milestone(programme, like.due_on, milestone.repeat.every_weeks, school_days)
        while day < until.due_on and room > 0:
            added.append(_again(programme, like, f"{milestone.id}{REPEATED}{number}", week, day))
            number, week, room = number + 1, week + milestone.repeat.every_weeks, room - 1
            day = weeks_after_milestone(programme, day, milestone.repeat.every_weeks, school_days)
    return added


def put_in_order(milestones: list[Milestone]) -> None:
    """Number milestones by their days; those on one day stay as they were, the last meeting at the end."""
    for place, one in enumerate(
        sorted(milestones, key=lambda one: (one.held_on or one.due_on, one.is_final, one.place))
    ):
        one.place = place


def template_milestone(milestone: Milestone) -> str:
    """Return the template’s id of a milestone: one that comes again has a number of its own."""
    return milestone.code.partition(REPEATED)[0]


def _repeated_until(programme: Programme, milestones: list[Milestone], until: Milestone) -> list[Milestone]:
    template = programme.template
    again = {
        one.id for one in template.milestones if one.repeat and one.repeat.until == template_milestone(until)
    }
    return [one for one in milestones if template_milestone(one) in again]


def _again(programme: Programme, like: Milestone, code: str, week: int, day: date) -> Milestone:
    label = like.label.rpartition(", week ")[0] or like.label
    return Milestone(
        programme_id=programme.id,
        code=code,
        label=f"{label}, week {week}",
        place=like.place,
        due_on=day,
        is_meeting=like.is_meeting,
        is_final=False,
        tolerance=like.tolerance,
        is_optional=like.is_optional,
        moved_because="the programme was extended",
    )
