"""What may be done with programmes, and when not."""

from heft_platform.programmes.services.closing import (
    NextStepMissingError,
    NotActiveError,
    ReviewsMissingError,
    UnknownVerdictError,
    close,
)
from heft_platform.programmes.services.noting import add_note
from heft_platform.programmes.services.planning import (
    ActivationRefusedError,
    ChangedMeanwhileError,
    ProgrammeClosedError,
    TooManyTargetsError,
    UnknownTargetError,
    activate,
    add_commitment,
    add_target,
    change_commitment,
    change_target,
    drop_commitment,
    drop_target,
    sounds_negative,
)
from heft_platform.programmes.services.reading import (
    line_of,
    open_programmes,
    programme_id_of,
    programmes,
    programmes_of_pupil,
    read_programme,
    targets_by_programme,
)
from heft_platform.programmes.services.starting import (
    AlreadyOnProgrammeError,
    NotASchoolDayError,
    UnknownChoiceError,
    plan_programme,
    start_programme,
)
from heft_platform.programmes.services.steps import OutOfOrderError, mark_held, next_meeting

__all__ = [
    "ActivationRefusedError",
    "AlreadyOnProgrammeError",
    "ChangedMeanwhileError",
    "NextStepMissingError",
    "NotASchoolDayError",
    "NotActiveError",
    "OutOfOrderError",
    "ProgrammeClosedError",
    "ReviewsMissingError",
    "TooManyTargetsError",
    "UnknownChoiceError",
    "UnknownTargetError",
    "UnknownVerdictError",
    "activate",
    "add_commitment",
    "add_note",
    "add_target",
    "change_commitment",
    "change_target",
    "close",
    "drop_commitment",
    "drop_target",
    "line_of",
    "mark_held",
    "next_meeting",
    "open_programmes",
    "plan_programme",
    "programme_id_of",
    "programmes",
    "programmes_of_pupil",
    "read_programme",
    "sounds_negative",
    "start_programme",
    "targets_by_programme",
]
