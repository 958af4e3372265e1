"""What was said in answer, typed in by staff: every version stays."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.audit.services import record
from heft_platform.gathering.models import AskedFor, GivenAnswer, SensitiveAnswer
from heft_platform.gathering.questions import (
    ORDER,
    FormQuestion,
    guarded_in_others,
    is_guarded,
    parts_of,
    shown_to,
)
from heft_platform.gathering.services.asked import asked_in_version
from heft_platform.gathering.typed_answers import in_words
from heft_platform.gathering.views import AnswerView, ViewsSideBySide
from heft_platform.held_programmes import HeldProgramme
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.refusals import UnknownChoiceError
from heft_tenants.ids import uuid7
from heft_tenants.tables import Visibility

METHOD_WORDS = {
    "self": "By themselves",
    "with_adult": "With an adult",
    "scribed": "Written down by an adult",
    "drawing": "By drawing",
    "mind_map": "With a mind map",
    "phone": "By telephone",
    "face_to_face": "Face to face",
    "interpreter": "With an interpreter",
}
COMPARED = {
    "strengths": "Strengths",
    "whats_hard": "What is hard",
    "triggers": "What comes before it",
    "what_helps": "What helps",
    "coming_in": "Coming into school",
    "hope": "What is hoped for",
    "reward_idea": "What would be a reward",
    "overall": "School at the moment",
    "own_control": "Own control",
}


def answer(  # noqa: PLR0913  (everything that is noted about an answer)
    session: Session,
    *,
    programme: HeldProgramme,
    asked_for_id: UUID,
    version: int,
    document: str,
    answers: Mapping[str, Any],
    method: str,
    supporter: str,
    was_explained: bool,
    sees: Collection[Visibility],
    typed_by: str,
    today: date,
) -> None:
    """Keep what was said, as the next version. What is of a higher class is kept apart from the rest.

    `sees` are the classes that the person who types may read. What is of another stays as it was in the version before,
    and what is answered to it is left aside: nobody writes what they could not read again.

    :raises NotAskedForError: if it is not asked for here
    :raises UnknownChoiceError: if the template has no such document
    :raises ChangedMeanwhileError: if it has another version by now
    """
    template = programme.template
    if document not in {one.id for one in template.documents}:
        raise UnknownChoiceError
    asked = asked_in_version(session, programme.id, asked_for_id, version)
    questions = [one for part in parts_of(template, template.document(document)) for one in part.questions]
    shown = shown_to(questions, sees)
    last = session.scalars(_versions(programme.id, asked_for_id).limit(1)).first()
    others = guarded_in_others(template, document).keys()
    guarded = _carried_over(session, last, questions=questions, others=others, sees=sees)
    for one in shown:
        if is_guarded(one) and one.id in answers:
            guarded.setdefault(one.visibility.name, {})[one.id] = answers[one.id]
    given = GivenAnswer(
        programme_id=programme.id,
        id=uuid7(),
        asked_for_id=asked_for_id,
        no=last.no + 1 if last else 1,
        answers={one.id: answers[one.id] for one in shown if not is_guarded(one) and one.id in answers},
        method=method,
        supporter=supporter,
        was_explained=was_explained,
        typed_by=typed_by,
        typed_at=clock.now(),
    )
    session.add(given)
    session.flush()
    for visibility, kept in guarded.items():
        session.add(
            SensitiveAnswer(
                programme_id=programme.id, answer_id=given.id, visibility=visibility, answers=kept
            )
        )
    if asked.document != document:
        asked.document, asked.label = document, template.document(document).label
    asked.state, asked.answered_on, asked.reason = "received", today, ""
    record(
        session,
        action="asked.answered",
        thing="programme",
        thing_id=asked_for_id,
        pupil_id=programme.pupil_id,
        fields=("answers", "method", "supporter"),
    )


def answers_to(
    session: Session, *, programme_id: UUID, asked_for_id: UUID, sees: Collection[Visibility]
) -> list[AnswerView]:
    """Return every version of an answer, the newest first; what is of a higher class only to who sees that class."""
    given = session.scalars(_versions(programme_id, asked_for_id)).all()
    guarded: dict[UUID, dict[str, Any]] = {}
    for kept in _guarded(session, programme_id, [one.id for one in given]):
        if Visibility[kept.visibility] in sees:
            guarded.setdefault(kept.answer_id, {}).update(kept.answers)
    return [
        AnswerView(
            no=one.no,
            answers=guarded.get(one.id, {}) | one.answers,
            guarded=guarded.get(one.id, {}),
            method=METHOD_WORDS.get(one.method, one.method),
            method_code=one.method,
            supporter=one.supporter,
            was_explained=one.was_explained,
            typed_by=one.typed_by,
            typed_at=one.typed_at,
        )
        for one in given
    ]


def views_side_by_side(
    session: Session, *, programme_id: UUID, template: ProgrammeTemplate
) -> ViewsSideBySide:
    """Return what each said to the questions that were asked of several, side by side. Nothing of a higher class."""
    newest = (
        select(GivenAnswer, AskedFor)
        .join(
            AskedFor,
            (AskedFor.programme_id == GivenAnswer.programme_id) & (AskedFor.id == GivenAnswer.asked_for_id),
        )
        .where(GivenAnswer.programme_id == programme_id)
        .order_by(AskedFor.place, AskedFor.id, GivenAnswer.no)
    )
    latest = {asked.id: (asked, given) for given, asked in session.execute(newest)}
    documents = {one.id: one for one in template.documents}
    said: dict[str, dict[str, str]] = {}
    people = []
    for asked, given in latest.values():
        if asked.document not in documents or documents[asked.document].protected:
            continue  # what a pupil says under protection is quoted to nobody
        who = asked.asked_name or asked.label
        people.append(who)
        for part in parts_of(template, documents[asked.document]):
            for one in part.questions:
                if one.compare_as and not is_guarded(one) and one.id in given.answers:
                    said.setdefault(one.compare_as, {})[who] = in_words(one, given.answers[one.id])
    return ViewsSideBySide(
        people=tuple(dict.fromkeys(people)),
        rows=tuple((COMPARED[key], said[key]) for key in COMPARED if key in said),
    )


def _versions(programme_id: UUID, asked_for_id: UUID) -> Select[GivenAnswer]:
    return (
        select(GivenAnswer)
        .where(GivenAnswer.programme_id == programme_id, GivenAnswer.asked_for_id == asked_for_id)
        .order_by(GivenAnswer.no.desc())
    )


def _guarded(session: Session, programme_id: UUID, ids: Collection[UUID]) -> Iterable[SensitiveAnswer]:
    if not ids:
        return ()
    return session.scalars(
        select(SensitiveAnswer).where(
            SensitiveAnswer.programme_id == programme_id, SensitiveAnswer.answer_id.in_(ids)
        )
    )


def _carried_over(
    session: Session,
    last: GivenAnswer | None,
    *,
    questions: Iterable[FormQuestion],
    others: Collection[str],
    sees: Collection[Visibility],
) -> dict[str, dict[str, Any]]:
    """Return by class what the version before holds and the form does not show, to this person or to anybody.

    A newer version of the template may have put a question into a higher class: its answer goes there too. `others` are
    the guarded questions of the other documents of which one is chosen: who chooses another takes away no guarded answer.
    """
    if last is None:
        return {}
    hidden = {one.id: one.visibility for one in questions if one.visibility not in sees}
    of_others = set(others) - {one.id for one in questions if is_guarded(one)}
    before = [(Visibility.PASTORAL, last.answers, set(hidden))]
    before += [
        (Visibility[one.visibility], one.answers, set(hidden) | of_others)
        for one in _guarded(session, last.programme_id, [last.id])
    ]
    carried: dict[str, dict[str, Any]] = {}
    for visibility, answers, not_on_the_form in before:
        for name, value in answers.items():
            if name in not_on_the_form or visibility not in sees:
                kept = max(visibility, hidden.get(name, visibility), key=ORDER.index)
                carried.setdefault(kept.name, {})[name] = value
    return carried
