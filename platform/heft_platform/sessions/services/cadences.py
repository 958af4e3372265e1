"""How often the key worker meets the pupil: what was agreed, and whether it is done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, any_, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import SchoolCalendar
from heft_platform.library.services import (
    CADENCE_WORDS,
    CHANNEL_WORDS,
)
from heft_platform.named import PROGRAMMES
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import (
    ProgrammeClosedError,
    ProgrammeView,
    ProgrammeWithTargets,
    RunningProgramme,
)
from heft_platform.sessions.cadence import Cadence, Course, Recorded, work_out
from heft_platform.sessions.models import KeyWorkerSession, MonitoringPlan
from heft_tenants.refusals import ChangedMeanwhileError, Refused
from heft_tenants.together import Question, Statement, built_once


class UnknownCadenceError(Refused):
    """The template allows no such rhythm, or no such way."""


class AgreedMeanwhileError(ChangedMeanwhileError):
    """Somebody agreed it anew since the page was opened."""


@dataclass(frozen=True, kw_only=True)
class MonitoringPlanView:
    """What was agreed of sessions and of news from home; number 0 while the template’s own words hold."""

    number: int
    cadence: str
    method: str
    rhythm: str
    channel: str
    agreed_on: date | None
    written_by: str

    @property
    def cadence_words(self) -> str:
        return CADENCE_WORDS[self.cadence]

    @property
    def rhythm_words(self) -> str:
        return CADENCE_WORDS[self.rhythm]

    @property
    def channel_words(self) -> str:
        return CHANNEL_WORDS.get(self.channel, self.channel)


@dataclass(frozen=True, kw_only=True)
class OverdueCadence:
    """A programme whose session is overdue, or that missed so many that an early review is proposed."""

    programme: RunningProgramme
    cadence: Cadence


def monitoring_plan_of(
    session: Session, *, programme: ProgrammeWithTargets | ProgrammeView
) -> MonitoringPlanView:
    """Return what was agreed last, or what the template offers before anything was."""
    agreed = select(MonitoringPlan).where(MonitoringPlan.programme_id == programme.id)
    last = session.scalar(agreed.order_by(MonitoringPlan.number.desc()).limit(1))
    if last is not None:
        return _view(last)
    monitoring, news = programme.template.sessions, programme.template.communication
    return MonitoringPlanView(
        number=0,
        cadence=monitoring.cadence.default if monitoring else "weekly",
        method="",
        rhythm=news.home_school.default,
        channel=news.channels[0] if news.channels else "phone",
        agreed_on=None,
        written_by="",
    )


def agree_monitoring(  # noqa: PLR0913  (everything that the page asked)
    session: Session,
    *,
    programme: ProgrammeWithTargets,
    cadence: str,
    method: str,
    rhythm: str,
    channel: str,
    number: int,
    written_by: str,
    today: date,
) -> None:
    """Write down what is agreed from now on. `number` is that of what the page showed; what was before stays.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownCadenceError: if the template does not allow this rhythm or this way
    :raises AgreedMeanwhileError: if somebody else agreed something since
    """
    if not programme.is_open:
        raise ProgrammeClosedError
    monitoring, news = programme.template.sessions, programme.template.communication
    if cadence not in (monitoring.cadence.options if monitoring else ()):
        raise UnknownCadenceError
    if rhythm not in news.home_school.rhythm_options or channel not in news.channels:
        raise UnknownCadenceError
    programmes.hold_programme(session, programme_id=programme.id)
    if monitoring_plan_of(session, programme=programme).number != number:
        raise AgreedMeanwhileError
    plan = MonitoringPlan(
        programme_id=programme.id,
        number=number + 1,
        cadence=cadence,
        method=method,
        rhythm=rhythm,
        channel=channel,
        agreed_on=today,
        written_by=written_by,
    )
    session.add(plan)
    record(
        session,
        action="monitoring.agreed",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
        fields=("cadence", "method", "rhythm", "channel"),
    )


def cadence_of(
    session: Session,
    *,
    programme: RunningProgramme,
    today: date,
    school_days: SchoolCalendar | None = None,
) -> Cadence | None:
    """Return how the sessions of a programme go; None if its template asks for none.

    Who has the school's calendar at hand gives it along, so that it is not read again.
    """
    school_days = school_days or calendar.calendar_of_school(session)
    found = cadences_of(session, several=[programme], today=today, school_days=school_days)
    return found.get(programme.id)


def cadences_of(
    session: Session, *, several: Collection[RunningProgramme], today: date, school_days: SchoolCalendar
) -> dict[UUID, Cadence]:
    """Return how the sessions of several programmes go, in one statement; those without sessions are not in it."""
    return cadences_asked(several=several, today=today, school_days=school_days).ask(session)


def cadences_asked(
    *, several: Collection[RunningProgramme], today: date, school_days: SchoolCalendar
) -> Question[dict[UUID, Cadence]]:
    """Ask how the sessions of several programmes go, for pages that ask for more at once."""
    ids = [one.id for one in several]
    rests = programmes.rests_asked(programme_ids=ids)

    def read(plans: Sequence[Any], sessions: Sequence[Any], went_on: Sequence[Any]) -> dict[UUID, Cadence]:
        agreed = {row.programme_id: row.cadence for row in plans}
        recorded = {row.programme_id: _recorded(row) for row in sessions}
        rested = rests.read(went_on)
        return {
            one.id: work_out(
                monitoring=monitoring,
                cadence=agreed.get(one.id, monitoring.cadence.default),
                course=Course(
                    began_on=one.started_on if one.state != "preparing" else None,
                    stands_still_since=one.paused_on or one.closed_on,
                    rests=rested.get(one.id, ()),
                    last_met_on=one.last_met_on,
                ),
                recorded=recorded.get(one.id),
                calendar=school_days,
                today=today,
            )
            for one in several
            if (monitoring := one.monitoring.sessions) is not None
        }

    return Question(read, _agreed(), _sessions_counted(), *rests.statements, programmes=ids)


def overdue_cadences(session: Session, *, today: date) -> list[OverdueCadence]:
    """Return every running programme whose session is overdue or that is to be reviewed early, the longest first."""
    running = programmes.running_programmes(session)
    school_days = calendar.calendar_of_school(session)
    cadences = cadences_of(session, several=running, today=today, school_days=school_days)
    late = [
        OverdueCadence(programme=one, cadence=cadences[one.id])
        for one in running
        if one.id in cadences and (cadences[one.id].overdue_since or cadences[one.id].proposes_review)
    ]
    return sorted(late, key=lambda one: (one.cadence.overdue_since or today, one.programme.reference))


@built_once
def _agreed() -> Statement:
    plans = select(MonitoringPlan.programme_id, MonitoringPlan.cadence)
    return plans.where(MonitoringPlan.programme_id == any_(PROGRAMMES)).order_by(MonitoringPlan.number)


@built_once
def _sessions_counted() -> Statement:
    """Count the sessions of each programme, in one row for each: a school has thousands of sessions."""
    day, outcome = KeyWorkerSession.day, KeyWorkerSession.outcome
    last = aggregate_order_by(KeyWorkerSession.next_on, day.desc())
    counted = select(
        KeyWorkerSession.programme_id,
        func.count().filter(outcome == "held").label("held"),
        func.count().filter(outcome == "pupil_absent").label("pupil_absent"),
        func.array_agg(aggregate_order_by(day, day.asc()), type_=ARRAY(Date))
        .filter(outcome == "not_held")
        .label("not_held"),
        func.max(day).filter(outcome == "held").label("last_held_on"),
        func.max(day).label("last_on"),
        func.array_agg(last, type_=ARRAY(Date))[1].label("next_on"),
    )
    return counted.where(KeyWorkerSession.programme_id == any_(PROGRAMMES)).group_by(
        KeyWorkerSession.programme_id
    )


def _recorded(row: Any) -> Recorded:
    return Recorded(
        held=row.held,
        pupil_absent=row.pupil_absent,
        not_held=tuple(row.not_held or ()),
        last_held_on=row.last_held_on,
        last_on=row.last_on,
        next_on=row.next_on,
    )


def _view(plan: MonitoringPlan) -> MonitoringPlanView:
    return MonitoringPlanView(
        number=plan.number,
        cadence=plan.cadence,
        method=plan.method,
        rhythm=plan.rhythm,
        channel=plan.channel,
        agreed_on=plan.agreed_on,
        written_by=plan.written_by,
    )
