"""Give a programme more weeks, within what its template allows. Its last meeting moves, or there is another one."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.calendar import services as calendar
from heft_platform.library.services import REPEATED, ProgrammeTemplate
from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.services.course import change_of
from heft_platform.programmes.services.deciding import in_words, refuse_undecided
from heft_platform.programmes.services.finding import active_programme
from heft_platform.programmes.services.holders import who_may_approve_extension
from heft_platform.programmes.services.lasting import (
    more_repeats,
    put_in_order,
    template_milestone,
    weeks_after_milestone,
)
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


class NotApprovedError(Refused):
    """Nobody is said to have approved it, though the template asks for that of `roles`."""

    def __init__(self, roles: str) -> None:
        self.roles = roles
        super().__init__(roles)


class NotTheirsToApproveError(Refused):
    """Who is said to have approved it holds none of the roles that may: `roles` names them."""

    def __init__(self, roles: str) -> None:
        self.roles = roles
        super().__init__(roles)


class NotAgreedWithError(Refused):
    """Nobody is said to have agreed to it, though the template asks for that of `roles`."""

    def __init__(self, roles: str) -> None:
        self.roles = roles
        super().__init__(roles)


def extend(
    session: Session,
    *,
    programme_id: UUID,
    version: int,
    weeks: int,
    why: str,
    approved_by: UUID | None = None,
    agreed_by: str = "",
) -> date:
    """Give a programme more weeks, and return the day of its last meeting then.

    What comes again until the last meeting comes in the weeks that are added too. `approved_by` is one of the
    school’s own people who may, `agreed_by` a name; both are kept with the reason.

    :raises ProgrammeClosedError: if it is closed
    :raises NotRunningError: if it has not begun, or is paused
    :raises ChangedMeanwhileError: if it has another version by now
    :raises ExtensionNotAllowedError: if the template lets no programme be made longer
    :raises ExtendedOftenEnoughError: if it was made longer as often as that may be
    :raises TooManyWeeksError: if the template allows fewer weeks
    :raises NotDecidedThereError: if the meeting at which the template wants it decided was not held
    :raises NotApprovedError, NotAgreedWithError: if the template asks who did, and nobody is named
    :raises NotTheirsToApproveError: if who is named holds no role that may approve it
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    programme = active_programme(session, programme_id, version=version)
    template = programme.template
    rule = template.duration.extension
    if not rule.allowed:
        raise ExtensionNotAllowedError
    if programme.times_extended >= rule.max_times:
        raise ExtendedOftenEnoughError(rule.max_times)
    if not 1 <= weeks <= rule.max_weeks_each:
        raise TooManyWeeksError(rule.max_weeks_each)

    approver = _approver(session, programme, template, approved_by)
    if rule.agreed_with and not agreed_by:
        raise NotAgreedWithError(in_words(template.role_words(rule.agreed_with)))
    school_days = calendar.calendar_of_school(session)
    words = _in_words(why, approver, agreed_by)
    with change_of(session, programme, kind="extended", why=words) as milestones:
        refuse_undecided(template, milestones, rule.decided_at)
        final = next(milestone for milestone in milestones if milestone.is_final)
        day = weeks_after_milestone(programme, final.due_on, weeks, school_days)
        last = _last_on(day, programme, final, milestones)
        again = [] if last.window_from else more_repeats(programme, milestones, last, school_days)
        session.add_all([last, *again])
        put_in_order(list(dict.fromkeys([*milestones, last, *again])))
        programme.extended_weeks += weeks
        programme.times_extended += 1
    tell_team(session, programme, kind="programme.moved")
    return day


def _approver(
    session: Session, programme: Programme, template: ProgrammeTemplate, person_id: UUID | None
) -> str:
    """Return the name of who approved it; nothing if the template asks nobody to."""
    roles = template.duration.extension.approved_by
    if not roles:
        return ""
    if person_id is None:
        raise NotApprovedError(in_words(template.role_words(roles)))
    may = who_may_approve_extension(
        session,
        programme_id=programme.id,
        template=template,
        coordinator_id=programme.coordinator_id,
        key_worker_id=programme.key_worker_id,
    )
    name = next((one.name for one in may if one.person_id == person_id), None)
    if name is None:
        raise NotTheirsToApproveError(in_words(template.role_words(roles)))
    return name


def _in_words(why: str, approver: str, agreed_by: str) -> str:
    approved = f"Approved by {approver}." if approver else ""
    agreed = f"Agreed with {agreed_by}." if agreed_by else ""
    return " ".join(filter(None, (why if why.endswith(".") else f"{why}.", approved, agreed)))


def _last_on(day: date, programme: Programme, final: Milestone, milestones: list[Milestone]) -> Milestone:
    """Put the last meeting on a day; where it was decided at the last meeting to go on, there is another one."""
    if final.held_on is None:
        final.due_on, final.moved_because = day, "the programme was extended"
        return final
    final.is_final = False
    times = programme.times_extended + 2
    return Milestone(
        programme_id=programme.id,
        code=f"{template_milestone(final)}{REPEATED}{times}",
        label=f"{final.label}, {times}",
        place=max(milestone.place for milestone in milestones) + 1,
        due_on=day,
        is_meeting=True,
        is_final=True,
        tolerance=final.tolerance,
        moved_because="the programme was extended",
    )
