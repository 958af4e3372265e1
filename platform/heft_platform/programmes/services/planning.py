"""The plan: targets and promises, and the moment at which the programme begins."""

import re
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.models import Commitment, Programme, Target
from heft_platform.programmes.services.finding import ProgrammeClosedError, open_programme
from heft_platform.programmes.services.steps import next_meeting
from heft_tenants.context import current
from heft_tenants.refusals import ChangedMeanwhileError, Refused

__all__ = ["ProgrammeClosedError"]

NEGATIVE = re.compile(r"\b(not|no|never|stop|don[’']?t|avoid|refrain)\b", re.IGNORECASE)
Part = TypeVar("Part", Target, Commitment)


class TooManyTargetsError(Refused):
    """The template allows no more targets; `most` says how many there may be."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(most)


class UnknownTargetError(Refused):
    """A promise is for a target that is not one of the plan."""


class UnknownMeasureError(Refused):
    """The template has no such way to measure a target."""


class UnknownPartyError(Refused):
    """The template knows no promises of this party."""


class ActivationRefusedError(Refused):
    """The programme cannot begin yet; `missing` says in words what it needs."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(missing)


def sounds_negative(statement: str) -> bool:
    """Say whether a target says what to stop, and not what to do."""
    return bool(NEGATIVE.search(statement))


def add_target(
    session: Session,
    *,
    programme_id: UUID,
    statement: str,
    success: str,
    measure: str,
    baseline: str,
    aim: str,
) -> Target:
    """Add a target to the plan.

    :raises ProgrammeClosedError: if the programme is closed
    :raises TooManyTargetsError: if the template allows no more
    :raises UnknownMeasureError: if the template has no such measure
    """
    programme = open_programme(session, programme_id)
    most = ProgrammeTemplate(programme.template).most_targets
    _check_measure(programme, measure)
    of_plan = select(Target).where(Target.programme_id == programme_id)
    standing = of_plan.where(Target.dropped_on.is_(None)).subquery()
    if (session.scalar(select(func.count()).select_from(standing)) or 0) >= most:
        raise TooManyTargetsError(most)
    place = (
        session.scalar(select(func.max(Target.place)).where(Target.programme_id == programme_id)) or 0
    ) + 1

    target = Target(
        programme_id=programme_id,
        place=place,
        statement=statement,
        success=success,
        measure=measure,
        baseline=baseline,
        aim=aim,
    )
    session.add(target)
    session.flush()  # the entry of the trail needs its id
    _record(
        session, programme, "target.added", target.id, ("statement", "success", "measure", "baseline", "aim")
    )
    return target


def change_target(
    session: Session, *, programme_id: UUID, target_id: UUID, version: int, measure: str, **values: str
) -> None:
    """Change a target that was read in this version.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownMeasureError: if the template has no such measure
    :raises ChangedMeanwhileError: if it has another version by now
    """
    programme = open_programme(session, programme_id)
    _check_measure(programme, measure)
    target = _in_version(session, Target, programme_id, target_id, version)
    _set(target, values | {"measure": measure})
    _record(session, programme, "target.changed", target_id, (*values, "measure"))


def drop_target(session: Session, *, programme_id: UUID, target_id: UUID, today: date) -> None:
    """Take a target out of the plan. Its scores and reviews stay."""
    programme = open_programme(session, programme_id)
    target = session.get(Target, (current().org, programme_id, target_id))
    if target is not None and target.dropped_on is None:
        target.dropped_on = today
        _record(session, programme, "target.dropped", target_id, ())


def add_commitment(
    session: Session,
    *,
    programme_id: UUID,
    party: str,
    who: str,
    what: str,
    how_often: str,
    target_id: UUID | None,
) -> Commitment:
    """Add a promise to the plan.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownPartyError: if the template knows no promises of this party
    :raises UnknownTargetError: if it is for a target that is not one of the plan
    """
    programme = open_programme(session, programme_id)
    _check_promise(session, programme, party, target_id)
    commitment = Commitment(
        programme_id=programme_id, party=party, who=who, what=what, how_often=how_often, target_id=target_id
    )
    session.add(commitment)
    session.flush()  # the entry of the trail needs its id
    _record(session, programme, "commitment.added", commitment.id, ("party", "who", "what", "how_often"))
    return commitment


def change_commitment(
    session: Session,
    *,
    programme_id: UUID,
    commitment_id: UUID,
    version: int,
    party: str,
    target_id: UUID | None,
    **values: str,
) -> None:
    """Change a promise that was read in this version.

    :raises ProgrammeClosedError: if the programme is closed
    :raises ChangedMeanwhileError: if it has another version by now
    :raises UnknownPartyError: if the template knows no promises of this party
    :raises UnknownTargetError: if it is for a target that is not one of the plan
    """
    programme = open_programme(session, programme_id)
    commitment = _in_version(session, Commitment, programme_id, commitment_id, version)
    _check_promise(session, programme, party, target_id)
    commitment.target_id = target_id
    _set(commitment, values | {"party": party})
    _record(session, programme, "commitment.changed", commitment_id, (*values, "party", "target_id"))


def drop_commitment(session: Session, *, programme_id: UUID, commitment_id: UUID, today: date) -> None:
    """Take a promise out of the plan. What the reviews said of it stays."""
    programme = open_programme(session, programme_id)
    commitment = session.get(Commitment, (current().org, programme_id, commitment_id))
    if commitment is not None and commitment.dropped_on is None:
        commitment.dropped_on = today
        _record(session, programme, "commitment.dropped", commitment_id, ())


def was_taken_out(session: Session, *, programme_id: UUID, part_id: UUID) -> bool:
    """Say whether a target or a promise was in the plan, and is no longer."""
    key = (current().org, programme_id, part_id)
    part = session.get(Target, key) or session.get(Commitment, key)
    return part is not None and part.dropped_on is not None


def activate(session: Session, *, programme_id: UUID, today: date) -> None:
    """Begin the programme: its plan was agreed at the first meeting. Begun twice, it is begun once.

    :raises ProgrammeClosedError: if it is closed
    :raises ActivationRefusedError: naming everything that it needs first
    """
    programme = open_programme(session, programme_id)
    if programme.state == "active":
        return
    if missing := what_is_missing(session, programme):
        raise ActivationRefusedError(missing)
    first = next_meeting(session, programme_id=programme_id)
    if first is not None and first.code == ProgrammeTemplate(programme.template).anchor:
        first.held_on = today
    programme.state = "active"
    _record(session, programme, "programme.activated", programme_id, ("state",))


def what_is_missing(session: Session, programme: Programme) -> tuple[str, ...]:
    """Return in words what a programme needs before it can begin."""
    template = ProgrammeTemplate(programme.template)
    targets = session.scalar(
        select(func.count()).where(Target.programme_id == programme.id, Target.dropped_on.is_(None))
    )
    parties = set(
        session.scalars(
            select(Commitment.party).where(
                Commitment.programme_id == programme.id, Commitment.dropped_on.is_(None)
            )
        )
    )
    missing = []
    if (targets or 0) < template.fewest_targets:
        missing.append("Add a target with a way to see that it goes well")
    if "school" not in parties:
        missing.append("Add what school will do to help")
    return tuple(missing)


def _check_measure(programme: Programme, measure: str) -> None:
    if measure not in dict(ProgrammeTemplate(programme.template).measures()):
        raise UnknownMeasureError


def _check_promise(session: Session, programme: Programme, party: str, target_id: UUID | None) -> None:
    if party not in ProgrammeTemplate(programme.template).parties():
        raise UnknownPartyError
    if target_id is not None and session.get(Target, (current().org, programme.id, target_id)) is None:
        raise UnknownTargetError


def _in_version(session: Session, model: type[Part], programme_id: UUID, part_id: UUID, version: int) -> Part:
    """Return a part of the plan, read anew: its programme is locked, so nobody changes it between here and the end."""
    part = session.get_one(model, (current().org, programme_id, part_id), populate_existing=True)
    if part.version != version:
        raise ChangedMeanwhileError
    return part


def _set(part: Part, values: dict[str, str]) -> None:
    for name, value in values.items():
        setattr(part, name, value)


def _record(
    session: Session, programme: Programme, action: str, thing_id: UUID, fields: tuple[str, ...]
) -> None:
    record(
        session,
        action=action,
        thing=action.partition(".")[0],
        thing_id=thing_id,
        pupil_id=programme.pupil_id,
        fields=fields,
    )
