"""What a review must answer, and when there is one more."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NumberOfReviews:
    """How many milestones of a group are held (`none`: all that there are), and at which it is decided."""

    group: str
    fewest: int
    most: int
    decided_at: str


@dataclass(frozen=True, kw_only=True)
class EarlyReview:
    """Whether a review may be called before its time, and by which roles."""

    allowed: bool
    called_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FailingBetween:
    """What is done, by whom and on which document, if the plan fails between two reviews."""

    task_for: str
    action: str
    document: str


@dataclass(frozen=True, kw_only=True)
class ReviewRules:
    """What a review answers, carries forward and shows, and which states of a target ask for further measures."""

    number: NumberOfReviews
    all_commitments_answered: bool
    all_targets_answered: bool
    carries_forward: tuple[str, ...]
    shows_since_last: tuple[str, ...]
    further_measures_when: tuple[str, ...]
    early_review: EarlyReview
    failing_between: FailingBetween
