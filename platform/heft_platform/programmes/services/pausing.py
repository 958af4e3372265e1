"""Let a programme rest, and go on with it: its clock stands still, so its dates move by the school days lost."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform import words
from heft_platform.calendar import services as calendar
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.services.course import change_of, is_to_come
from heft_platform.programmes.services.finding import open_programme, running_programme
from heft_platform.programmes.services.lasting import LOST
from heft_platform.programmes.services.telling import tell_team
from heft_tenants.refusals import Refused

PAUSE_WORDS = {"illness": "Illness", "suspension": "Suspension", "holiday": "Holiday"}
DAY = timedelta(days=1)


class PauseNotAllowedError(Refused):
    """The template lets no programme rest."""


class UnknownPauseReasonError(Refused):
    """The template lets no programme rest for this reason."""


class NotPausedError(Refused):
    """The programme does not rest."""


def pause(
    session: Session, *, programme_id: UUID, version: int, reason: str, explanation: str, today: date
) -> None:
    """Let a programme rest from today.

    :raises ProgrammeClosedError: if it is closed
    :raises NotActiveError: if it has not begun, or rests already
    :raises ChangedMeanwhileError: if it has another version by now
    :raises PauseNotAllowedError: if the template lets no programme rest
    :raises UnknownPauseReasonError: if not for this reason
    """
    programme = running_programme(session, programme_id, version=version)
    rule = ProgrammeTemplate(programme.template).duration.pause
    if not rule.allowed:
        raise PauseNotAllowedError
    if reason not in rule.reasons:
        raise UnknownPauseReasonError
    why = ": ".join(filter(None, (PAUSE_WORDS.get(reason, reason), explanation)))
    with change_of(session, programme, kind="paused", why=why):
        programme.state, programme.paused_on = "paused", today


def resume(session: Session, *, programme_id: UUID, version: int, explanation: str, today: date) -> int:
    """Go on with a programme that rested. Return by how many school days its later dates moved.

    :raises ProgrammeClosedError: if it is closed
    :raises NotPausedError: if it does not rest
    :raises ChangedMeanwhileError: if it has another version by now
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    programme = open_programme(session, programme_id, version=version)
    if programme.state != "paused" or programme.paused_on is None:
        raise NotPausedError
    since, school_days = programme.paused_on, calendar.calendar_of_school(session)
    stops = ProgrammeTemplate(programme.template).duration.pause.stops_clock
    lost = school_days.number_of_school_days(since, today - DAY) if stops and today > since else 0
    also: dict[str, Any] = {LOST: lost}
    with change_of(session, programme, kind="resumed", why=explanation, **also) as steps:
        programme.state, programme.paused_on = "active", None
        for step in steps:
            if lost and is_to_come(step) and step.due_on >= since:
                step.due_on = school_days.add_school_days(step.due_on, lost)
                if step.window_from:
                    step.window_from = school_days.add_school_days(step.window_from, lost)
                step.moved_because = (
                    f"the programme was paused from {words.short_day(since)} to {words.short_day(today)}"
                )
    if lost:
        tell_team(session, programme, kind="programme.moved")
    return lost
