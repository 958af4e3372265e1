"""What a programme keeps."""

from heft_platform.programmes.models.agreed import Agreement, PlanVersion
from heft_platform.programmes.models.commitments import Commitment, CommitmentVersion, NoPromise
from heft_platform.programmes.models.duties import KnownPart
from heft_platform.programmes.models.entry import EntryCheck, NotStarted, PlanRelation, ReasonWhyNot
from heft_platform.programmes.models.life import ProgrammeChange
from heft_platform.programmes.models.programme import Milestone, Note, Programme
from heft_platform.programmes.models.targets import Target, TargetStep, TargetVersion
from heft_platform.programmes.models.version_moves import VersionMove

__all__ = [
    "Agreement",
    "Commitment",
    "CommitmentVersion",
    "EntryCheck",
    "KnownPart",
    "Milestone",
    "NoPromise",
    "NotStarted",
    "Note",
    "PlanRelation",
    "PlanVersion",
    "Programme",
    "ProgrammeChange",
    "ReasonWhyNot",
    "Target",
    "TargetStep",
    "TargetVersion",
    "VersionMove",
]
