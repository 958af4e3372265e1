"""What may be done with programmes, and when not."""

from heft_platform.programmes.plan_parts import (
    PlanPart,
    add_to_plans,
)
from heft_platform.programmes.plan_views import (
    AgreementView,
    ChangeView,
    Plan,
    PlanVersionView,
)
from heft_platform.programmes.services.agreed_plans import (
    agreed_version,
    differences_since,
    milestone_at_hand,
    plan_versions,
    who_is_missing,
)
from heft_platform.programmes.services.agreeing import (
    MayNotWaiveError,
    NobodySaidError,
    NothingToAgreeError,
    PlanChangedMeanwhileError,
    Said,
    UnknownRoleError,
    UnknownWayError,
    WhyMissingError,
    agree_plan,
    content_now,
    differences_since_agreed,
)
from heft_platform.programmes.services.briefly import (
    ProgrammeBrief,
    PromiseLine,
    RunningProgramme,
    hold,
    meetings_held,
    promises_of,
    read_briefly,
    running_programme,
    running_programmes,
)
from heft_platform.programmes.services.closing import (
    NextStepMissingError,
    NotActiveError,
    ReviewsMissingError,
    UnknownVerdictError,
    close,
)
from heft_platform.programmes.services.commitments import (
    OnlySchoolAddsError,
    UnknownPartyError,
    add_commitment,
    change_commitment,
    drop_commitment,
    say_why_no_promise,
)
from heft_platform.programmes.services.finding import (
    ProgrammeClosedError,
)
from heft_platform.programmes.services.meeting_dates import (
    DatesOutOfOrderError,
    NoSuchStepError,
    agree_dates,
    put_in_review,
)
from heft_platform.programmes.services.noting import (
    add_note,
)
from heft_platform.programmes.services.plan_gaps import (
    parties_without_promise,
    what_the_plan_could_have,
    what_the_plan_lacks,
)
from heft_platform.programmes.services.planning import (
    ActivationRefusedError,
    activate,
)
from heft_platform.programmes.services.reading import (
    NOTES_SHOWN,
    line_of,
    open_programmes,
    programme_id_of,
    programmes,
    programmes_of_pupil,
    read_programme,
)
from heft_platform.programmes.services.reading_plan import (
    commitment_history,
    target_history,
    targets_by_programme,
)
from heft_platform.programmes.services.starting import (
    AlreadyOnProgrammeError,
    NotASchoolDayError,
    UnknownChoiceError,
    UnknownReasonError,
    plan_programme,
    start_programme,
)
from heft_platform.programmes.services.steps import (
    OutOfOrderError,
    mark_held,
    next_meeting,
)
from heft_platform.programmes.services.target_refusals import (
    NegativeWordingError,
    ReasonMissingError,
    SuccessMissingError,
    TooManyStepsError,
    TooManyTargetsError,
    UnknownHorizonError,
    UnknownMeasureError,
    UnknownTargetError,
)
from heft_platform.programmes.services.target_steps import (
    MOST_STEPS,
    mark_step,
)
from heft_platform.programmes.services.targets import (
    TargetWords,
    add_target,
    change_target,
    drop_target,
    replace_target,
    sounds_negative,
    step_target,
)
from heft_platform.programmes.services.writing_plan import (
    was_taken_out,
)
from heft_platform.programmes.views import (
    PARTY_WORDS,
    CommitmentView,
    NoteView,
    ProgrammeLine,
    ProgrammeView,
    StepView,
    TargetView,
)
from heft_tenants.refusals import (
    ChangedMeanwhileError,
)

__all__ = [
    "MOST_STEPS",
    "NOTES_SHOWN",
    "PARTY_WORDS",
    "ActivationRefusedError",
    "AgreementView",
    "AlreadyOnProgrammeError",
    "ChangeView",
    "ChangedMeanwhileError",
    "CommitmentView",
    "DatesOutOfOrderError",
    "MayNotWaiveError",
    "NegativeWordingError",
    "NextStepMissingError",
    "NoSuchStepError",
    "NobodySaidError",
    "NotASchoolDayError",
    "NotActiveError",
    "NoteView",
    "NothingToAgreeError",
    "OnlySchoolAddsError",
    "OutOfOrderError",
    "Plan",
    "PlanChangedMeanwhileError",
    "PlanPart",
    "PlanVersionView",
    "ProgrammeBrief",
    "ProgrammeClosedError",
    "ProgrammeLine",
    "ProgrammeView",
    "PromiseLine",
    "ReasonMissingError",
    "ReviewsMissingError",
    "RunningProgramme",
    "Said",
    "StepView",
    "SuccessMissingError",
    "TargetView",
    "TargetWords",
    "TooManyStepsError",
    "TooManyTargetsError",
    "UnknownChoiceError",
    "UnknownHorizonError",
    "UnknownMeasureError",
    "UnknownPartyError",
    "UnknownReasonError",
    "UnknownRoleError",
    "UnknownTargetError",
    "UnknownVerdictError",
    "UnknownWayError",
    "WhyMissingError",
    "activate",
    "add_commitment",
    "add_note",
    "add_target",
    "add_to_plans",
    "agree_dates",
    "agree_plan",
    "agreed_version",
    "change_commitment",
    "change_target",
    "close",
    "commitment_history",
    "content_now",
    "differences_since",
    "differences_since_agreed",
    "drop_commitment",
    "drop_target",
    "hold",
    "line_of",
    "mark_held",
    "mark_step",
    "meetings_held",
    "milestone_at_hand",
    "next_meeting",
    "open_programmes",
    "parties_without_promise",
    "plan_programme",
    "plan_versions",
    "programme_id_of",
    "programmes",
    "programmes_of_pupil",
    "promises_of",
    "put_in_review",
    "read_briefly",
    "read_programme",
    "replace_target",
    "running_programme",
    "running_programmes",
    "say_why_no_promise",
    "sounds_negative",
    "start_programme",
    "step_target",
    "target_history",
    "targets_by_programme",
    "was_taken_out",
    "what_the_plan_could_have",
    "what_the_plan_lacks",
    "who_is_missing",
]
