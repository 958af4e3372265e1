"""Keep what was agreed to be done until it is done, carried to another day, or dropped with a reason."""

from heft_platform.actions.services.adding import (
    DueBeforeTodayError,
    NobodysActionError,
    TwoOwnersError,
    add,
)
from heft_platform.actions.services.ending import (
    ActionEndedError,
    CarriedToThePastError,
    carry,
    drop,
    finish,
    finish_several,
)
from heft_platform.actions.services.in_full import actions_in_full
from heft_platform.actions.services.reading import (
    actions_asked,
    actions_of_programme,
    ended_actions,
    open_actions,
    read_action,
)
from heft_platform.actions.services.waiting import (
    actions_of_others_overdue,
    actions_waiting,
    everybodys_actions_waiting,
)
from heft_platform.actions.views import ActionView
from heft_platform.refusals import UnknownChoiceError, WhyMissingError
from heft_tenants.refusals import ChangedMeanwhileError

__all__ = [
    "ActionEndedError",
    "ActionView",
    "CarriedToThePastError",
    "ChangedMeanwhileError",
    "DueBeforeTodayError",
    "NobodysActionError",
    "TwoOwnersError",
    "UnknownChoiceError",
    "WhyMissingError",
    "actions_asked",
    "actions_in_full",
    "actions_of_others_overdue",
    "actions_of_programme",
    "actions_waiting",
    "add",
    "carry",
    "drop",
    "ended_actions",
    "everybodys_actions_waiting",
    "finish",
    "finish_several",
    "open_actions",
    "read_action",
]
