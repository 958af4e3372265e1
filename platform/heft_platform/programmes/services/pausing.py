"""Let a programme rest, and go on with it: its clock stands still, so its dates move by the school days lost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import any_, select
from sqlalchemy.orm import Session

from heft_platform import words
from heft_platform.calendar import services as calendar
from heft_platform.clock import SCHOOL_TIME
from heft_platform.named import PROGRAMMES
from heft_platform.programmes.models import ProgrammeChange
from heft_platform.programmes.services.course import change_of, is_to_come
from heft_platform.programmes.services.finding import active_programme, locked_programme, open_programme
from heft_platform.programmes.services.telling import tell_team
from heft_tenants.outbox import ask
from heft_tenants.refusals import Refused
from heft_tenants.together import Question, Statement, built_once

PAUSE_WORDS = {"illness": "Illness", "suspension": "Suspension", "holiday": "Holiday"}
DAY, MORNING = timedelta(days=1), time(6)
GOES_ON = "programme.goes_on"
UNTIL = "until"  # how a change keeps the day on which a pause ends by itself


@dataclass(frozen=True, kw_only=True)
class Rest:
    """A pause that is over: from the day on which it began until that on which the programme went on."""

    since: date
    until: date


class PauseNotAllowedError(Refused):
    """The template lets no programme rest."""


class UnknownPauseReasonError(Refused):
    """The template lets no programme rest for this reason."""


class NotAheadError(Refused):
    """The day on which the programme is to go on has come already."""


class NotPausedError(Refused):
    """The programme does not rest."""


def pause(
    session: Session,
    *,
    programme_id: UUID,
    version: int,
    reason: str,
    explanation: str,
    today: date,
    until: date | None = None,
) -> None:
    """Let a programme rest from today. With `until` it goes on by itself on the morning of that day.

    :raises ProgrammeClosedError: if it is closed
    :raises NotRunningError: if it has not begun, or rests already
    :raises ChangedMeanwhileError: if it has another version by now
    :raises PauseNotAllowedError: if the template lets no programme rest
    :raises UnknownPauseReasonError: if not for this reason
    :raises NotAheadError: if the day on which it is to go on has come
    """
    programme = active_programme(session, programme_id, version=version)
    rule = programme.template.duration.pause
    if not rule.allowed:
        raise PauseNotAllowedError
    if reason not in rule.reasons:
        raise UnknownPauseReasonError
    if until is not None and until <= today:
        raise NotAheadError
    why = ": ".join(filter(None, (PAUSE_WORDS.get(reason, reason), explanation)))
    also: dict[str, Any] = {UNTIL: until.isoformat()} if until else {}
    with change_of(session, programme, kind="paused", why=why, **also):
        programme.state, programme.paused_on = "paused", today
    if until is not None:
        ask(
            session,
            queue="chores",
            kind=GOES_ON,
            ref=programme_id,
            step=f"{today}:{until}",
            not_before=datetime.combine(until, MORNING, tzinfo=SCHOOL_TIME),
        )


def paused_until(session: Session, *, programme_id: UUID, today: date) -> date | None:
    """Return the day on which a programme that rests goes on by itself; None if somebody has to say so.

    It does so once: whoever takes that back lets it rest on, and says when.
    """
    until = _until(session, programme_id)
    return until if until and until > today else None


def _until(session: Session, programme_id: UUID) -> date | None:
    newest = (
        select(ProgrammeChange.after[UNTIL].as_string())
        .where(ProgrammeChange.programme_id == programme_id, ProgrammeChange.kind == "paused")
        .order_by(ProgrammeChange.at.desc(), ProgrammeChange.id.desc())
    )
    day = session.scalar(newest.limit(1))
    return date.fromisoformat(day) if day else None


def rests_asked(*, programme_ids: Collection[UUID]) -> Question[dict[UUID, list[Rest]]]:
    """Ask for the pauses of programmes that are over, the first first; a programme that never rested is not in it."""

    def read(rows: Sequence[Any]) -> dict[UUID, list[Rest]]:
        found: dict[UUID, list[Rest]] = {}
        for programme_id, since, at in rows:
            rest = Rest(since=date.fromisoformat(since), until=at.astimezone(SCHOOL_TIME).date())
            found.setdefault(programme_id, []).append(rest)
        return found

    return Question(read, _went_on(), programmes=list(programme_ids))


@built_once
def _went_on() -> Statement:
    since = ProgrammeChange.before["paused_on"].as_string().label("since")
    found = select(ProgrammeChange.programme_id, since, ProgrammeChange.at)
    of_these = (ProgrammeChange.programme_id == any_(PROGRAMMES)) & (ProgrammeChange.kind == "resumed")
    return found.where(of_these).order_by(ProgrammeChange.at)


def go_on_by_itself(session: Session, *, programme_id: UUID, today: date) -> bool:
    """Go on with a programme whose pause ends today or ended; say whether it did. Asked twice, it is done once.

    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    programme = locked_programme(session, programme_id)
    until = _until(session, programme_id)
    if programme.state != "paused" or until is None or until > today:
        return False
    resume(
        session,
        programme_id=programme_id,
        version=programme.version,
        explanation="The day came that was set when it was paused",
        today=today,
    )
    return True


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
    stops = programme.template.duration.pause.stops_clock
    lost = school_days.number_of_school_days(since, today - DAY) if stops and today > since else 0
    with change_of(session, programme, kind="resumed", why=explanation) as milestones:
        programme.state, programme.paused_on = "active", None
        programme.school_days_lost += lost
        for milestone in milestones:
            if lost and is_to_come(milestone) and milestone.due_on >= since:
                milestone.due_on = school_days.add_school_days(milestone.due_on, lost)
                if milestone.window_from:
                    milestone.window_from = school_days.add_school_days(milestone.window_from, lost)
                milestone.moved_because = (
                    f"the programme was paused from {words.short_day(since)} to {words.short_day(today)}"
                )
    if lost:
        tell_team(session, programme, kind="programme.moved")
    return lost
