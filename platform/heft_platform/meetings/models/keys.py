"""How the rows of a meeting hang together."""

from sqlalchemy import ForeignKeyConstraint


def of_step() -> ForeignKeyConstraint:
    """Tie a row to the step of a programme at which the meeting is held."""
    return ForeignKeyConstraint(
        ["org_id", "programme_id", "milestone_id"],
        ["owned.milestone.org_id", "owned.milestone.programme_id", "owned.milestone.id"],
    )


def of_review() -> ForeignKeyConstraint:
    """Tie a row to a meeting as it was held."""
    return ForeignKeyConstraint(
        ["org_id", "programme_id", "review_id"],
        ["owned.review.org_id", "owned.review.programme_id", "owned.review.id"],
    )
