"""Read programmes. Reading one is written down; what a gate does not open is not there to be read."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.models import Milestone, Note, Programme
from heft_platform.programmes.services.beginning import VOICE_WORDS
from heft_platform.programmes.services.course import is_to_come
from heft_platform.programmes.services.planning import what_is_missing
from heft_platform.programmes.services.reading_plan import plan_of
from heft_platform.programmes.views import NoteView, ProgrammeLine, ProgrammeView, RelatedProgramme, StepView
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
    lines = lines_of(session, Programme.id.is_not(None), today)
    return sorted(lines, key=lambda line: (not line.is_open, line.next_on or date.max, line.reference))


def open_programmes(session: Session, *, today: date) -> list[ProgrammeLine]:
    """Return the open programmes of the school, by their next date."""
    lines = lines_of(session, Programme.state != "closed", today)
    return sorted(lines, key=lambda line: (line.next_on or date.max, line.reference))


def line_of(session: Session, *, programme_id: UUID, today: date) -> ProgrammeLine | None:
    """Return a programme as lists show it, without reading it; None if there is none here."""
    return next(iter(lines_of(session, Programme.id == programme_id, today)), None)


def programmes_of_pupil(session: Session, *, pupil_id: UUID, today: date) -> list[ProgrammeLine]:
    """Return a pupil's programmes, the newest first."""
    return sorted(
        lines_of(session, Programme.pupil_id == pupil_id, today), key=lambda line: line.id, reverse=True
    )


def read_programme(
    session: Session, *, reference: str, today: date, with_log: bool = True
) -> ProgrammeView | None:
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
    view = _view(session, programme, steps, sections, today)
    return replace(view, notes=tuple(_notes(session, programme.id))) if with_log else view


def _view(
    session: Session, programme: Programme, milestones: list[Milestone], sections: Section, today: date
) -> ProgrammeView:
    template = ProgrammeTemplate(programme.template)
    pupil = pupils.pupil(session, pupil_id=programme.pupil_id) or NOBODY
    line = _line(programme, milestones, pupil, calendar.calendar_of_school(session), today)
    plan = plan_of(session, programme_id=programme.id)
    is_preparing = programme.state == "preparing" and current().kind != "visitor"
    missing = what_is_missing(session, programme, plan) if is_preparing else ()
    return ProgrammeView(
        line=line,
        template=template,
        sections=sections,
        started_on=programme.started_on,
        purposes=tuple(template.words_for(template.purposes(), programme.purposes)),
        triggers=tuple(template.words_for(template.triggers(), programme.triggers)),
        concern=programme.concern,
        concern_on=programme.concern_on,
        steps=tuple(_steps(milestones)),
        targets=plan.targets,
        commitments=plan.commitments,
        reasons=plan.reasons,
        notes=(),
        verdict=_ended_as(programme, template),
        next_steps=tuple(template.words_for(template.next_steps(), programme.next_steps)),
        closing_words=programme.closing_words,
        closed_on=programme.closed_on,
        key_worker_id=programme.key_worker_id,
        version=programme.version,
        missing=missing,
        voice_is_missing=VOICE_WORDS in missing,
        coordinator_id=programme.coordinator_id,
        paused_on=programme.paused_on,
        extended_weeks=programme.extended_weeks,
        times_extended=programme.times_extended,
        cycle=programme.cycle,
        ended_as=_ended_as(programme, template),
        related=tuple(_related(session, programme)),
    )


def _ended_as(programme: Programme, template: ProgrammeTemplate) -> str | None:
    if programme.merged_into_id:
        return "Closed, because it should have been another programme"
    if programme.early_end:
        return dict(template.early_ends()).get(programme.early_end, programme.early_end)
    return next((words for code, words, _ in template.verdicts() if code == programme.verdict), None)


def _related(session: Session, programme: Programme) -> Iterable[RelatedProgramme]:
    """Return the programmes before, after, merged into this one or the other way. A visitor sees one programme."""
    if current().kind == "visitor":
        return
    tied = or_(
        Programme.id.in_(
            [one for one in (programme.follows_id, programme.merged_into_id) if one is not None]
        ),
        Programme.follows_id == programme.id,
        Programme.merged_into_id == programme.id,
    )
    for other in session.scalars(select(Programme).where(tied).order_by(Programme.id)):
        yield RelatedProgramme(reference=other.reference, how=_how_related(programme, other))


def _how_related(programme: Programme, other: Programme) -> str:
    if other.id == programme.merged_into_id:
        return "Goes on in"
    if other.merged_into_id == programme.id:
        return "Took in the record of"
    return "Follows" if other.id == programme.follows_id else "Was followed by"


def lines_of(session: Session, which: ColumnElement[bool], today: date) -> list[ProgrammeLine]:
    """Return programmes as lists show them, in no order."""
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
    due = next((one for one in milestones if one.is_meeting and is_to_come(one)), None)
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
        weeks=template.weeks + programme.extended_weeks,
        next_label=due.label if due and programme.state != "closed" else "",
        next_on=due.due_on if due and programme.state != "closed" else None,
        key_worker=programme.key_worker_name,
        coordinator=programme.coordinator_name,
        is_judged=programme.verdict is not None,
    )


def _state_words(programme: Programme, due: Milestone | None, today: date) -> tuple[str, str]:
    if programme.state == "closed":
        return "Finished", ""
    if programme.state == "preparing":
        return "Preparing", "info"
    if programme.state == "paused":
        return "Paused", "quiet"
    if due is not None and due.due_on <= today:
        return ("Final meeting due" if due.is_final else "Review due"), "due"
    return "Active", ""


def _week(programme: Programme, template: ProgrammeTemplate, school_days: SchoolCalendar, today: date) -> int:
    try:
        weeks = school_days.school_weeks_between(programme.started_on, programme.closed_on or today)
    except CalendarHorizonError:
        weeks = ((programme.closed_on or today) - programme.started_on).days // 7 + 1
    return min(weeks, template.weeks + programme.extended_weeks)


def _steps(milestones: Iterable[Milestone]) -> Iterable[StepView]:
    found_next = False
    for one in milestones:
        is_next = one.is_meeting and is_to_come(one) and not found_next
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
            is_optional=one.is_optional,
            window_from=one.window_from,
            skipped_on=one.skipped_on,
            skip_reason=one.skip_reason,
            moved_because=one.moved_because,
            tolerance=one.tolerance,
        )


def _notes(session: Session, programme_id: UUID) -> Iterable[NoteView]:
    newest = select(Note).where(Note.programme_id == programme_id).order_by(Note.id.desc()).limit(NOTES_SHOWN)
    for note in session.scalars(newest):
        yield NoteView(author=note.author_name, written_at=note.written_at, body=note.body)
