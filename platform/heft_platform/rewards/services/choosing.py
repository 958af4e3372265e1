"""Put rewards and consequences into a plan, and take them out."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeWithTargets
from heft_platform.rewards.models import Consequence, Reward
from heft_tenants.context import current
from heft_tenants.refusals import ChangedMeanwhileError, Refused

Kept = TypeVar("Kept", Reward, Consequence)


class UnknownKindError(Refused):
    """The template knows no such kind, or nobody of this side who gives rewards."""


class UnknownTargetError(Refused):
    """It is for a target that is not one of the plan."""


class MeritMissingError(Refused):
    """It is said neither to be for effort nor for achievement, or for what the template does not reward."""


class CannotBeReachedError(Refused):
    """A reward that the pupil cannot reach is none."""


class NeverInAPlanError(Refused):
    """The words say what can never be written into a plan; `name` is what."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def add_reward(  # noqa: PLR0913  (everything that the page asked)
    session: Session,
    *,
    programme: ProgrammeWithTargets,
    kind: str,
    what: str,
    giver: str,
    merits: Collection[str],
    chosen_by_pupil: bool,
    within_reach: bool,
    costs_nothing: bool,
    target_id: UUID | None,
    written_by: str,
    today: date,
    in_place_of: UUID | None = None,
) -> UUID:
    """Put a reward into the plan, and return its id; with `in_place_of` it takes another one's place.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownKindError: if the template has no such kind, or no such giver
    :raises MeritMissingError: if it is for neither effort nor achievement
    :raises CannotBeReachedError: if the pupil cannot reach it, and the template asks
    :raises UnknownTargetError: if it is for a target that is not one of the plan
    :raises ChangedMeanwhileError: if the one that it replaces is no longer in the plan
    """
    rules = programme.template.rewards
    programmes.hold_programme(session, programme_id=programme.id)
    _check_target(programme, target_id)
    if kind not in rules.kinds or giver not in rules.given_by:
        raise UnknownKindError
    if not merits or not set(merits) <= set(rules.earned_for):
        raise MeritMissingError
    if "reachable" in rules.checks and not within_reach:
        raise CannotBeReachedError
    _replace(session, Reward, programme, in_place_of, written_by, today)
    reward = Reward(
        programme_id=programme.id,
        kind=kind,
        what=what,
        giver=giver,
        chosen_by_pupil=chosen_by_pupil,
        within_reach=within_reach,
        costs_nothing=costs_nothing,
        effort="effort" in merits,
        achievement="achievement" in merits,
        target_id=target_id,
        replaces_id=in_place_of,
        written_by=written_by,
    )
    return _keep(session, programme, reward, "reward.added")


def add_consequence(  # noqa: PLR0913  (everything that the page asked)
    session: Session,
    *,
    programme: ProgrammeWithTargets,
    kind: str,
    what: str,
    occasion: str,
    known_to_pupil: bool,
    target_id: UUID | None,
    written_by: str,
    today: date,
    in_place_of: UUID | None = None,
) -> UUID:
    """Put a consequence into the plan, and return its id; with `in_place_of` it takes another one's place.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownKindError: if the template has no such kind
    :raises NeverInAPlanError: naming what the words say that no plan may hold
    :raises UnknownTargetError: if it is for a target that is not one of the plan
    :raises ChangedMeanwhileError: if the one that it replaces is no longer in the plan
    """
    rules = programme.template.consequences
    programmes.hold_programme(session, programme_id=programme.id)
    _check_target(programme, target_id)
    if kind not in rules.kinds:
        raise UnknownKindError
    if (name := rules.never_of(f"{what} {occasion}")) is not None:
        raise NeverInAPlanError(name)
    _replace(session, Consequence, programme, in_place_of, written_by, today)
    consequence = Consequence(
        programme_id=programme.id,
        kind=kind,
        what=what,
        occasion=occasion,
        known_to_pupil=known_to_pupil,
        target_id=target_id,
        replaces_id=in_place_of,
        written_by=written_by,
    )
    return _keep(session, programme, consequence, "consequence.added")


def drop_reward(
    session: Session, *, programme: ProgrammeWithTargets, reward_id: UUID, by: str, today: date
) -> None:
    """Take a reward out of the plan. What was given of it stays."""
    programmes.hold_programme(session, programme_id=programme.id)
    _drop(session, Reward, programme, reward_id, by, today)


def drop_consequence(
    session: Session, *, programme: ProgrammeWithTargets, consequence_id: UUID, by: str, today: date
) -> None:
    """Take a consequence out of the plan."""
    programmes.hold_programme(session, programme_id=programme.id)
    _drop(session, Consequence, programme, consequence_id, by, today)


def _check_target(programme: ProgrammeWithTargets, target_id: UUID | None) -> None:
    if target_id is not None and programme.place_of(target_id) is None:
        raise UnknownTargetError


def _replace(
    session: Session,
    model: type[Kept],
    programme: ProgrammeWithTargets,
    replaced: UUID | None,
    by: str,
    today: date,
) -> None:
    if replaced is not None and not _drop(session, model, programme, replaced, by, today):
        raise ChangedMeanwhileError


def _drop(
    session: Session, model: type[Kept], programme: ProgrammeWithTargets, id_: UUID, by: str, today: date
) -> bool:
    """Take one out, and say whether it was in; the programme is held, so nobody else does it meanwhile."""
    found = session.get(model, (current().org, programme.id, id_), populate_existing=True)
    if found is None or found.dropped_on is not None:
        return False
    found.dropped_on, found.dropped_by = today, by
    record(
        session,
        action=f"{model.__tablename__}.dropped",
        thing=model.__tablename__,
        thing_id=id_,
        pupil_id=programme.pupil_id,
    )
    return True


def _keep(session: Session, programme: ProgrammeWithTargets, made: Reward | Consequence, action: str) -> UUID:
    session.add(made)
    session.flush()  # the entry of the trail needs its id
    record(
        session,
        action=action,
        thing=action.partition(".")[0],
        thing_id=made.id,
        pupil_id=programme.pupil_id,
        fields=("kind", "what"),
    )
    return made.id
