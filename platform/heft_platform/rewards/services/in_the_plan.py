"""Rewards and consequences as people agree to them with the plan: in lines of words, rewards first."""

from collections.abc import Sequence

from heft_platform.plans.services import OfPlan, PartSaid, PlanPart, add_to_plans
from heft_platform.rewards.models import Consequence, Reward
from heft_platform.rewards.services.reading import consequences_asked, rewards_asked
from heft_tenants.together import Question

UNKNOWN = "The pupil does not know of this consequence yet: “{what}”. Talk about it with the pupil, and say so under Rewards"


def motivation_asked(of: OfPlan) -> Question[PartSaid]:
    """Ask for a line for each reward of a plan, and then for each consequence."""
    rewards, consequences = rewards_asked(of.programme_id), consequences_asked(of.programme_id)
    told_first = of.template.consequences.known_beforehand

    def read(earned: Sequence[Reward], following: Sequence[Consequence]) -> PartSaid:
        lines = [
            f"{one.what} ({one.giver_words.lower()}, {one.merit_words.lower()})"
            for one in rewards.read(earned)
        ]
        to_follow = consequences.read(following)
        lines += [
            f"If it is hard: {one.what}{', ' + one.occasion if one.occasion else ''}" for one in to_follow
        ]
        unknown = [one.what for one in to_follow if told_first and not one.known_to_pupil]
        return PartSaid(lines=lines, unsettled=[UNKNOWN.format(what=what) for what in unknown])

    return Question(read, *rewards.statements, *consequences.statements, **rewards.said)


# It stands there even when it holds nothing: so it was when the first plans were agreed, and their fingerprints stay.
add_to_plans(
    PlanPart(name="rewards", label="Rewards and consequences", asked=motivation_asked, always_stands=True)
)
