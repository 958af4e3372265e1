"""The milestone of a programme at which a meeting is held, and the template's meeting for it."""

from uuid import UUID

from flask import abort

from heft_platform.meetings.of_template import Meeting, rules_of
from heft_platform.programmes.services import MilestoneView, ProgrammeView


def milestone_or_404(programme: ProgrammeView, milestone_id: UUID) -> MilestoneView:
    """Return a milestone at which there is a meeting."""
    return next(
        (one for one in programme.milestones if one.id == milestone_id and one.is_meeting), None
    ) or abort(404)


def meeting_at(programme: ProgrammeView, milestone: MilestoneView) -> Meeting | None:
    """Return what the template says of the meeting at a milestone."""
    return rules_of(programme.template).meeting_at(milestone.code)
