"""Read what Today is made of: once for all of it, in as few statements however large the school is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.actions import services as actions
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.daily_reports import services as daily_reports
from heft_platform.daily_reports.services import Part
from heft_platform.escalations import services as escalations
from heft_platform.gathering import services as gathering
from heft_platform.library import services as library
from heft_platform.meetings import services as meetings
from heft_platform.picture import services as picture
from heft_platform.plans import services as plans
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import OpenProgramme
from heft_platform.pupils import services as pupils
from heft_platform.pupils.services import PupilView
from heft_platform.sessions import services as sessions
from heft_platform.sessions.services import Cadence
from heft_platform.today.nudging import Day
from heft_platform.today.views import SOON, Looker
from heft_platform.waiting import Waiting, all_of_these, all_that_wait
from heft_tenants.together import Question, ask_together
from heft_tenants.visibility import Visibility

AT_WORK, PAUSED = ("preparing", "active"), ("paused",)  # of a paused one nothing waits
FAR = timedelta(days=500)  # the 200 school days before which a template may give notice lie within


@dataclass(frozen=True, kw_only=True)
class Look:
    """Everything that was read for one look at Today."""

    looker: Looker
    today: date
    at_work: dict[UUID, OpenProgramme]
    waiting: dict[str, list[Waiting]]  # by kind
    known: dict[UUID, PupilView]
    cadences: dict[UUID, Cadence]
    to_score: dict[UUID, int]  # by programme, how many parts of today
    asked_by_authority: frozenset[UUID]  # threads

    def of(self, kind: str) -> Iterable[Waiting]:
        return self.waiting.get(kind, ())

    def is_mine(self, programme_id: UUID | None) -> bool:
        one = self.at_work.get(programme_id) if programme_id else None
        return one is not None and self.looker.person_id in (one.key_worker_id, one.coordinator_id)

    def concerns(self, programme_id: UUID | None) -> bool:
        """Say whether a programme is the looker’s own, or one of all that they look after."""
        return programme_id in self.at_work and (self.looker.leads or self.is_mine(programme_id))


def read(session: Session, *, looker: Looker, today: date) -> Look:
    """Return what waits for somebody."""
    open_programmes, calendar_asked = programmes.at_work_asked(), calendar.calendar_asked()
    ask_together(session, open_programmes, calendar_asked)
    at_work = {one.id: one for one in open_programmes.answer}
    of_programmes = {one.pupil_id for one in at_work.values()}
    waiting = all_that_wait(
        session,
        _statement(
            runs_programmes=looker.runs_programmes,
            leads=looker.leads,
            extends_templates=looker.extends_templates,
            sees=looker.sees,
        ),
        person_id=looker.person_id,
        today=today,
        until=today + SOON,
        long_ago=picture.too_long_ago(today),
        programme_ids=_in_state(at_work, AT_WORK),
        paused_ids=_in_state(at_work, PAUSED),
        pupil_ids=of_programmes,
    )
    school_days = calendar_asked.answer
    running = [one for one in at_work.values() if one.state == "active"]
    watched = running if looker.leads else [one for one in running if one.key_worker_id == looker.person_id]
    cadences = sessions.cadences_asked(
        several=watched if looker.runs_programmes else (), today=today, school_days=school_days
    )
    pupil_ids = of_programmes | {one.pupil_id for one in waiting if one.pupil_id is not None}
    known = pupils.these_asked(pupil_ids)
    by_kind: dict[str, list[Waiting]] = {}
    for one in waiting:
        by_kind.setdefault(one.kind, []).append(one)
    sent = [one for one in by_kind.get("request", ()) if one.number == escalations.SENT]
    threads = escalations.threads_waiting_for_school_asked([one.thing_id for one in sent if one.thing_id])
    to_score = _to_score_asked(running if looker.scores else (), school_days, today)
    ask_together(session, known, cadences, threads, to_score)
    return Look(
        looker=looker,
        today=today,
        at_work=at_work,
        waiting=by_kind,
        known=known.answer,
        cadences=cadences.answer,
        to_score={programme_id: len(parts) for programme_id, parts in to_score.answer.items()},
        asked_by_authority=threads.answer,
    )


def _in_state(at_work: Mapping[UUID, OpenProgramme], states: Collection[str]) -> list[UUID]:
    return [one.id for one in at_work.values() if one.state in states]


@cache
def _statement(  # built once for each kind of looker
    *,
    runs_programmes: bool,
    leads: bool,
    extends_templates: bool,
    sees: frozenset[Visibility],
) -> CompoundSelect[Any]:
    several = [actions.actions_waiting(), gathering.answers_awaited()]
    if runs_programmes:
        several += [
            programmes.next_meetings(),
            programmes.moved_milestones(),
            plans.plans_not_agreed(),
            meetings.meetings_arranged(),
            picture.pictures_to_ask_again(sees=sees),
        ]
    if leads:
        several += [actions.actions_of_others_overdue(), escalations.requests_waiting()]
    if extends_templates:
        several.append(library.extensions_behind())
    return all_of_these(several)


def _to_score_asked(
    running: Collection[OpenProgramme], school_days: SchoolCalendar, today: date
) -> Question[dict[UUID, list[Part]]]:
    try:
        is_school = school_days.is_school_day(today)
    except CalendarHorizonError:
        is_school = True  # better to be asked in vain than not to be asked
    on_report = [one.id for one in running if one.has_targets] if is_school else []
    unasked = {one.id for one in running if one.is_looked_at_daily}
    return daily_reports.left_to_score_asked(programme_ids=on_report, unasked=unasked, day=today)


def read_for_nudges(session: Session, *, day: date, school_days: SchoolCalendar) -> Day:
    """Return everything that somebody may be told of on a school day, by e-mail."""
    templates = programmes.templates_at_work(session)
    # One that begins between these two statements has its turn tomorrow.
    at_work = {one.id: one for one in programmes.programmes_at_work(session) if one.id in templates}
    running = [one for one in at_work.values() if one.state == "active"]
    return Day(
        day=day,
        school_days=school_days,
        at_work=at_work,
        templates=templates,
        cadences=sessions.cadences_of(session, several=running, today=day, school_days=school_days),
        last_scored=daily_reports.last_scored(
            session, programme_ids=_to_score_asked(running, school_days, day).ask(session).keys()
        ),
        waiting=all_that_wait(
            session,
            _of_everybody(),
            person_id=UUID(int=0),
            today=day,
            until=day + FAR,
            long_ago=picture.too_long_ago(day),
            programme_ids=_in_state(at_work, AT_WORK),
            paused_ids=_in_state(at_work, PAUSED),
            pupil_ids=(),
        ),
        members=accounts.members(session),
    )


@cache
def _of_everybody() -> CompoundSelect[Any]:
    return all_of_these(
        [
            actions.everybodys_actions_waiting(),
            gathering.answers_awaited(),
            programmes.next_meetings(),
            plans.targets_to_look_at(),
        ]
    )
