"""The step of a programme at which a meeting is held, and the template's meeting for it."""

from uuid import UUID

from flask import abort

from heft_platform.meetings.of_template import Meeting, rules_of
from heft_platform.programmes.services import ProgrammeView, StepView


def step_or_404(programme: ProgrammeView, step_id: UUID) -> StepView:
    """Return a step at which there is a meeting."""
    return next((one for one in programme.steps if one.id == step_id and one.is_meeting), None) or abort(404)


def meeting_at(programme: ProgrammeView, step: StepView) -> Meeting | None:
    """Return what the template says of the meeting at a step."""
    return rules_of(programme.template).meeting_at(step.code)
