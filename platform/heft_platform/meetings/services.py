"""Hold a review: a result for every target and every promise, once, in its turn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.meetings.models import Review, ReviewedCommitment, ReviewedTarget
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView
from heft_tenants.refusals import Refused

Result = TypeVar("Result", ReviewedTarget, ReviewedCommitment)
RESULT_WORDS = {"achieved": "Achieved", "partly": "Partly achieved", "not_yet": "Not yet achieved"}
CHANGE_WORDS = {
    "keep": "Keep as it is",
    "harder": "Make it harder",
    "revise": "Change it",
    "drop": "Take it out",
}
KEPT_WORDS = {"kept": "Kept", "partly": "Partly kept", "not_kept": "Not kept"}


class NotTimeForReviewError(Refused):
    """The programme has not begun, or it is another meeting's turn."""


class NotOnThatDayError(Refused):
    """The meeting would have been held before the one that came before it, or in a day to come."""


class ResultsMissingError(Refused):
    """A target or a promise has no result."""


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """A review as it was held."""

    id: UUID
    label: str
    held_on: date
    present: str
    summary: str
    recorder: str
    targets: tuple[tuple[str, str, str], ...]  # statement, result, what happens to it: in words
    commitments: tuple[tuple[str, str], ...]  # what was promised, result: in words


def hold_review(  # noqa: PLR0913  (everything that a review says)
    session: Session,
    *,
    programme: ProgrammeView,
    results: Mapping[UUID, str],
    changes: Mapping[UUID, str],
    kept: Mapping[UUID, str],
    present: str,
    summary: str,
    held_on: date,
    recorded_by: UUID,
    recorder_name: str,
    today: date,
) -> Review:
    """Keep what a review said, and move the programme on to its next step.

    `results` and `changes` are by target (achieved, partly, not_yet; keep, harder, revise, drop), `kept` by promise
    (kept, partly, not_kept).

    :raises NotTimeForReviewError: if the programme has not begun, or has no meeting to come
    :raises NotOnThatDayError: if the day lies before the last meeting, or has not come
    :raises ResultsMissingError: if a target or a promise has no result
    :raises OutOfOrderError: if this meeting was held meanwhile
    :raises ProgrammeClosedError: if the programme is closed
    """
    step = programme.next_step
    if programme.line.state != "active" or step is None:
        raise NotTimeForReviewError
    if not (programme.last_held_on or programme.started_on) <= held_on <= today:
        raise NotOnThatDayError
    if any(target.id not in results or target.id not in changes for target in programme.targets):
        raise ResultsMissingError
    if any(promise.id not in kept for promise in programme.commitments):
        raise ResultsMissingError

    programmes.mark_held(session, programme_id=programme.id, milestone_id=step.id, held_on=held_on)
    review = Review(
        programme_id=programme.id,
        milestone_id=step.id,
        label=step.label,
        held_on=held_on,
        present=present,
        summary=summary,
        recorded_by=recorded_by,
        recorder_name=recorder_name,
    )
    session.add(review)
    session.flush()  # the results refer to it; and who holds it a second time is refused here
    session.add_all(_of_targets(programme, review, results, changes))
    session.add_all(_of_commitments(programme, review, kept))
    for target_id, change in changes.items():
        if change == "drop" and not step.is_final:
            programmes.drop_target(session, programme_id=programme.id, target_id=target_id, today=held_on)
    record(
        session,
        action="review.held",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.line.pupil_id,
        fields=("targets", "commitments", "summary"),
    )
    return review


def reviews_of(session: Session, *, programme_id: UUID) -> list[ReviewView]:
    """Return the reviews of a programme, the newest first."""
    found = (
        select(Review)
        .where(Review.programme_id == programme_id)
        .order_by(Review.held_on.desc(), Review.id.desc())
    )
    targets = _by_review(session, ReviewedTarget, programme_id)
    commitments = _by_review(session, ReviewedCommitment, programme_id)
    return [
        ReviewView(
            id=one.id,
            label=one.label,
            held_on=one.held_on,
            present=one.present,
            summary=one.summary,
            recorder=one.recorder_name,
            targets=tuple(
                (row.statement, RESULT_WORDS[row.result], CHANGE_WORDS[row.change])
                for row in targets.get(one.id, ())
            ),
            commitments=tuple((row.what, KEPT_WORDS[row.result]) for row in commitments.get(one.id, ())),
        )
        for one in session.scalars(found)
    ]


def last_results(session: Session, *, programme_id: UUID) -> dict[UUID, str]:
    """Return what the last review said of each promise: kept, partly or not_kept."""
    held = (
        select(Review.id)
        .where(Review.programme_id == programme_id)
        .order_by(Review.held_on.desc(), Review.id.desc())
    )
    last = session.scalar(held.limit(1))
    if last is None:
        return {}
    said = select(ReviewedCommitment.commitment_id, ReviewedCommitment.result).where(
        ReviewedCommitment.programme_id == programme_id, ReviewedCommitment.review_id == last
    )
    return {row.commitment_id: row.result for row in session.execute(said)}


def _by_review(session: Session, model: type[Result], programme_id: UUID) -> dict[UUID, list[Result]]:
    grouped: dict[UUID, list[Result]] = {}
    for row in session.scalars(select(model).where(model.programme_id == programme_id)):
        grouped.setdefault(row.review_id, []).append(row)
    return grouped


def _of_targets(
    programme: ProgrammeView, review: Review, results: Mapping[UUID, str], changes: Mapping[UUID, str]
) -> list[ReviewedTarget]:
    return [
        ReviewedTarget(
            programme_id=programme.id,
            review_id=review.id,
            target_id=target.id,
            statement=target.statement,
            result=results[target.id],
            change=changes[target.id],
        )
        for target in programme.targets
    ]


def _of_commitments(
    programme: ProgrammeView, review: Review, kept: Mapping[UUID, str]
) -> list[ReviewedCommitment]:
    return [
        ReviewedCommitment(
            programme_id=programme.id,
            review_id=review.id,
            commitment_id=promise.id,
            what=f"{promise.who}: {promise.what}",
            result=kept[promise.id],
        )
        for promise in programme.commitments
        if promise.id in kept
    ]
