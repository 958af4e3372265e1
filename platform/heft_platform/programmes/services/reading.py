"""Read programmes. Reading one is written down; what a gate does not open is not there to be read."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, func, literal, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.named import PROGRAMME, REFERENCE
from heft_platform.plans.services import plan_asked
from heft_platform.programmes.models import Milestone, Note, Programme
from heft_platform.programmes.services.activating import what_is_missing
from heft_platform.programmes.services.course import is_to_come
from heft_platform.programmes.services.lines import NOBODY, line_from
from heft_platform.programmes.services.named import BY_REFERENCE, ITS_PUPIL
from heft_platform.programmes.views import MilestoneView, NoteView, ProgrammeView, RelatedProgramme
from heft_platform.pupils import services as pupils
from heft_tenants.context import current
from heft_tenants.gates import granted_sections
from heft_tenants.tables import Section
from heft_tenants.together import Question, Statement, ask_together, built_once

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
    is_ours = current().kind != "visitor"
    found: Question[tuple[Programme | None, str]] = Question(
        lambda rows: next(iter(rows), (None, "")), _itself(with_concern=is_ours), reference=reference
    )
    pupil = pupils.pupils_asked(ITS_PUPIL, reference=reference)
    milestones: Question[list[Any]] = Question(
        list, _its_milestones(with_reasons=is_ours), reference=reference
    )
    school_days, plan = calendar.calendar_asked(), plan_asked(BY_REFERENCE, reference=reference)
    notes = Question(_notes, _its_notes(BY_REFERENCE, NOTES_SHOWN if with_log else 0), reference=reference)
    related = Question(
        lambda several: _tied(reference, several), _programmes_of_its_pupil(), reference=reference
    )
    ask_together(session, found, pupil, milestones, school_days, plan, notes, related)
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
    template = programme.template
    may_begin = programme.state == "preparing" and is_ours
    return ProgrammeView(
        line=line_from(
            programme,
            next((one for one, _, _ in milestones.answer if one.is_meeting and is_to_come(one)), None),
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
        milestones=tuple(_milestones(milestones.answer)),
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


@built_once
def _itself(*, with_concern: bool) -> Statement:
    concern = Programme.concern if with_concern else literal("", Text)
    return select(Programme, concern).where(Programme.reference == REFERENCE)


def _ended_as(programme: Programme, template: ProgrammeTemplate) -> str | None:
    if programme.merged_into_id:
        return "Closed, because it should have been another programme"
    if programme.early_end:
        return dict(template.early_ends()).get(programme.early_end, programme.early_end)
    return next((words for code, words, _ in template.verdicts() if code == programme.verdict), None)


@built_once
def _programmes_of_its_pupil() -> Statement:
    columns = (Programme.id, Programme.reference, Programme.follows_id, Programme.merged_into_id)
    its_pupil = ITS_PUPIL.scalar_subquery()
    return select(*columns).where(Programme.pupil_id == its_pupil).order_by(Programme.id)


def _tied(reference: str, of_pupil: list[Any]) -> list[Any]:
    """Return the programmes before, after, merged into this one or the other way. A visitor sees one programme."""
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


@built_once
def _its_milestones(*, with_reasons: bool) -> Statement:
    """Ask for each milestone with why it was left out and why it moved: a visitor is not told, and may not read it."""
    told = (Milestone.skip_reason, Milestone.moved_because)
    why = told if with_reasons else (literal("", Text), literal("", Text))
    return select(Milestone, *why).where(Milestone.programme_id == BY_REFERENCE).order_by(Milestone.place)


def _milestones(milestones: Iterable[tuple[Milestone, str, str]]) -> Iterable[MilestoneView]:
    found_next = False
    for one, skip_reason, moved_because in milestones:
        is_next = one.is_meeting and is_to_come(one) and not found_next
        found_next = found_next or is_next
        yield MilestoneView(
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
    return Question(_notes, _its_notes(PROGRAMME, None), programme=programme_id)


@built_once
def _its_notes(which: ColumnElement[UUID], at_most: int | None) -> Statement:
    return select(Note).where(Note.programme_id == which).order_by(Note.id.desc()).limit(at_most)


def _notes(rows: Iterable[Note]) -> tuple[NoteView, ...]:
    return tuple(
        NoteView(author=note.author_name, written_at=note.written_at, body=note.body) for note in rows
    )
