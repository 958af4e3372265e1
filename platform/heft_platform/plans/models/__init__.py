"""What a plan keeps."""

from heft_platform.plans.models.agreed import Agreement, PlanVersion
from heft_platform.plans.models.commitments import Commitment, CommitmentVersion, NoCommitment
from heft_platform.plans.models.targets import Target, TargetStep, TargetVersion

__all__ = [
    "Agreement",
    "Commitment",
    "CommitmentVersion",
    "NoCommitment",
    "PlanVersion",
    "Target",
    "TargetStep",
    "TargetVersion",
]
