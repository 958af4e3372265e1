"""Programmes as lists show them: a line each, without reading any."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.named import PROGRAMME, PROGRAMMES, PUPIL, PUPILS
from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.views import ProgrammeLine
from heft_platform.pupils import services as pupils
from heft_platform.pupils.services import PupilView
from heft_tenants.sessions import HERE
from heft_tenants.together import Question, Statement, ask_together, built_once

OF_LINE = (
    *("id", "reference", "pupil_id", "state", "started_on", "paused_on", "closed_on"),
    *("extended_weeks", "school_days_lost", "key_worker_name", "coordinator_name"),
    *("verdict", "merged_into_id"),
)
THIS_ONE = Programme.id == PROGRAMME
THESE = Programme.id == any_(PROGRAMMES)
OF_PUPIL = Programme.pupil_id == PUPIL
OPEN_OF_PUPILS = (Programme.state != "closed") & (Programme.pupil_id == any_(PUPILS))
NOBODY = PupilView(
    id=UUID(int=0), name="", first_name="", initials="", preferred_name="", year_group="", class_name=""
)


def open_programmes_of(
    session: Session, *, pupil_ids: Collection[UUID], today: date
) -> dict[UUID, ProgrammeLine]:
    """Return the open programme of each of these pupils; those who have none are not in it."""
    lines = lines_of(session, OPEN_OF_PUPILS, today, pupils=list(pupil_ids))
    return {line.pupil_id: line for line in lines}


def line_of(session: Session, *, programme_id: UUID, today: date) -> ProgrammeLine | None:
    """Return a programme as lists show it, without reading it; None if there is none here."""
    return next(iter(lines_of(session, THIS_ONE, today, programme=programme_id)), None)


def programmes_of_pupil(session: Session, *, pupil_id: UUID, today: date) -> list[ProgrammeLine]:
    """Return a pupil's programmes, the newest first."""
    lines = lines_of(session, OF_PUPIL, today, pupil=pupil_id)
    return sorted(lines, key=lambda line: line.id, reverse=True)


def templates_of_pupil(session: Session, *, pupil_id: UUID) -> dict[str, ProgrammeTemplate]:
    """Return the templates of a pupil’s open programmes by their reference, the newest programme first."""
    found = select(Programme.reference, Programme.template).where(
        Programme.pupil_id == pupil_id, Programme.state != "closed"
    )
    in_order = session.execute(found.order_by(Programme.id.desc()))
    return {row.reference: row.template for row in in_order}


def lines_of(session: Session, which: ColumnElement[bool], today: date, **said: Any) -> list[ProgrammeLine]:
    """Return programmes as lists show them, in no order. `which` is a criterion that is kept; what it names is said."""
    lines = lines_asked(which, today, **said)
    school_days = calendar.calendar_asked()
    ask_together(session, lines, school_days)
    return lines.answer(school_days.answer)


def lines_asked(
    which: ColumnElement[bool], today: date, **said: Any
) -> Question[Callable[[SchoolCalendar], list[ProgrammeLine]]]:
    """Ask for programmes as lists show them; the answer wants the school's calendar."""
    pupil = pupils.pupils_asked(_their_pupils(which), **said)

    def read(rows: Sequence[Any], known: Sequence[Any], milestones: Sequence[Milestone]) -> Any:
        by_id, next_of = pupil.read(known), {milestone.programme_id: milestone for milestone in milestones}
        return lambda school_days: [
            line_from(
                one,
                next_of.get(one.id),
                by_id.get(one.pupil_id, NOBODY),
                one.template_label,
                one.planned_weeks,
                school_days,
                today,
            )
            for one in rows
        ]

    return Question(read, _programmes(which), *pupil.statements, _their_next_meetings(which), **said)


@cache
def _their_pupils(which: ColumnElement[bool]) -> Select[Any]:
    return select(Programme.pupil_id).where(Programme.org_id == HERE, which)


@built_once
def _programmes(which: ColumnElement[bool]) -> Statement:
    of_line = (getattr(Programme, name) for name in OF_LINE)
    return select(*of_line, Programme.template_label, Programme.planned_weeks).where(which)


@built_once
def _their_next_meetings(which: ColumnElement[bool]) -> Statement:
    found = (
        select(Milestone)
        .ext(distinct_on(Milestone.programme_id))
        .where(
            Milestone.programme_id.in_(select(Programme.id).where(Programme.org_id == HERE, which)),
            Milestone.is_meeting,
            Milestone.held_on.is_(None),
            Milestone.skipped_on.is_(None),
        )
    )
    return found.order_by(Milestone.programme_id, Milestone.place)


def line_from(
    programme: Any,  # itself, or a row with `OF_LINE`
    due: Milestone | None,
    pupil: PupilView,
    label: str,
    planned_weeks: int,
    school_days: SchoolCalendar,
    today: date,
) -> ProgrammeLine:
    """Return a programme as lists show it, from its row, its next meeting and its pupil."""
    weeks = planned_weeks + programme.extended_weeks
    state_words, tone = _state_words(programme, due, today)
    return ProgrammeLine(
        id=programme.id,
        reference=programme.reference,
        pupil_id=programme.pupil_id,
        pupil_name=pupil.name,
        pupil_initials=pupil.initials,
        pupil_group=pupil.group,
        template_label=label,
        state=programme.state,
        state_words=state_words,
        tone=tone,
        week=min(_week(programme, school_days, today), weeks),
        weeks=weeks,
        next_label=due.label if due and programme.state != "closed" else "",
        next_on=due.due_on if due and programme.state != "closed" else None,
        key_worker=programme.key_worker_name,
        coordinator=programme.coordinator_name,
        is_judged=programme.verdict is not None,
    )


def _state_words(programme: Any, due: Milestone | None, today: date) -> tuple[str, str]:
    if programme.merged_into_id is not None:
        return "Merged", "quiet"
    if programme.state == "closed":
        return ("Finished", "") if programme.verdict is not None else ("Ended early", "quiet")
    if programme.state == "preparing":
        return "Preparing", "info"
    if programme.state == "paused":
        return "Paused", "quiet"
    if due is not None and due.due_on <= today:
        return ("Final meeting due" if due.is_final else "Review due"), "due"
    return "Active", ""


def _week(programme: Any, school_days: SchoolCalendar, today: date) -> int:
    """Return in which school week of a programme a day lies. What was lost in pauses does not count."""
    until: date = programme.closed_on or programme.paused_on or today
    try:
        day = school_days.add_school_days(until, -programme.school_days_lost)
        weeks: int = school_days.school_weeks_between(programme.started_on, day)
    except CalendarHorizonError:
        weeks = (until - programme.started_on).days // 7 + 1
    return weeks
