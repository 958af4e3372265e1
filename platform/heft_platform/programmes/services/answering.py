"""What was said in answer, typed in by staff: every version stays."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.audit.services import record
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.models import AskedFor, GivenAnswer, SensitiveAnswer
from heft_platform.programmes.questions import Asked, in_words, is_guarded, parts_of
from heft_platform.programmes.services.asking import asked_in_version
from heft_platform.programmes.services.finding import UnknownChoiceError, open_programme
from heft_platform.programmes.views import AnswerView, ViewsSideBySide
from heft_tenants.ids import uuid7

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
    programme_id: UUID,
    asked_for_id: UUID,
    version: int,
    document: str,
    answers: Mapping[str, Any],
    method: str,
    supporter: str,
    was_explained: bool,
    typed_by: str,
    today: date,
) -> None:
    """Keep what was said, as the next version. What is of a higher class is kept apart from the rest.

    What the person who types may not see stays as it was in the version before.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownRequestError: if it is not asked for here
    :raises UnknownChoiceError: if the template has no such document
    :raises ChangedMeanwhileError: if it has another version by now
    """
    programme = open_programme(session, programme_id)
    template = ProgrammeTemplate(programme.template)
    if document not in {one.id for one in template.documents}:
        raise UnknownChoiceError
    asked = asked_in_version(session, programme_id, asked_for_id, version)
    questions = [one for part in parts_of(template, template.document(document)) for one in part.questions]
    guarded: dict[str, dict[str, Any]] = {}
    for one in questions:
        if is_guarded(one) and one.id in answers:
            guarded.setdefault(one.visibility.name, {})[one.id] = answers[one.id]
    last = select(func.max(GivenAnswer.no)).where(
        GivenAnswer.programme_id == programme_id, GivenAnswer.asked_for_id == asked_for_id
    )
    given = GivenAnswer(
        programme_id=programme_id,
        id=uuid7(),
        asked_for_id=asked_for_id,
        no=(session.scalar(last) or 0) + 1,
        answers={one.id: answers[one.id] for one in questions if not is_guarded(one) and one.id in answers},
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
                programme_id=programme_id, answer_id=given.id, visibility=visibility, answers=kept
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
    session: Session, *, programme_id: UUID, asked_for_id: UUID, sees_guarded: bool
) -> list[AnswerView]:
    """Return every version of an answer, the newest first; what is of a higher class only to who may see it."""
    found = select(GivenAnswer).where(
        GivenAnswer.programme_id == programme_id, GivenAnswer.asked_for_id == asked_for_id
    )
    given = session.scalars(found.order_by(GivenAnswer.no.desc())).all()
    guarded = _guarded(session, programme_id, [one.id for one in given]) if sees_guarded else {}
    return [
        AnswerView(
            no=one.no,
            answers={**one.answers, **guarded.get(one.id, {})},
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


def _guarded(session: Session, programme_id: UUID, ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    if not ids:
        return {}
    found = select(SensitiveAnswer).where(
        SensitiveAnswer.programme_id == programme_id,
        SensitiveAnswer.answer_id.in_(ids),
        SensitiveAnswer.visibility == "SENSITIVE",
    )
    kept: dict[UUID, dict[str, Any]] = {}
    for one in session.scalars(found):
        kept.setdefault(one.answer_id, {}).update(one.answers)
    return kept


__all__ = ["METHOD_WORDS", "Asked", "answer", "answers_to", "views_side_by_side"]
