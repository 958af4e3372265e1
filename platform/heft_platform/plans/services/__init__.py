"""What may be done with a plan, and when not."""

from heft_platform.plans.parts import (
    Grid,
    OfPlan,
    PartSaid,
    PlanPart,
    add_to_plans,
)
from heft_platform.plans.services.agreed_plans import (
    agreed_version,
    differences_since,
    plan_versions,
    plan_versions_asked,
    who_is_missing,
    who_was_not_there,
)
from heft_platform.plans.services.agreeing import (
    MayNotWaiveError,
    NobodySaidError,
    NothingToAgreeError,
    NotSettledError,
    PlanChangedMeanwhileError,
    Said,
    UnknownWayError,
    agree_plan,
    content_now,
    what_agreement_lacks,
)
from heft_platform.plans.services.commitments import (
    OneCommitmentForATargetError,
    OnlySchoolAddsError,
    ReasonGivenError,
    UnknownPartyError,
    add_commitment,
    change_commitment,
    drop_commitment,
    say_why_no_commitment,
)
from heft_platform.plans.services.gaps import (
    parties_without_commitment,
    what_the_plan_could_have,
    what_the_plan_lacks,
)
from heft_platform.plans.services.history import (
    commitment_history,
    plan_history,
    target_history,
)
from heft_platform.plans.services.in_full import (
    named_targets,
)
from heft_platform.plans.services.reading import (
    has_targets,
    plan_asked,
    plan_of,
    targets_asked,
    targets_by_programme,
)
from heft_platform.plans.services.refusals import (
    NegativeWordingError,
    NothingChangedError,
    SuccessMissingError,
    TooManyStepsError,
    TooManyTargetsError,
    UnknownHorizonError,
    UnknownMeasureError,
    UnknownTargetError,
)
from heft_platform.plans.services.standing import (
    standing_commitments,
)
from heft_platform.plans.services.target_steps import (
    MOST_STEPS,
    mark_step,
)
from heft_platform.plans.services.targets import (
    TargetWords,
    add_target,
    change_target,
    drop_target,
    replace_target,
    sounds_negative,
    step_target,
)
from heft_platform.plans.services.waiting import (
    plans_not_agreed,
    targets_to_look_at,
)
from heft_platform.plans.services.writing import (
    was_taken_out,
)
from heft_platform.plans.views import (
    PARTY_NAMES,
    PARTY_WORDS,
    CommitmentLine,
    CommitmentView,
    Plan,
    PlanVersionView,
    TargetView,
)
from heft_platform.refusals import UnknownRoleError, WhyMissingError
from heft_tenants.refusals import ChangedMeanwhileError

__all__ = [
    "MOST_STEPS",
    "PARTY_NAMES",
    "PARTY_WORDS",
    "ChangedMeanwhileError",
    "CommitmentLine",
    "CommitmentView",
    "Grid",
    "MayNotWaiveError",
    "NegativeWordingError",
    "NobodySaidError",
    "NotSettledError",
    "NothingChangedError",
    "NothingToAgreeError",
    "OfPlan",
    "OneCommitmentForATargetError",
    "OnlySchoolAddsError",
    "PartSaid",
    "Plan",
    "PlanChangedMeanwhileError",
    "PlanPart",
    "PlanVersionView",
    "ReasonGivenError",
    "Said",
    "SuccessMissingError",
    "TargetView",
    "TargetWords",
    "TooManyStepsError",
    "TooManyTargetsError",
    "UnknownHorizonError",
    "UnknownMeasureError",
    "UnknownPartyError",
    "UnknownRoleError",
    "UnknownTargetError",
    "UnknownWayError",
    "WhyMissingError",
    "add_commitment",
    "add_target",
    "add_to_plans",
    "agree_plan",
    "agreed_version",
    "change_commitment",
    "change_target",
    "commitment_history",
    "content_now",
    "differences_since",
    "drop_commitment",
    "drop_target",
    "has_targets",
    "mark_step",
    "named_targets",
    "parties_without_commitment",
    "plan_asked",
    "plan_history",
    "plan_of",
    "plan_versions",
    "plan_versions_asked",
    "plans_not_agreed",
    "replace_target",
    "say_why_no_commitment",
    "sounds_negative",
    "standing_commitments",
    "step_target",
    "target_history",
    "targets_asked",
    "targets_by_programme",
    "targets_to_look_at",
    "was_taken_out",
    "what_agreement_lacks",
    "what_the_plan_could_have",
    "what_the_plan_lacks",
    "who_is_missing",
    "who_was_not_there",
]
