"""What every change of a plan does: look at the newest version, and write down who did what, before and after."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.accounts.services import who_is_here
from heft_platform.audit.services import record
from heft_platform.held_programmes import HeldProgramme
from heft_platform.plans.models import Commitment, CommitmentVersion, Target, TargetVersion
from heft_tenants.context import current
from heft_tenants.refusals import ChangedMeanwhileError

Part = TypeVar("Part", Target, Commitment)
Contents = dict[str, Any] | None


def part_in_version(
    session: Session, model: type[Part], programme_id: UUID, part_id: UUID, version: int
) -> Part:
    """Return a part of the plan, read anew: its programme is locked, so nobody changes it between here and the end."""
    part = session.get_one(model, (current().org, programme_id, part_id), populate_existing=True)
    if part.version != version:
        raise ChangedMeanwhileError
    return part


def was_taken_out(session: Session, *, programme_id: UUID, part_id: UUID) -> bool:
    """Say whether a target or a commitment was in the plan, and is no longer."""
    key = (current().org, programme_id, part_id)
    part = session.get(Target, key) or session.get(Commitment, key)
    return part is not None and part.dropped_on is not None


def keep_target_version(
    session: Session, target: Target, *, deed: str, why: str, before: Contents, after: Contents
) -> None:
    """Keep what was done to a target."""
    person_id, name = who_is_here(session)
    of_target = (
        TargetVersion.programme_id == target.programme_id,
        TargetVersion.target_id == target.id,
    )
    session.add(
        TargetVersion(
            programme_id=target.programme_id,
            target_id=target.id,
            number=(session.scalar(select(func.max(TargetVersion.number)).where(*of_target)) or 0) + 1,
            deed=deed,
            why=why,
            before=before,
            after=after,
            changed_by=person_id,
            changed_by_name=name,
        )
    )


def keep_commitment_version(
    session: Session, commitment: Commitment, *, deed: str, before: Contents, after: Contents
) -> None:
    """Keep what was done to a commitment."""
    person_id, name = who_is_here(session)
    of_commitment = (
        CommitmentVersion.programme_id == commitment.programme_id,
        CommitmentVersion.commitment_id == commitment.id,
    )
    session.add(
        CommitmentVersion(
            programme_id=commitment.programme_id,
            commitment_id=commitment.id,
            number=(session.scalar(select(func.max(CommitmentVersion.number)).where(*of_commitment)) or 0)
            + 1,
            deed=deed,
            before=before,
            after=after,
            changed_by=person_id,
            changed_by_name=name,
        )
    )


def names_of_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the fields that differ."""
    return tuple(name for name in after if after[name] != before.get(name))


def write_down(
    session: Session, programme: HeldProgramme, action: str, thing_id: UUID, fields: tuple[str, ...] = ()
) -> None:
    """Write the deed into the trail: names of fields, no values."""
    record(
        session,
        action=action,
        thing=action.partition(".")[0],
        thing_id=thing_id,
        pupil_id=programme.pupil_id,
        fields=fields,
    )
