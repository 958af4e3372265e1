"""Read a finished record whole, and add a remark to it."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.meetings.models import (
    MeetingRecord,
    MeetingRemark,
    Review,
    ReviewedCommitment,
    ReviewedTarget,
)
from heft_platform.meetings.services.drafting import draft_asked
from heft_platform.meetings.services.reading import view_of
from heft_platform.meetings.views import Attendance, Decided, DraftView, RecordView, RemarkView, Word
from heft_platform.named import PROGRAMME
from heft_platform.programmes.services import ProgrammeView
from heft_tenants.together import Question, Statement, ask_together, built_once

Row = TypeVar("Row", ReviewedTarget, ReviewedCommitment, MeetingRemark)
OF_ITS_MEETING = (
    (MeetingRecord.org_id == Review.org_id)
    & (MeetingRecord.programme_id == Review.programme_id)
    & (MeetingRecord.review_id == Review.id)
)


def record_of(session: Session, *, programme_id: UUID, milestone_id: UUID) -> RecordView | None:
    """Return the record of a meeting; None if it was not recorded."""
    held = select(Review, MeetingRecord).outerjoin(MeetingRecord, OF_ITS_MEETING)
    found = session.execute(
        held.where(Review.programme_id == programme_id, Review.milestone_id == milestone_id)
    ).one_or_none()
    if found is None:
        return None
    review: Review = found[0]
    kept: MeetingRecord | None = found[1]
    targets = _of(session, ReviewedTarget, programme_id, review.id)
    commitments = _of(session, ReviewedCommitment, programme_id, review.id)
    remarks = sorted(_of(session, MeetingRemark, programme_id, review.id), key=lambda one: one.id)
    return RecordView(
        review=view_of(review, targets, commitments),
        decided=_decided(kept) if kept else Decided(),
        evidence=tuple((row.statement, row.evidence) for row in targets if row.evidence),
        comments=tuple((row.what, row.comment) for row in commitments if row.comment),
        attendance=tuple(Attendance(**one) for one in kept.attendance) if kept else (),
        words=tuple(Word(**one) for one in kept.words) if kept else (),
        remarks=tuple(
            RemarkView(author=one.author_name, written_at=one.written_at, body=one.body) for one in remarks
        ),
    )


def words_of_programme(session: Session, *, programme_id: UUID) -> list[tuple[str, Decided, list[Word]]]:
    """Return what was said and decided at each meeting, by its label, the first meeting first."""
    return words_asked(programme_id=programme_id).ask(session)


def words_asked(*, programme_id: UUID) -> Question[list[tuple[str, Decided, list[Word]]]]:
    """Ask for what was said and decided at each meeting, for pages that ask for more at once."""
    return Question(
        lambda rows: [(label, _decided(kept), [Word(**one) for one in kept.words]) for label, kept in rows],
        _records(),
        programme=programme_id,
    )


@built_once
def _records() -> Statement:
    found = select(Review.label, MeetingRecord).join(MeetingRecord, OF_ITS_MEETING)
    return found.where(Review.programme_id == PROGRAMME).order_by(Review.held_on, Review.id)


def draft_and_words(
    session: Session, *, programme_id: UUID, milestone_id: UUID
) -> tuple[DraftView | None, list[tuple[str, Decided, list[Word]]]]:
    """Return what was typed for the record of a meeting so far, and what was said at each meeting before it."""
    draft, words = draft_asked(programme_id, milestone_id), words_asked(programme_id=programme_id)
    ask_together(session, draft, words)
    return draft.answer, words.answer


def add_remark(
    session: Session,
    *,
    programme: ProgrammeView,
    review_id: UUID,
    author_id: UUID,
    author_name: str,
    body: str,
) -> None:
    """Add to a finished record what puts it right. The record itself never changes, also once the programme is closed."""
    session.add(
        MeetingRemark(
            programme_id=programme.id,
            review_id=review_id,
            author_id=author_id,
            author_name=author_name,
            body=body,
        )
    )
    record(
        session,
        action="meeting.remark_added",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
        fields=("body",),
    )


def _of(session: Session, model: type[Row], programme_id: UUID, review_id: UUID) -> list[Row]:
    of_meeting = select(model).where(model.programme_id == programme_id, model.review_id == review_id)
    return list(session.scalars(of_meeting))


def _decided(kept: MeetingRecord) -> Decided:
    return Decided(
        chair=kept.chair,
        note_taker=kept.note_taker,
        decisions=kept.decisions,
        parked=kept.parked,
        further_measures=kept.further_measures,
        control=kept.control,
        outlook=kept.outlook,
        alternatives=tuple(kept.alternatives),
        family_gap=kept.family_gap,
        why_day=kept.why_day,
    )
