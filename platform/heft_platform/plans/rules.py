"""What a template asks of a plan: of its targets, of its commitments, and of those who agree to it."""

from collections.abc import Collection
from dataclasses import dataclass

from heft_platform.library.services import REPEATED, ProgrammeTemplate

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
    """The rules for targets and commitments. A requirement is required, expected, recommended, optional or none."""

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
    one_commitment_each: bool  # of a party, for a target
    asks_of_commitments: tuple[
        str, ...
    ]  # how_often, start, end, target; who commits and to what is always asked
    commitments_change_at: tuple[str, ...]  # meetings, by their labels
    targets_change_at: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AgreementRule:
    """Who must say what they think of the plan, at one meeting, and how they may say it."""

    meeting: str
    rule: str  # all_present, listed_roles, optional
    roles: tuple[str, ...]
    ways: tuple[str, ...]
    absent_may_agree: int  # school days after the meeting in which who was not there may still agree
    a_no_stops_it: bool
    can_be_waived: bool
    waived_by: tuple[str, ...]
    present: tuple[str, ...]  # the roles without whom the meeting is not held


def rules_of(template: ProgrammeTemplate) -> PlanRules:
    """Return what a template asks of targets and commitments."""
    targets, commitments = template.target_rules, template.commitment_rules
    return PlanRules(
        fewest=targets.fewest,
        usual=targets.usual,
        most=targets.most,
        horizons=targets.horizons,
        asks_each_horizon=targets.each_horizon_expected,
        smart_parts=tuple(one for one in targets.smart.parts if one in SMART_WORDS),
        smart=targets.smart.requirement,
        positive_wording=targets.positive_wording,
        small_steps=targets.small_steps,
        success=targets.success_criteria.requirement,
        success_prompt=template.success_prompt,
        baseline=targets.baseline.requirement,
        pupil_words=targets.pupil_words,
        own_review_date=targets.own_review_date,
        parties=commitments.parties,
        expected_from=commitments.expected_from,
        takes_reasons=commitments.reason_if_none,
        additional_to=commitments.school_additional_to,
        one_commitment_each=commitments.one_per_party_per_target,
        asks_of_commitments=commitments.fields,
        commitments_change_at=tuple(template.meeting(one).label for one in commitments.may_change_at),
        targets_change_at=tuple(template.meeting(one).label for one in targets.may_change_at),
    )


def roles_of(template: ProgrammeTemplate) -> dict[str, tuple[str, str]]:
    """Return label and party of every role, by its id."""
    return {one.id: (one.label, one.party) for one in template.roles}


def agreement_rule(template: ProgrammeTemplate, *, milestone: str) -> AgreementRule | None:
    """Return how the plan is agreed at the meeting of a milestone; None if the template asks for no agreement."""
    of_plan = [one for one in template.signatures if not OF_THE_PLAN.isdisjoint(one.scope)]
    if not of_plan:
        return None
    held = {one.id: one.meeting for one in template.milestones}.get(milestone.partition(REPEATED)[0])
    signature = next((one for one in of_plan if one.meeting == held), of_plan[0])
    return AgreementRule(
        meeting=signature.meeting,
        rule=signature.rule,
        roles=signature.roles,
        ways=_ways(signature.methods),
        absent_may_agree=signature.absent_may_sign_school_days,
        a_no_stops_it=signature.refusal == "full_time_applies",
        can_be_waived=signature.waiver.allowed,
        waived_by=signature.waiver.approved_by,
        present=template.meeting(signature.meeting).invite.required,
    )


def _ways(methods: Collection[str]) -> tuple[str, ...]:
    return tuple(way for method, ways in WAYS_OF_METHOD.items() if method in methods for way in ways)
