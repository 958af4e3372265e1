"""A template as the programme engine reads it.

`ProgrammeTemplate(body)` gives every part of the template language as data with names: `duration`, `documents`,
`meetings`, … (module `whole`), and answers what pages often ask (module `template`).
"""

from heft_platform.library.programme_template.agreeing import Signature
from heft_platform.library.programme_template.asking import Prompted
from heft_platform.library.programme_template.column import TemplateColumn
from heft_platform.library.programme_template.endings import (
    Closing,
    Verdicts,
)
from heft_platform.library.programme_template.entry import Audience, Entry, Relation, Trigger
from heft_platform.library.programme_template.length import (
    Duration,
    Phase,
    Schedule,
)
from heft_platform.library.programme_template.meetings import Invite, Meeting
from heft_platform.library.programme_template.milestones import REPEATED, Milestone
from heft_platform.library.programme_template.monitoring import (
    Cadence,
    Communication,
    Monitoring,
)
from heft_platform.library.programme_template.motivation import Consequences, Rewards
from heft_platform.library.programme_template.papers import Document, Question, Section
from heft_platform.library.programme_template.people import Role
from heft_platform.library.programme_template.provision import Provision, ProvisionMap, TimetableRules
from heft_platform.library.programme_template.requests import Escalation, FamilyPart
from heft_platform.library.programme_template.sharing import Notice, Output, Terms, Views
from heft_platform.library.programme_template.template import ProgrammeTemplate
from heft_platform.library.programme_template.wording import (
    CADENCE_WORDS,
    CHANNEL_WORDS,
    CONSEQUENCE_WORDS,
    GIVER_WORDS,
    MEASURE_WORDS,
    MERIT_WORDS,
    REWARD_WORDS,
)

__all__ = [
    "CADENCE_WORDS",
    "CHANNEL_WORDS",
    "CONSEQUENCE_WORDS",
    "GIVER_WORDS",
    "MEASURE_WORDS",
    "MERIT_WORDS",
    "REPEATED",
    "REWARD_WORDS",
    "Audience",
    "Cadence",
    "Closing",
    "Communication",
    "Consequences",
    "Document",
    "Duration",
    "Entry",
    "Escalation",
    "FamilyPart",
    "Invite",
    "Meeting",
    "Milestone",
    "Monitoring",
    "Notice",
    "Output",
    "Phase",
    "ProgrammeTemplate",
    "Prompted",
    "Provision",
    "ProvisionMap",
    "Question",
    "Relation",
    "Rewards",
    "Role",
    "Schedule",
    "Section",
    "Signature",
    "TemplateColumn",
    "Terms",
    "TimetableRules",
    "Trigger",
    "Verdicts",
    "Views",
]
