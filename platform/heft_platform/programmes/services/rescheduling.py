"""Put a milestone on another day, set the day of one that had none, or leave an optional one out."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import SchoolCalendar
from heft_platform.programmes.models import Milestone
from heft_platform.programmes.services.course import change_of, is_to_come, milestones_of
from heft_platform.programmes.services.deciding import refuse_undecided, where_leaving_out_is_decided
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.services.lasting import (
    end_repeats,
    refuse_end_before_meeting,
    refuse_too_long,
    refuse_too_short,
    template_milestone,
)
from heft_platform.programmes.services.number_of_reviews import enough_are_left
from heft_platform.programmes.services.telling import tell_team
from heft_platform.programmes.views import LaterDate
from heft_tenants.refusals import Refused


class UnknownMilestoneError(Refused):
    """The programme has no such milestone to come."""


class DatesOutOfOrderError(Refused):
    """The day would lie on the wrong side of another milestone; `other` says which, `day` when that is."""

    def __init__(self, other: str, day: date) -> None:
        self.other, self.day = other, day
        super().__init__(other, day)


class OutsideWindowError(Refused):
    """The template wants the milestone between two days, `first` and `last`."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        super().__init__(first, last)


class SameDayError(Refused):
    """The milestone is on this day already: nothing would change, and nobody is to be told that something did."""


class ReasonNeededError(Refused):
    """It moves by more days than its template tolerates, so it needs to be said why; `tolerance` says how many."""

    def __init__(self, tolerance: int) -> None:
        self.tolerance = tolerance
        super().__init__(tolerance)


class CannotBeSkippedError(Refused):
    """The template does not let this milestone be left out."""


def later_dates(session: Session, *, programme_id: UUID, milestone_id: UUID, due_on: date) -> list[LaterDate]:
    """Return where the later milestones would be if they moved along with one, by as many school days.

    :raises UnknownMilestoneError: if there is no such milestone to come
    :raises NotASchoolDayError: if there is no school on the day
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    milestones = milestones_of(session, programme_id)
    milestone = _to_come(milestones, milestone_id)
    school_days = calendar.calendar_of_school(session)
    school_days.refuse_closed(due_on)
    shift = _school_days_from(school_days, milestone.due_on, due_on)
    return [
        LaterDate(
            code=one.code,
            label=one.label,
            due_on=one.due_on,
            would_be=school_days.add_school_days(one.due_on, shift),
        )
        for one in _after(milestones, milestone)
        if shift
    ]


def move_milestone(
    session: Session,
    *,
    programme_id: UUID,
    milestone_id: UUID,
    version: int,
    due_on: date,
    why: str,
    along: Collection[str] = (),
) -> None:
    """Put a milestone on another day; `along` names later milestones, by code, that move by as many school days.

    :raises ProgrammeClosedError: if the programme is closed
    :raises ChangedMeanwhileError: if it has another version by now
    :raises UnknownMilestoneError: if there is no such milestone to come
    :raises NotASchoolDayError: if there is no school on the day
    :raises SameDayError: if it is on this day already
    :raises OutsideWindowError: if its day must lie between two others
    :raises ReasonNeededError: if it moves further than is tolerated, and nothing is said why
    :raises EndSetAtMeetingError: if the end is set at a meeting, and none was held
    :raises TooShortError: if it would be earlier than the shortest length of the template
    :raises TooLongError: if the last meeting would be later than the template allows
    :raises DatesOutOfOrderError: if it would come after a later milestone, or before an earlier one
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    programme = open_programme(session, programme_id, version=version)
    school_days = calendar.calendar_of_school(session)
    with change_of(session, programme, kind="moved", why=why) as milestones:
        milestone = _to_come(milestones, milestone_id)
        school_days.refuse_closed(due_on)
        was_set, shift = (
            milestone.window_from is None,
            _school_days_from(school_days, milestone.due_on, due_on),
        )
        if was_set and milestone.due_on == due_on:
            raise SameDayError
        if milestone.window_from is not None and not milestone.window_from <= due_on <= milestone.due_on:
            raise OutsideWindowError(milestone.window_from, milestone.due_on)
        if was_set and abs(shift) > milestone.tolerance and not why:
            raise ReasonNeededError(milestone.tolerance)
        if milestone.is_final:
            refuse_end_before_meeting(programme, milestones)
            refuse_too_short(programme, milestone, due_on, school_days)
            refuse_too_long(programme, milestone, due_on, school_days)
        for one in _after(milestones, milestone) if was_set else ():
            if one.code in along:
                one.due_on = school_days.add_school_days(one.due_on, shift)
                one.moved_because = f"“{milestone.label}” moved"
        milestone.due_on, milestone.window_from, milestone.moved_because = due_on, None, why
        end_repeats(programme, milestones, milestone, clock.today())
        _refuse_disorder(milestones, milestone)
    tell_team(session, programme, kind="programme.moved")


def skip_milestone(
    session: Session, *, programme_id: UUID, milestone_id: UUID, version: int, why: str, today: date
) -> None:
    """Leave a milestone out. Why is always said.

    :raises ProgrammeClosedError: if the programme is closed
    :raises ChangedMeanwhileError: if it has another version by now
    :raises UnknownMilestoneError: if there is no such milestone to come
    :raises CannotBeSkippedError: if the template asks for it, or too few of its group would be left
    :raises NotDecidedThereError: if the meeting or milestone at which that is decided has not come
    """
    programme = open_programme(session, programme_id, version=version)
    template = programme.template
    with change_of(session, programme, kind="skipped", why=why) as milestones:
        milestone = _to_come(milestones, milestone_id)
        if (
            not milestone.is_optional
            or milestone.is_final
            or not enough_are_left(template, milestones, milestone)
        ):
            raise CannotBeSkippedError
        refuse_undecided(
            template, milestones, where_leaving_out_is_decided(template, template_milestone(milestone))
        )
        milestone.skipped_on, milestone.skip_reason = today, why
    tell_team(session, programme, kind="programme.moved")


def _to_come(milestones: list[Milestone], milestone_id: UUID) -> Milestone:
    milestone = next((one for one in milestones if one.id == milestone_id and is_to_come(one)), None)
    if milestone is None:
        raise UnknownMilestoneError
    return milestone


def _after(milestones: list[Milestone], milestone: Milestone) -> list[Milestone]:
    return [
        one
        for one in milestones
        if one.place > milestone.place and is_to_come(one) and one.window_from is None
    ]


def _refuse_disorder(milestones: list[Milestone], milestone: Milestone) -> None:
    for other in milestones:
        if other.id == milestone.id or other.skipped_on or not (other.is_meeting and milestone.is_meeting):
            continue
        day = other.held_on or (other.window_from or other.due_on)
        if (other.place < milestone.place and day > milestone.due_on) or (
            other.place > milestone.place and (other.held_on or other.due_on) < milestone.due_on
        ):
            raise DatesOutOfOrderError(other.label, day)


def _school_days_from(school_days: SchoolCalendar, old: date, new: date) -> int:
    return school_days.school_days_until(new, today=old)
