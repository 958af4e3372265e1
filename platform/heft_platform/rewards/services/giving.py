"""A reward is given, and written down."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.programmes.services import ProgrammeClosedError, ProgrammeWithTargets
from heft_platform.refusals import InTheFutureError
from heft_platform.rewards.models import Reward, RewardGiven
from heft_tenants.context import current
from heft_tenants.refusals import Refused


class NoSuchRewardError(Refused):
    """The plan has no such reward."""


def give(
    session: Session,
    *,
    programme: ProgrammeWithTargets,
    reward_id: UUID,
    day: date,
    given_by: str,
    for_what: str,
    recorded_by: str,
    today: date,
) -> None:
    """Write down that the pupil got a reward. One that left the plan since may still be given: it was promised.

    :raises ProgrammeClosedError: if the programme is closed
    :raises NoSuchRewardError: if it never was in this plan
    :raises InTheFutureError: if the day has not come
    """
    if not programme.is_open:
        raise ProgrammeClosedError
    if session.get(Reward, (current().org, programme.id, reward_id)) is None:
        raise NoSuchRewardError
    if day > today:
        raise InTheFutureError
    given = RewardGiven(
        programme_id=programme.id,
        reward_id=reward_id,
        day=day,
        given_by=given_by,
        for_what=for_what,
        recorded_by=recorded_by,
    )
    session.add(given)
    record(
        session,
        action="reward.given",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
        fields=("day", "given_by", "for_what"),
    )
