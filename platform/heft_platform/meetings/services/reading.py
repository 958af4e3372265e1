"""Read what meetings came to, as far as a visitor may read it too."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.meetings.models import Review, ReviewedCommitment, ReviewedTarget
from heft_platform.meetings.views import KeptView, ReviewView
from heft_platform.named import PROGRAMME
from heft_tenants.ids import among
from heft_tenants.together import Question, Statement, built_once

Result = TypeVar("Result", ReviewedTarget, ReviewedCommitment)


def reviews_of(session: Session, *, programme_id: UUID) -> list[ReviewView]:
    """Return the meetings of a programme that were held, the newest first."""
    return reviews_asked(programme_id=programme_id).ask(session)[0]


def reviews_asked(*, programme_id: UUID) -> Question[tuple[list[ReviewView], dict[UUID, KeptView]]]:
    """Ask for the meetings that were held, and what the last said of each commitment, for pages that ask for more at once."""
    return Question(
        _reviews,
        _meetings_held(),
        _reviewed(ReviewedTarget),
        _reviewed(ReviewedCommitment),
        programme=programme_id,
    )


@built_once
def _meetings_held() -> Statement:
    of_programme = select(Review).where(Review.programme_id == PROGRAMME)
    return of_programme.order_by(Review.held_on.desc(), Review.id.desc())


@built_once
def _reviewed(what: type[ReviewedTarget | ReviewedCommitment]) -> Statement:
    return select(what).where(what.programme_id == PROGRAMME)


def _reviews(
    found: Sequence[Review],
    targets: Sequence[ReviewedTarget],
    commitments: Sequence[ReviewedCommitment],
) -> tuple[list[ReviewView], dict[UUID, KeptView]]:
    targets_of, commitments_of = _grouped(targets), _grouped(commitments)
    last = commitments_of.get(found[0].id, []) if found else []
    views = [view_of(one, targets_of.get(one.id, []), commitments_of.get(one.id, [])) for one in found]
    return views, {one.commitment_id: _kept(one) for one in last}


def _grouped(rows: Iterable[Result]) -> dict[UUID, list[Result]]:
    grouped: dict[UUID, list[Result]] = {}
    for row in rows:
        grouped.setdefault(row.review_id, []).append(row)
    return grouped


def _kept(row: ReviewedCommitment) -> KeptView:
    return KeptView(result=row.result, result_words=row.result_words)


@dataclass(frozen=True, kw_only=True)
class TargetsReviewed:
    """How many targets of a programme were reviewed, and how many the last review of each said were achieved."""

    achieved: int
    reviewed: int


def targets_reviewed(session: Session, *, programme_ids: Collection[UUID]) -> dict[UUID, TargetsReviewed]:
    """Return by programme what has become of its targets; programmes without any that was reviewed are left out."""
    of_review = func.json_agg(func.json_build_array(ReviewedTarget.target_id, ReviewedTarget.result))
    results = select(ReviewedTarget.programme_id, ReviewedTarget.review_id, of_review.label("results")).where(
        among(ReviewedTarget.programme_id, programme_ids)
    )
    held = select(Review.id, Review.held_on).where(among(Review.programme_id, programme_ids))
    return Question(
        _last_results,
        held.order_by(Review.held_on, Review.id),
        results.group_by(ReviewedTarget.programme_id, ReviewedTarget.review_id),
    ).ask(session)


def _last_results(held: Iterable[Any], of_reviews: Iterable[Any]) -> dict[UUID, TargetsReviewed]:
    of_review = {row.review_id: row for row in of_reviews}
    last: dict[UUID, dict[str, str]] = defaultdict(dict)
    for review in held:
        if found := of_review.get(review.id):
            last[found.programme_id].update(found.results)
    return {
        programme_id: TargetsReviewed(
            achieved=sum(result == "achieved" for result in results.values()), reviewed=len(results)
        )
        for programme_id, results in last.items()
    }


def view_of(
    review: Review, targets: list[ReviewedTarget], commitments: list[ReviewedCommitment]
) -> ReviewView:
    """Return a meeting with its results in words."""
    return ReviewView(
        id=review.id,
        milestone_id=review.milestone_id,
        label=review.label,
        held_on=review.held_on,
        present=review.present,
        summary=review.summary,
        recorder=review.recorder_name,
        targets=tuple((row.statement, row.result_words, row.change_words) for row in targets),
        achieved=tuple(row.statement for row in targets if row.result == "achieved"),
        commitments=tuple((row.what, row.result_words) for row in commitments),
    )
