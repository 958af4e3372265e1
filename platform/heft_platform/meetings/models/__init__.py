"""What meetings keep: how they were prepared, what was said and decided, and how the programme ended."""

from heft_platform.meetings.models.drafts import MeetingDraft
from heft_platform.meetings.models.preparation import InvitationStep, InvitedPerson, MeetingPlan
from heft_platform.meetings.models.records import MeetingRecord, MeetingRemark
from heft_platform.meetings.models.reviews import Review, ReviewedCommitment, ReviewedTarget
from heft_platform.meetings.models.verdicts import VerdictEvidence

__all__ = [
    "InvitationStep",
    "InvitedPerson",
    "MeetingDraft",
    "MeetingPlan",
    "MeetingRecord",
    "MeetingRemark",
    "Review",
    "ReviewedCommitment",
    "ReviewedTarget",
    "VerdictEvidence",
]
