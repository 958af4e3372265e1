"""Read programmes. Reading one is written down; what a gate does not open is not there to be read."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Text, func, literal, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.plans.services import plan_asked
from heft_platform.programmes.models import Milestone, Note, Programme
from heft_platform.programmes.services.activating import what_is_missing
from heft_platform.programmes.services.course import is_to_come
from heft_platform.programmes.services.lines import NOBODY, line_from
from heft_platform.programmes.views import NoteView, ProgrammeView, RelatedProgramme, StepView
from heft_platform.pupils import services as pupils
from heft_tenants.context import current
from heft_tenants.gates import granted_sections
from heft_tenants.tables import Section
from heft_tenants.together import Question, ask_together

EVERYTHING = ~Section(0)
NOTES_SHOWN = 50


def programme_id_of(session: Session, *, reference: str) -> UUID | None:
    """Return the id of a programme by its reference, without reading it; None if there is none here."""
    return session.scalar(select(Programme.id).where(Programme.reference == reference))


def last_started_on(session: Session, *, pupil_id: UUID) -> date | None:
    """Return the day on which a pupil’s newest programme was started; None if there was none."""
    return session.scalar(select(func.max(Programme.started_on)).where(Programme.pupil_id == pupil_id))


def read_programme(
    session: Session, *, reference: str, today: date, with_log: bool = True
) -> ProgrammeView | None:
    """Return a programme with its plan, and write down that somebody looked; None if there is none here."""
    this = select(Programme.id).where(_has(reference)).scalar_subquery()
    is_ours = current().kind != "visitor"
    concern = Programme.concern if is_ours else literal("", Text)
    found: Question[tuple[Programme | None, str]] = Question(
        lambda rows: next(iter(rows), (None, "")),
        select(Programme, concern).where(Programme.reference == reference),
    )
    pupil = pupils.pupils_asked(select(Programme.pupil_id).where(_has(reference)))
    steps = _steps_asked(this)
    school_days, plan = calendar.calendar_asked(), plan_asked(this)
    notes, related = _notes_asked(this, NOTES_SHOWN if with_log else 0), _related_asked(reference)
    ask_together(session, found, pupil, steps, school_days, plan, notes, related)
    programme, seen_or_heard = found.answer
    if programme is None:
        return None
    record(
        session,
        action="programme.viewed",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
    )
    template = ProgrammeTemplate(programme.template)
    may_begin = programme.state == "preparing" and is_ours
    return ProgrammeView(
        line=line_from(
            programme,
            next((one for one, _, _ in steps.answer if one.is_meeting and is_to_come(one)), None),
            pupil.answer.get(programme.pupil_id, NOBODY),
            template.label,
            template.weeks,
            school_days.answer,
            today,
        ),
        template=template,
        sections=granted_sections(session)[0] if current().kind == "visitor" else EVERYTHING,
        started_on=programme.started_on,
        purposes=tuple(template.words_for(template.purposes(), programme.purposes)),
        triggers=tuple(template.words_for(template.triggers(), programme.triggers)),
        concern=seen_or_heard,
        concern_on=programme.concern_on,
        steps=tuple(_steps(steps.answer)),
        targets=plan.answer.targets,
        commitments=plan.answer.commitments,
        reasons=plan.answer.reasons,
        notes=notes.answer,
        next_steps=tuple(template.words_for(template.next_steps(), programme.next_steps)),
        closing_words=programme.closing_words,
        closed_on=programme.closed_on,
        key_worker_id=programme.key_worker_id,
        version=programme.version,
        school_days=school_days.answer,
        ask_missing=(lambda: what_is_missing(session, programme, plan.answer)) if may_begin else tuple,
        coordinator_id=programme.coordinator_id,
        paused_on=programme.paused_on,
        extended_weeks=programme.extended_weeks,
        times_extended=programme.times_extended,
        cycle=programme.cycle,
        ended_as=_ended_as(programme, template),
        related=tuple(
            RelatedProgramme(reference=other.reference, how=_how_related(programme, other))
            for other in related.answer
        ),
    )


def _has(reference: str) -> ColumnElement[bool]:
    return (Programme.org_id == current().org) & (Programme.reference == reference)


def _ended_as(programme: Programme, template: ProgrammeTemplate) -> str | None:
    if programme.merged_into_id:
        return "Closed, because it should have been another programme"
    if programme.early_end:
        return dict(template.early_ends()).get(programme.early_end, programme.early_end)
    return next((words for code, words, _ in template.verdicts() if code == programme.verdict), None)


def _related_asked(reference: str) -> Question[list[Any]]:
    """Ask for the programmes before, after, merged into this one or the other way. A visitor sees one programme."""
    pupil = select(Programme.pupil_id).where(_has(reference)).scalar_subquery()
    columns = (Programme.id, Programme.reference, Programme.follows_id, Programme.merged_into_id)
    return Question(
        lambda several: _tied(reference, several),
        select(*columns).where(Programme.pupil_id == pupil).order_by(Programme.id),
    )


def _tied(reference: str, of_pupil: list[Any]) -> list[Any]:
    """Return those of a pupil’s programmes that this one names, or that name it."""
    this = next((one for one in of_pupil if one.reference == reference), None)
    return [
        one
        for one in of_pupil
        if this is not None
        and one is not this
        and (
            this.id in (one.follows_id, one.merged_into_id)
            or one.id in (this.follows_id, this.merged_into_id)
        )
    ]


def _how_related(programme: Programme, other: Any) -> str:
    if other.id == programme.merged_into_id:
        return "Goes on in"
    if other.merged_into_id == programme.id:
        return "Took in the record of"
    return "Follows" if other.id == programme.follows_id else "Was followed by"


def _steps_asked(programme_id: ScalarSelect[UUID]) -> Question[list[tuple[Milestone, str, str]]]:
    """Ask for the steps, each with why it was left out and why it moved: a visitor is not told, and may not read it."""
    untold = current().kind == "visitor"
    why = (
        (literal("", Text), literal("", Text)) if untold else (Milestone.skip_reason, Milestone.moved_because)
    )
    found = select(Milestone, *why).where(Milestone.programme_id == programme_id).order_by(Milestone.place)
    return Question(list, found)


def _steps(milestones: Iterable[tuple[Milestone, str, str]]) -> Iterable[StepView]:
    found_next = False
    for one, skip_reason, moved_because in milestones:
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
            skip_reason=skip_reason,
            moved_because=moved_because,
            tolerance=one.tolerance,
        )


def notes_asked(programme_id: UUID) -> Question[tuple[NoteView, ...]]:
    """Ask for everything in the log of a programme, the newest first, for packs that hold all of it."""
    return _notes_asked(programme_id, None)


def _notes_asked(
    programme_id: ScalarSelect[UUID] | UUID, at_most: int | None
) -> Question[tuple[NoteView, ...]]:
    newest = select(Note).where(Note.programme_id == programme_id).order_by(Note.id.desc()).limit(at_most)
    return Question(
        lambda notes: tuple(
            NoteView(author=note.author_name, written_at=note.written_at, body=note.body) for note in notes
        ),
        newest,
    )
