"""What may be done with rewards and consequences, and when not."""

from heft_platform.refusals import InTheFutureError
from heft_platform.rewards.services import in_the_plan  # noqa: F401  (it adds its part to plans)
from heft_platform.rewards.services.choosing import (
    CannotBeReachedError,
    MeritMissingError,
    NeverInAPlanError,
    UnknownKindError,
    UnknownTargetError,
    add_consequence,
    add_reward,
    drop_consequence,
    drop_reward,
)
from heft_platform.rewards.services.giving import NoSuchRewardError, give
from heft_platform.rewards.services.in_full import given_in_full
from heft_platform.rewards.services.reading import (
    ConsequenceView,
    GivenView,
    RewardView,
    consequences_asked,
    consequences_of,
    given_asked,
    rewards_asked,
    rewards_given,
    rewards_of,
    warning_of,
)

__all__ = [
    "CannotBeReachedError",
    "ConsequenceView",
    "GivenView",
    "InTheFutureError",
    "MeritMissingError",
    "NeverInAPlanError",
    "NoSuchRewardError",
    "RewardView",
    "UnknownKindError",
    "UnknownTargetError",
    "add_consequence",
    "add_reward",
    "consequences_asked",
    "consequences_of",
    "drop_consequence",
    "drop_reward",
    "give",
    "given_asked",
    "given_in_full",
    "rewards_asked",
    "rewards_given",
    "rewards_of",
    "warning_of",
]
