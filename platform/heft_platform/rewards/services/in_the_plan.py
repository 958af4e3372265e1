"""Rewards and consequences as people agree to them with the plan: in lines of words, rewards first."""

from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.programmes.services import PlanPart, add_to_plans
from heft_platform.rewards.services.reading import consequences_of, rewards_of


def motivation_in_words(session: Session, programme_id: UUID, _: UUID) -> list[str]:
    """Return a line for each reward of a plan, and then for each consequence."""
    rewards = [
        f"{one.what} ({one.giver_words.lower()}, {one.merit_words.lower()})"
        for one in rewards_of(session, programme_id)
    ]
    consequences = [
        f"If it is hard: {one.what}{', ' + one.occasion if one.occasion else ''}"
        for one in consequences_of(session, programme_id)
    ]
    return [*rewards, *consequences]


add_to_plans(PlanPart(name="rewards", label="Rewards and consequences", lines=motivation_in_words))
