"""Which meetings are arranged."""

from typing import Any

from sqlalchemy import Select, any_

from heft_platform.meetings.models import MeetingPlan
from heft_platform.named import PROGRAMMES
from heft_platform.waiting import those_that_wait


def meetings_arranged() -> Select[Any]:
    """Read every arrangement of a milestone’s meeting; `words` is when it begins, and the highest `number` holds."""
    return those_that_wait(
        "arranged",
        thing_id=MeetingPlan.milestone_id,
        programme_id=MeetingPlan.programme_id,
        words=MeetingPlan.starts_at,
        number=MeetingPlan.version,
    ).where(MeetingPlan.programme_id == any_(PROGRAMMES))
