"""A template as the programme engine reads it.

`ProgrammeTemplate(body)` gives every part of the template language as data with names: `duration`, `documents`,
`meetings`, … (module `whole`), and answers what pages often ask (module `template`).
"""

from heft_platform.library.programme_template.agreeing import Signature, Waiver
from heft_platform.library.programme_template.asking import Asked, Prompted
from heft_platform.library.programme_template.column import TemplateColumn
from heft_platform.library.programme_template.endings import (
    AfterCare,
    Closing,
    ClosingStep,
    EarlyEnds,
    NextStep,
    Verdict,
    Verdicts,
)
from heft_platform.library.programme_template.entry import Audience, Entry, Prerequisite, Relation, Trigger
from heft_platform.library.programme_template.length import (
    Duration,
    Extension,
    Pause,
    Phase,
    Schedule,
    SecondCycle,
)
from heft_platform.library.programme_template.meetings import AgendaItem, Invite, Meeting, PupilPart
from heft_platform.library.programme_template.monitoring import (
    Cadence,
    Communication,
    HomeSchool,
    Missed,
    Monitoring,
    SharedWith,
    StaffBriefing,
)
from heft_platform.library.programme_template.motivation import Consequences, Rewards
from heft_platform.library.programme_template.papers import Document, Due, HowMany, Question, Section
from heft_platform.library.programme_template.people import Role
from heft_platform.library.programme_template.provision import Provision, ProvisionMap, TimetableRules
from heft_platform.library.programme_template.requests import Escalation, FamilyPart, Payload, ReplyClock
from heft_platform.library.programme_template.reviewing import (
    EarlyReview,
    FailingBetween,
    NumberOfReviews,
    ReviewRules,
)
from heft_platform.library.programme_template.sharing import Notice, Output, Terms, Timing, Views
from heft_platform.library.programme_template.steps import REPEATED, Repeat, Skip, Step, Task, Window
from heft_platform.library.programme_template.targets import CommitmentRules, Smart, TargetRules
from heft_platform.library.programme_template.template import ProgrammeTemplate
from heft_platform.library.programme_template.wording import ASK_WORDS, MEASURE_WORDS

__all__ = [
    "ASK_WORDS",
    "MEASURE_WORDS",
    "REPEATED",
    "AfterCare",
    "AgendaItem",
    "Asked",
    "Audience",
    "Cadence",
    "Closing",
    "ClosingStep",
    "CommitmentRules",
    "Communication",
    "Consequences",
    "Document",
    "Due",
    "Duration",
    "EarlyEnds",
    "EarlyReview",
    "Entry",
    "Escalation",
    "Extension",
    "FailingBetween",
    "FamilyPart",
    "HomeSchool",
    "HowMany",
    "Invite",
    "Meeting",
    "Missed",
    "Monitoring",
    "NextStep",
    "Notice",
    "NumberOfReviews",
    "Output",
    "Pause",
    "Payload",
    "Phase",
    "Prerequisite",
    "ProgrammeTemplate",
    "Prompted",
    "Provision",
    "ProvisionMap",
    "PupilPart",
    "Question",
    "Relation",
    "Repeat",
    "ReplyClock",
    "ReviewRules",
    "Rewards",
    "Role",
    "Schedule",
    "SecondCycle",
    "Section",
    "SharedWith",
    "Signature",
    "Skip",
    "Smart",
    "StaffBriefing",
    "Step",
    "TargetRules",
    "Task",
    "TemplateColumn",
    "Terms",
    "TimetableRules",
    "Timing",
    "Trigger",
    "Verdict",
    "Verdicts",
    "Views",
    "Waiver",
    "Window",
]
