"""What a template asks of a plan: of its targets, of its promises, and of those who agree to it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from heft_platform.library.services import ProgrammeTemplate

OF_THE_PLAN = frozenset({"targets", "commitments", "timetable"})
WAYS_OF_METHOD = {
    "typed": ("in_room",),
    "paper_scan": ("on_paper",),
    "verbal_recorded": ("by_telephone", "told_to_staff"),
}
SMART_WORDS = {
    "specific": ("Specific", "What exactly, where and when?"),
    "measurable": ("Measurable", "How will we know that it happened?"),
    "achievable": ("Achievable", "Why is it within reach now?"),
    "results_focused": ("Results-focused", "What gets better for the pupil?"),
    "time_bound": ("Time-bound", "By when?"),
}


@dataclass(frozen=True, kw_only=True)
class PlanRules:
    """The rules for targets and promises. A requirement is required, expected, recommended, optional or none."""

    fewest: int
    usual: int
    most: int
    horizons: tuple[str, ...]
    asks_each_horizon: bool
    smart_parts: tuple[str, ...]
    smart: str
    positive_wording: str  # required, warn, off
    small_steps: str
    success: str
    success_prompt: str
    baseline: str
    pupil_words: str
    own_review_date: str
    parties: tuple[str, ...]
    expected_from: tuple[str, ...]
    takes_reasons: bool
    additional_to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AgreementRule:
    """Who must say what they think of the plan, at one meeting, and how they may say it."""

    meeting: str
    rule: str  # all_present, listed_roles, optional
    roles: tuple[str, ...]
    ways: tuple[str, ...]
    a_no_stops_it: bool
    can_be_waived: bool
    waived_by: tuple[str, ...]
    present: tuple[str, ...]  # the roles without whom the meeting is not held


def rules_of(template: ProgrammeTemplate) -> PlanRules:
    """Return what a template asks of targets and promises."""
    targets, promises = template.body["targets"], template.body["commitments"]
    smart, success = targets.get("smart", {}), targets.get("success_criteria", {})
    return PlanRules(
        fewest=targets["min"],
        usual=targets["default"],
        most=targets["max"],
        horizons=tuple(targets.get("horizons", ("short",))),
        asks_each_horizon=targets.get("each_horizon_expected", False),
        smart_parts=tuple(one for one in smart.get("parts", ()) if one in SMART_WORDS),
        smart=smart.get("requirement", "none"),
        positive_wording=targets["positive_wording"],
        small_steps=targets.get("small_steps", "none"),
        success=success.get("requirement", "required"),
        success_prompt=template.success_prompt,
        baseline=targets.get("baseline", {}).get("requirement", "optional"),
        pupil_words=targets.get("pupil_words", "optional"),
        own_review_date=targets.get("own_review_date", "none"),
        parties=tuple(promises["parties"]),
        expected_from=tuple(promises["expected_from"]),
        takes_reasons=promises.get("reason_if_none", False),
        additional_to=tuple(promises.get("school_additional_to", ())),
    )


def roles_of(template: ProgrammeTemplate) -> dict[str, tuple[str, str]]:
    """Return label and party of every role, by its id."""
    return {one["id"]: (one["label"], one["party"]) for one in template.body["roles"]}


def agreement_rule(template: ProgrammeTemplate, *, milestone: str) -> AgreementRule | None:
    """Return how the plan is agreed at the meeting of a milestone; None if the template asks for no agreement."""
    held = {one["id"]: one.get("meeting") for one in template.body["milestones"]}
    of_plan = [one for one in template.body["signatures"] if _is_of_plan(one)]
    if not of_plan:
        return None
    signature = next((one for one in of_plan if one["meeting"] == held.get(milestone)), of_plan[0])
    meeting = next(one for one in template.body["meetings"] if one["id"] == signature["meeting"])
    waiver = signature.get("waiver", {})
    return AgreementRule(
        meeting=signature["meeting"],
        rule=signature["rule"],
        roles=tuple(signature.get("roles", ())),
        ways=_ways(signature.get("methods", WAYS_OF_METHOD)),
        a_no_stops_it=signature.get("refusal") == "full_time_applies",
        can_be_waived=bool(waiver.get("allowed")),
        waived_by=tuple(waiver.get("approved_by", ())),
        present=tuple(meeting["invite"]["required"]),
    )


def _is_of_plan(signature: dict[str, Any]) -> bool:
    return not OF_THE_PLAN.isdisjoint(signature.get("scope", OF_THE_PLAN))


def _ways(methods: Collection[str]) -> tuple[str, ...]:
    return tuple(way for method, ways in WAYS_OF_METHOD.items() if method in methods for way in ways)
