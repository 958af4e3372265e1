"""Rewards that were given, in full."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.full_lists import FullList, one_by_one
from heft_platform.programmes import services as programmes
from heft_platform.pupils import services as pupils
from heft_platform.rewards.models import Reward, RewardGiven


def given_in_full(session: Session, *, since: date, until: date) -> FullList:
    """Return every reward that was given from a day to another, both included, the newest first."""
    programme, pupil, given = programmes.named_programmes(), pupils.named_pupils(), RewardGiven
    found = (
        select(
            *(given.day, programme.c.reference, pupil.c.name, pupil.c.class_name, Reward.what),
            *(given.given_by, given.for_what, given.recorded_by),
        )
        .join(
            Reward,
            (Reward.org_id == given.org_id)
            & (Reward.programme_id == given.programme_id)
            & (Reward.id == given.reward_id),
        )
        .join(
            programme,
            (programme.c.org_id == given.org_id) & (programme.c.id == given.programme_id),
        )
        .join(pupil, (pupil.c.org_id == programme.c.org_id) & (pupil.c.id == programme.c.pupil_id))
        .where(given.day.between(since, until))
        .order_by(given.day.desc(), given.id.desc())
    )
    return FullList(
        headings=("Day", "Programme", "Pupil", "Class", "Reward", "Given by", "For what", "Recorded by"),
        rows=(tuple(row) for row in one_by_one(session, found)),
    )
