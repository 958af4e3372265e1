"""Record a session: held, or not and why, with what the pupil says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Text, bindparam, cast, func, insert, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.named import PROGRAMME
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeWithTargets
from heft_platform.refusals import InTheFutureError, NotRunningError, WhyMissingError
from heft_platform.sessions.models import Confidence, KeyWorkerSession
from heft_tenants.refusals import Refused
from heft_tenants.together import Question, Statement, built_once

OUTCOME_WORDS = {
    "held": "Yes",
    "pupil_absent": "No, the pupil was absent from school",
    "not_held": "No, for another reason",
}
SESSIONS_SHOWN = 40
SINCE = bindparam("sessions_since", type_=Date)


class NotWithPupilError(Refused):
    """The template holds these sessions without the pupil, so it does not matter that they were absent."""


class WrongNextDayError(Refused):
    """The next session is on no school day, or before this one."""


class RecordedAlreadyError(Refused):
    """A session of this day is recorded already; `by` is who recorded it."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(by)


@dataclass(frozen=True, kw_only=True)
class SessionView:
    """A session as it was recorded."""

    day: date
    outcome: str
    why: str
    moved_by: str
    own_control: int | None
    helped: str
    next_time: str
    notes: str
    next_on: date | None
    recorder: str
    ratings: Mapping[UUID, int]


def outcomes_of(template: ProgrammeTemplate) -> dict[str, str]:
    """Return what can become of a session: that the pupil was absent, only where they take part."""
    monitoring = template.sessions
    parties = {template.role(role).party for role in monitoring.with_roles} if monitoring else {"pupil"}
    return {
        code: said for code, said in OUTCOME_WORDS.items() if code != "pupil_absent" or "pupil" in parties
    }


def record_session(  # noqa: PLR0913  (everything that the page asked)
    session: Session,
    *,
    programme: ProgrammeWithTargets,
    day: date,
    outcome: str,
    why: str,
    moved_by: str,
    ratings: Mapping[UUID, int],
    own_control: int | None,
    helped: str,
    next_time: str,
    notes: str,
    next_on: date | None,
    recorder_name: str,
    today: date,
) -> None:
    """Keep what became of a session, in all words that were written, and when the next one is.

    What the pupil rates is kept if it was held.

    :raises NotRunningError: if the programme is not running
    :raises ProgrammeClosedError: if it was closed meanwhile
    :raises InTheFutureError: if the day has not come
    :raises NotASchoolDayError: if there is no school on the day
    :raises NotWithPupilError: if the pupil is said to have been absent, and takes no part
    :raises WhyMissingError: if it did not happen, and nobody says why
    :raises WrongNextDayError: if the next one is on no school day, or before this one
    :raises RecordedAlreadyError: if the session of this day is recorded already
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    if programme.state != "active":
        raise NotRunningError
    if outcome not in outcomes_of(programme.template):
        raise NotWithPupilError
    if outcome == "not_held" and not why:
        raise WhyMissingError
    if day > today:
        raise InTheFutureError
    school_days = calendar.calendar_of_school(session)
    school_days.refuse_closed(day)
    if next_on is not None and (next_on <= day or not school_days.is_school_day(next_on)):
        raise WrongNextDayError
    programmes.hold_programme(session, programme_id=programme.id)
    _refuse_twice(session, programme.id, day)
    was_held = outcome == "held"
    kept = KeyWorkerSession(
        programme_id=programme.id,
        day=day,
        outcome=outcome,
        why=why,
        moved_by=moved_by,
        own_control=own_control if was_held else None,
        helped=helped,
        next_time=next_time,
        notes=notes,
        next_on=next_on,
        recorder_name=recorder_name,
    )
    session.add(kept)
    session.flush()  # the ratings refer to it
    rated = [
        {"programme_id": programme.id, "session_id": kept.id, "target_id": id_, "rating": rating}
        for id_, rating in ratings.items()
        if programme.place_of(id_) is not None
    ]
    if was_held and rated:
        session.execute(insert(Confidence).values(rated))
    record(
        session,
        action="session.recorded",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
        fields=("outcome", "why", "ratings", "own_control", "helped", "next_time", "notes"),
    )


def sessions_of(
    session: Session, *, programme_id: UUID, since: date | None = None, at_most: int = SESSIONS_SHOWN
) -> list[SessionView]:
    """Return the sessions that were recorded, the newest first."""
    return sessions_asked(programme_id=programme_id, since=since, at_most=at_most).ask(session)


def sessions_asked(
    *, programme_id: UUID, since: date | None = None, at_most: int = SESSIONS_SHOWN
) -> Question[list[SessionView]]:
    """Ask for the sessions that were recorded, for pages that ask for more at once."""
    return Question(
        _told,
        _newest_sessions(since=since is not None, at_most=at_most),
        programme=programme_id,
        sessions_since=since,
    )


@built_once
def _newest_sessions(*, since: bool, at_most: int) -> Statement:
    ratings = (
        select(func.jsonb_object_agg(cast(Confidence.target_id, Text), Confidence.rating))
        .where(
            Confidence.org_id == KeyWorkerSession.org_id,
            Confidence.programme_id == KeyWorkerSession.programme_id,
            Confidence.session_id == KeyWorkerSession.id,
        )
        .scalar_subquery()
    )
    recorded = select(KeyWorkerSession, ratings.label("ratings")).where(
        KeyWorkerSession.programme_id == PROGRAMME
    )
    if since:
        recorded = recorded.where(KeyWorkerSession.day >= SINCE)
    return recorded.order_by(KeyWorkerSession.day.desc()).limit(at_most)


def _told(rows: Sequence[Any]) -> list[SessionView]:
    return [
        SessionView(
            day=one.day,
            outcome=one.outcome,
            why=one.why,
            moved_by=one.moved_by,
            own_control=one.own_control,
            helped=one.helped,
            next_time=one.next_time,
            notes=one.notes,
            next_on=one.next_on,
            recorder=one.recorder_name,
            ratings={UUID(target_id): rating for target_id, rating in (rated or {}).items()},
        )
        for one, rated in rows
    ]


def _refuse_twice(session: Session, programme_id: UUID, day: date) -> None:
    same = select(KeyWorkerSession.recorder_name).where(
        KeyWorkerSession.programme_id == programme_id, KeyWorkerSession.day == day
    )
    if (by := session.scalar(same)) is not None:
        raise RecordedAlreadyError(by)
