"""Which meetings are arranged."""

from typing import Any

from sqlalchemy import Select, any_, exists

from heft_platform.meetings.models import MeetingPlan
from heft_platform.waiting import PROGRAMMES, those_that_wait


def meetings_arranged() -> Select[Any]:
    """Read the steps for whose meeting something was arranged; `words` is when it begins."""
    newer = MeetingPlan.__table__.alias()
    superseded = exists().where(
        newer.c.org_id == MeetingPlan.org_id,
        newer.c.programme_id == MeetingPlan.programme_id,
        newer.c.milestone_id == MeetingPlan.milestone_id,
        newer.c.version > MeetingPlan.version,
    )
    return those_that_wait(
        "arranged",
        thing_id=MeetingPlan.milestone_id,
        programme_id=MeetingPlan.programme_id,
        words=MeetingPlan.starts_at,
    ).where(MeetingPlan.programme_id == any_(PROGRAMMES), ~superseded)
