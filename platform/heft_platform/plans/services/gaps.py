"""What a plan lacks: what it must have before the programme begins, and what the template only asks for."""

from heft_platform.library.services import ProgrammeTemplate
from heft_platform.plans.rules import PlanRules, rules_of
from heft_platform.plans.views import HORIZON_WORDS, PARTY_NAMES, Plan, TargetView

ASKED = {"required", "expected"}


def what_the_plan_lacks(template: ProgrammeTemplate, plan: Plan) -> tuple[str, ...]:
    """Return in words what must be in the plan and is not."""
    rules = rules_of(template)
    missing = []
    if len(plan.targets) < rules.fewest:
        missing.append("Add a target with a way to see that it goes well")
    for number, target in enumerate(plan.targets, start=1):
        missing += _of_target(rules, number, target, "required")
    missing += [_commitment_of(party) for party in parties_without_commitment(template, plan)]
    return tuple(missing)


def what_the_plan_could_have(template: ProgrammeTemplate, plan: Plan) -> tuple[str, ...]:
    """Return in words what the template asks for, and nobody has to give: a heavy load is among it."""
    rules = rules_of(template)
    asked = []
    for number, target in enumerate(plan.targets, start=1):
        asked += _of_target(rules, number, target, "expected")
    if rules.asks_each_horizon and plan.targets:
        there = {target.horizon for target in plan.targets}
        asked += [
            f"There is no target for the {HORIZON_WORDS[horizon].lower()} yet"
            for horizon in rules.horizons
            if horizon not in there
        ]
    if len(plan.targets) > rules.usual:
        asked.append(f"{len(plan.targets)} targets are a heavy load. {rules.usual} are usual: can one wait?")
    return tuple(asked)


def parties_without_commitment(template: ProgrammeTemplate, plan: Plan) -> list[str]:
    """Return the parties from whom a commitment, or the reason why there is none, is still expected."""
    rules = rules_of(template)
    promising = {commitment.party for commitment in plan.commitments}
    excused = set(plan.reasons) if rules.takes_reasons else set()
    first = {"school": 0, "family": 1, "pupil": 2}
    return sorted(
        (party for party in {*rules.expected_from, "school"} if party not in promising | excused),
        key=lambda party: (first.get(party, 3), party),
    )


def _commitment_of(party: str) -> str:
    if party == "school":
        return "Add what school will do to help"
    return f"Add what {PARTY_NAMES[party]} will do, or say why nothing is promised"


def _of_target(rules: PlanRules, number: int, target: TargetView, asked: str) -> list[str]:
    lacks = (
        (rules.success, target.success, "what it looks like when it goes well"),
        (rules.pupil_words, target.pupil_words, "the pupil’s own words"),
        (rules.small_steps, target.steps, "small steps"),
        (rules.baseline, target.baseline, "where it starts"),
        (rules.own_review_date, target.review_on, "a day on which it is looked at again"),
        (rules.smart, any(target.smart.values()) or not rules.smart_parts, "what makes it SMART"),
    )
    return [
        f"Target {number} needs {words}" if asked == "required" else f"Target {number} could say {words}"
        for requirement, given, words in lacks
        if requirement == asked and not given
    ]
