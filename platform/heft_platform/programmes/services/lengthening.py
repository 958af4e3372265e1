"""Give a programme more weeks, within what its template allows. Its last meeting moves, or there is another one."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import SchoolCalendar
from heft_platform.library.services import REPEATED, ProgrammeTemplate
from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.services.course import change_of
from heft_platform.programmes.services.finding import running_programme
from heft_platform.programmes.services.telling import tell_team
from heft_tenants.refusals import Refused


class ExtensionNotAllowedError(Refused):
    """The template lets no programme be made longer."""


class ExtendedOftenEnoughError(Refused):
    """The programme was made longer as often as its template allows; `times` says how often."""

    def __init__(self, times: int) -> None:
        self.times = times
        super().__init__(times)


class TooManyWeeksError(Refused):
    """The template allows fewer weeks at once; `most` says how many."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(most)


def extend(session: Session, *, programme_id: UUID, version: int, weeks: int, why: str) -> date:
    """Give a programme more weeks, and return the day of its last meeting then.

    :raises ProgrammeClosedError: if it is closed
    :raises NotActiveError: if it has not begun, or is paused
    :raises ChangedMeanwhileError: if it has another version by now
    :raises ExtensionNotAllowedError: if the template lets no programme be made longer
    :raises ExtendedOftenEnoughError: if it was made longer as often as that may be
    :raises TooManyWeeksError: if the template allows fewer weeks
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    programme = running_programme(session, programme_id, version=version)
    template = ProgrammeTemplate(programme.template)
    rule = template.duration.extension
    if not rule.allowed:
        raise ExtensionNotAllowedError
    if programme.times_extended >= rule.max_times:
        raise ExtendedOftenEnoughError(rule.max_times)
    if not 1 <= weeks <= rule.max_weeks_each:
        raise TooManyWeeksError(rule.max_weeks_each)

    school_days = calendar.calendar_of_school(session)
    with change_of(session, programme, kind="extended", why=why) as steps:
        final = next(step for step in steps if step.is_final)
        day = _later(template, final.due_on, weeks, school_days)
        if final.held_on is None:
            final.due_on, final.moved_because = day, "the programme was extended"
        else:
            session.add(_another_final(programme, final, steps, day))
            final.is_final = False
        programme.extended_weeks += weeks
        programme.times_extended += 1
    tell_team(session, programme, kind="programme.moved")
    return day


def _later(template: ProgrammeTemplate, day: date, weeks: int, school_days: SchoolCalendar) -> date:
    if template.counts_school_weeks:
        return school_days.add_school_weeks(day, weeks)
    return school_days.next_school_day(day + timedelta(weeks=weeks))


def _another_final(programme: Programme, final: Milestone, steps: list[Milestone], day: date) -> Milestone:
    """Where it was decided at the last meeting to go on, there is another last meeting."""
    times = programme.times_extended + 2
    return Milestone(
        programme_id=programme.id,
        code=f"{final.code.partition(REPEATED)[0]}{REPEATED}{times}",
        label=f"{final.label}, {times}",
        place=max(step.place for step in steps) + 1,
        due_on=day,
        is_meeting=True,
        is_final=True,
        tolerance=final.tolerance,
        moved_because="the programme was extended",
    )
