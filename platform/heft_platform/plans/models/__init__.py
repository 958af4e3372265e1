"""What a plan keeps."""

from heft_platform.plans.models.agreed import Agreement, PlanVersion
from heft_platform.plans.models.commitments import Commitment, CommitmentVersion, NoPromise
from heft_platform.plans.models.targets import Target, TargetStep, TargetVersion

__all__ = [
    "Agreement",
    "Commitment",
    "CommitmentVersion",
    "NoPromise",
    "PlanVersion",
    "Target",
    "TargetStep",
    "TargetVersion",
]
