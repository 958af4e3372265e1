"""What may be done between meetings, and when not."""

from heft_platform.refusals import InTheFutureError, NotRunningError, WhyMissingError
from heft_platform.sessions.cadence import Cadence
from heft_platform.sessions.services.cadences import (
    AgreedMeanwhileError,
    MonitoringPlanView,
    UnknownCadenceError,
    agree_monitoring,
    cadence_of,
    cadences_asked,
    cadences_of,
    monitoring_plan_of,
    overdue_cadences,
)
from heft_platform.sessions.services.home import (
    ContactView,
    UnknownChannelError,
    contacts_asked,
    home_of,
    mark_told,
    messages_of,
    note_contact,
    plan_message,
)
from heft_platform.sessions.services.in_full import sessions_not_held_in_full
from heft_platform.sessions.services.journey import Event, events_of
from heft_platform.sessions.services.promises import (
    DidNotHoldThenError,
    NothingTickedError,
    TickView,
    tick,
    ticks_asked,
    ticks_of,
)
from heft_platform.sessions.services.recording import (
    OUTCOME_WORDS,
    NotWithPupilError,
    RecordedAlreadyError,
    SessionView,
    WrongNextDayError,
    outcomes_of,
    record_session,
    sessions_asked,
    sessions_of,
)

__all__ = [
    "OUTCOME_WORDS",
    "AgreedMeanwhileError",
    "Cadence",
    "ContactView",
    "DidNotHoldThenError",
    "Event",
    "InTheFutureError",
    "MonitoringPlanView",
    "NotRunningError",
    "NotWithPupilError",
    "NothingTickedError",
    "RecordedAlreadyError",
    "SessionView",
    "TickView",
    "UnknownCadenceError",
    "UnknownChannelError",
    "WhyMissingError",
    "WrongNextDayError",
    "agree_monitoring",
    "cadence_of",
    "cadences_asked",
    "cadences_of",
    "contacts_asked",
    "events_of",
    "home_of",
    "mark_told",
    "messages_of",
    "monitoring_plan_of",
    "note_contact",
    "outcomes_of",
    "overdue_cadences",
    "plan_message",
    "record_session",
    "sessions_asked",
    "sessions_not_held_in_full",
    "sessions_of",
    "tick",
    "ticks_asked",
    "ticks_of",
]
