"""Read programmes. Reading one is written down; what a gate does not open is not there to be read."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.models import Milestone, Note, Programme
from heft_platform.programmes.services.planning import what_is_missing
from heft_platform.programmes.services.reading_plan import plan_of
from heft_platform.programmes.views import NoteView, ProgrammeLine, ProgrammeView, StepView
from heft_platform.pupils import services as pupils
from heft_platform.pupils.services import PupilView
from heft_tenants.context import current
from heft_tenants.gates import granted_sections
from heft_tenants.tables import Section

EVERYTHING = ~Section(0)
NOTES_SHOWN = 50
NOBODY = PupilView(
    id=UUID(int=0), name="", first_name="", initials="", preferred_name="", year_group="", class_name=""
)


def programme_id_of(session: Session, *, reference: str) -> UUID | None:
    """Return the id of a programme by its reference, without reading it; None if there is none here."""
    return session.scalar(select(Programme.id).where(Programme.reference == reference))


def programmes(session: Session, *, today: date) -> list[ProgrammeLine]:
    """Return every programme of the school: open ones by their next date, then closed ones."""
    lines = _lines(session, Programme.id.is_not(None), today)
    return sorted(lines, key=lambda line: (not line.is_open, line.next_on or date.max, line.reference))


def open_programmes(session: Session, *, today: date) -> list[ProgrammeLine]:
    """Return the open programmes of the school, by their next date."""
    lines = _lines(session, Programme.state != "closed", today)
    return sorted(lines, key=lambda line: (line.next_on or date.max, line.reference))


def line_of(session: Session, *, programme_id: UUID, today: date) -> ProgrammeLine | None:
    """Return a programme as lists show it, without reading it; None if there is none here."""
    return next(iter(_lines(session, Programme.id == programme_id, today)), None)


def programmes_of_pupil(session: Session, *, pupil_id: UUID, today: date) -> list[ProgrammeLine]:
    """Return a pupil's programmes, the newest first."""
    return sorted(
        _lines(session, Programme.pupil_id == pupil_id, today), key=lambda line: line.id, reverse=True
    )


def read_programme(session: Session, *, reference: str, today: date) -> ProgrammeView | None:
    """Return a programme with its plan, and write down that somebody looked; None if there is none here."""
    programme = session.scalar(select(Programme).where(Programme.reference == reference))
    if programme is None:
        return None
    record(
        session,
        action="programme.viewed",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
    )
    sections = granted_sections(session)[0] if current().kind == "visitor" else EVERYTHING
    steps = _milestones(session, [programme.id]).get(programme.id, [])
    return _view(session, programme, steps, sections, today)


def _view(
    session: Session, programme: Programme, milestones: list[Milestone], sections: Section, today: date
) -> ProgrammeView:
    template = ProgrammeTemplate(programme.template)
    pupil = pupils.pupil(session, pupil_id=programme.pupil_id) or NOBODY
    line = _line(programme, milestones, pupil, calendar.calendar_of_school(session), today)
    plan = plan_of(session, programme_id=programme.id)
    is_preparing = programme.state == "preparing" and current().kind != "visitor"
    return ProgrammeView(
        line=line,
        template=template,
        sections=sections,
        started_on=programme.started_on,
        purposes=tuple(template.words_for(template.purposes(), programme.purposes)),
        triggers=tuple(template.words_for(template.triggers(), programme.triggers)),
        concern=programme.concern,
        steps=tuple(_steps(milestones)),
        targets=plan.targets,
        commitments=plan.commitments,
        reasons=plan.reasons,
        notes=tuple(_notes(session, programme.id)),
        verdict=next((words for code, words, _ in template.verdicts() if code == programme.verdict), None),
        next_steps=tuple(template.words_for(template.next_steps(), programme.next_steps)),
        closing_words=programme.closing_words,
        closed_on=programme.closed_on,
        key_worker_id=programme.key_worker_id,
        version=programme.version,
        missing=what_is_missing(session, programme, plan) if is_preparing else (),
    )


def _lines(session: Session, which: ColumnElement[bool], today: date) -> list[ProgrammeLine]:
    found = session.scalars(select(Programme).where(which)).all()
    steps = _milestones(session, [one.id for one in found])
    known = pupils.pupils_by_id(session, pupil_ids=[one.pupil_id for one in found])
    school_days = calendar.calendar_of_school(session)
    return [
        _line(one, steps.get(one.id, []), known.get(one.pupil_id, NOBODY), school_days, today)
        for one in found
    ]


def _milestones(session: Session, programme_ids: Collection[UUID]) -> dict[UUID, list[Milestone]]:
    by_programme: dict[UUID, list[Milestone]] = {}
    found = select(Milestone).where(Milestone.programme_id.in_(programme_ids)).order_by(Milestone.place)
    for milestone in session.scalars(found) if programme_ids else ():
        by_programme.setdefault(milestone.programme_id, []).append(milestone)
    return by_programme


def _line(
    programme: Programme,
    milestones: list[Milestone],
    pupil: PupilView,
    school_days: SchoolCalendar,
    today: date,
) -> ProgrammeLine:
    due = next((one for one in milestones if one.is_meeting and one.held_on is None), None)
    template = ProgrammeTemplate(programme.template)
    state_words, tone = _state_words(programme, due, today)
    return ProgrammeLine(
        id=programme.id,
        reference=programme.reference,
        pupil_id=programme.pupil_id,
        pupil_name=pupil.name,
        pupil_initials=pupil.initials,
        pupil_group=pupil.group,
        template_label=template.label,
        state=programme.state,
        state_words=state_words,
        tone=tone,
        week=_week(programme, template, school_days, today),
        weeks=template.weeks,
        next_label=due.label if due and programme.state != "closed" else "",
        next_on=due.due_on if due and programme.state != "closed" else None,
        key_worker=programme.key_worker_name,
        coordinator=programme.coordinator_name,
    )


def _state_words(programme: Programme, due: Milestone | None, today: date) -> tuple[str, str]:
    if programme.state == "closed":
        return "Finished", ""
    if programme.state == "preparing":
        return "Preparing", "info"
    if due is not None and due.due_on <= today:
        return ("Final meeting due" if due.is_final else "Review due"), "due"
    return "Active", ""


def _week(programme: Programme, template: ProgrammeTemplate, school_days: SchoolCalendar, today: date) -> int:
    try:
        weeks = school_days.school_weeks_between(programme.started_on, programme.closed_on or today)
    except CalendarHorizonError:
        weeks = ((programme.closed_on or today) - programme.started_on).days // 7 + 1
    return min(weeks, template.weeks)


def _steps(milestones: Iterable[Milestone]) -> Iterable[StepView]:
    found_next = False
    for one in milestones:
        is_next = one.is_meeting and one.held_on is None and not found_next
        found_next = found_next or is_next
        yield StepView(
            id=one.id,
            code=one.code,
            label=one.label,
            due_on=one.due_on,
            held_on=one.held_on,
            is_meeting=one.is_meeting,
            is_final=one.is_final,
            is_next=is_next,
        )


def _notes(session: Session, programme_id: UUID) -> Iterable[NoteView]:
    newest = select(Note).where(Note.programme_id == programme_id).order_by(Note.id.desc()).limit(NOTES_SHOWN)
    for note in session.scalars(newest):
        yield NoteView(author=note.author_name, written_at=note.written_at, body=note.body)
