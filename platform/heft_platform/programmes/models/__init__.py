"""What a programme keeps."""

from heft_platform.programmes.models.duties import KnownPart
from heft_platform.programmes.models.entry import EntryCheck, NotStarted, PlanRelation, ReasonWhyNot
from heft_platform.programmes.models.life import ProgrammeChange
from heft_platform.programmes.models.programme import Milestone, Note, Programme
from heft_platform.programmes.models.version_moves import VersionMove

__all__ = [
    "EntryCheck",
    "KnownPart",
    "Milestone",
    "NotStarted",
    "Note",
    "PlanRelation",
    "Programme",
    "ProgrammeChange",
    "ReasonWhyNot",
    "VersionMove",
]
