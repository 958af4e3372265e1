"""Read what stands in a plan, and how it came to be so."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import words as said
from heft_platform.library.services import MEASURE_WORDS
from heft_platform.programmes.models import (
    Commitment,
    CommitmentVersion,
    NoPromise,
    Target,
    TargetStep,
    TargetVersion,
)
from heft_platform.programmes.plan_rules import SMART_WORDS
from heft_platform.programmes.plan_views import (
    DEED_WORDS,
    HORIZON_WORDS,
    PARTY_WORDS,
    ChangeView,
    CommitmentView,
    Plan,
    TargetStepView,
    TargetView,
)

FIELD_WORDS = {
    "statement": "Target",
    "pupil_words": "In the pupil’s own words",
    "horizon": "For how long",
    "success": "What it looks like",
    "smart": "SMART",
    "measure": "Measured by",
    "baseline": "Where it starts",
    "aim": "Aim",
    "help": "Who helps, and how",
    "review_on": "Looked at again on",
    "steps": "Small steps",
    "party": "Whose promise",
    "who": "Who",
    "what": "What",
    "how_often": "How often",
    "is_additional": "In addition to earlier plans",
    "target_id": "For which target",
}


def targets_by_programme(
    session: Session, *, programme_ids: Collection[UUID], with_steps: bool = False
) -> dict[UUID, list[TargetView]]:
    """Return the standing targets of several programmes; with their small steps, if they are asked for."""
    found = select(Target).where(Target.programme_id.in_(programme_ids), Target.dropped_on.is_(None))
    by_programme: dict[UUID, list[TargetView]] = {programme_id: [] for programme_id in programme_ids}
    if not programme_ids:
        return by_programme
    targets = session.scalars(
        found.order_by(Target.place), execution_options={"populate_existing": True}
    ).all()
    steps = _steps_by_target(session, programme_ids) if targets and with_steps else {}
    for target in targets:
        by_programme[target.programme_id].append(_target(target, steps.get(target.id, ())))
    return by_programme


def commitments_of(session: Session, programme_id: UUID, targets: list[TargetView]) -> list[CommitmentView]:
    """Return what was promised and still stands, in the order in which it was."""
    place_of = {target.id: place for place, target in enumerate(targets, start=1)}
    standing = select(Commitment).where(
        Commitment.programme_id == programme_id, Commitment.dropped_on.is_(None)
    )
    found = session.scalars(
        standing.order_by(Commitment.made_at, Commitment.id), execution_options={"populate_existing": True}
    )
    return [
        CommitmentView(
            id=one.id,
            party=one.party,
            who=one.who,
            what=one.what,
            how_often=one.how_often,
            target=place_of.get(one.target_id) if one.target_id else None,
            target_id=one.target_id,
            version=one.version,
            is_additional=one.is_additional,
        )
        for one in found
    ]


def reasons_of(session: Session, *, programme_id: UUID) -> dict[str, str]:
    """Return by party why it promises nothing."""
    found = select(NoPromise.party, NoPromise.reason).where(NoPromise.programme_id == programme_id)
    return {row.party: row.reason for row in session.execute(found)}


def plan_of(session: Session, *, programme_id: UUID) -> Plan:
    """Return what stands in a plan now, read anew."""
    targets = targets_by_programme(session, programme_ids=[programme_id], with_steps=True)[programme_id]
    return Plan(
        targets=tuple(targets),
        commitments=tuple(commitments_of(session, programme_id, targets)),
        reasons=reasons_of(session, programme_id=programme_id),
    )


def target_history(session: Session, programme_id: UUID) -> dict[UUID, list[ChangeView]]:
    """Return by target what was done to it, the newest first. Targets that were taken out are there too."""
    found = select(TargetVersion).where(TargetVersion.programme_id == programme_id)
    by_target: dict[UUID, list[ChangeView]] = {}
    for one in session.scalars(found.order_by(TargetVersion.id.desc())):
        by_target.setdefault(one.target_id, []).append(_change(one.target_id, one, one.why))
    return by_target


def commitment_history(session: Session, programme_id: UUID) -> dict[UUID, list[ChangeView]]:
    """Return by promise what was done to it, the newest first."""
    found = select(CommitmentVersion).where(CommitmentVersion.programme_id == programme_id)
    by_promise: dict[UUID, list[ChangeView]] = {}
    for one in session.scalars(found.order_by(CommitmentVersion.id.desc())):
        by_promise.setdefault(one.commitment_id, []).append(_change(one.commitment_id, one, ""))
    return by_promise


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """Return what differs, as what, before and after, in words."""
    return tuple(
        (FIELD_WORDS[name], _in_words(name, before.get(name)), _in_words(name, after.get(name)))
        for name in FIELD_WORDS
        if name in after and before.get(name) != after.get(name) and name != "target_id"
    )


def _change(part_id: UUID, one: TargetVersion | CommitmentVersion, why: str) -> ChangeView:
    return ChangeView(
        part_id=part_id,
        deed=one.deed,
        deed_words=DEED_WORDS[one.deed],
        why=why,
        by=one.changed_by_name,
        at=one.changed_at,
        differences=differences(one.before, one.after) if one.before and one.after else (),
    )


def _in_words(name: str, value: Any) -> str:
    if not value:
        return "No" if value is False else "Not said"
    if isinstance(value, dict):
        return "; ".join(f"{SMART_WORDS[part][0]}: {words}" for part, words in value.items() if words)
    if isinstance(value, list):
        return "; ".join(value)
    if value is True:
        return "Yes"
    if name == "review_on":
        return said.day(date.fromisoformat(value))
    known = {"measure": MEASURE_WORDS, "horizon": HORIZON_WORDS, "party": PARTY_WORDS}.get(name, {})
    return str(known.get(value, value))


def _steps_by_target(session: Session, programme_ids: Collection[UUID]) -> dict[UUID, list[TargetStepView]]:
    found = select(TargetStep).where(
        TargetStep.programme_id.in_(programme_ids), TargetStep.dropped_on.is_(None)
    )
    by_target: dict[UUID, list[TargetStepView]] = {}
    for step in session.scalars(found.order_by(TargetStep.place, TargetStep.id)):
        by_target.setdefault(step.target_id, []).append(
            TargetStepView(
                id=step.id,
                words=step.words,
                reached_on=step.reached_on,
                reached_by=step.reached_by_name or "",
            )
        )
    return by_target


def _target(target: Target, steps: Collection[TargetStepView]) -> TargetView:
    return TargetView(
        id=target.id,
        place=target.place,
        statement=target.statement,
        success=target.success,
        measure=target.measure,
        measure_words=MEASURE_WORDS.get(target.measure, target.measure),
        baseline=target.baseline,
        aim=target.aim,
        version=target.version,
        horizon=target.horizon,
        pupil_words=target.pupil_words,
        smart=dict(target.smart),
        help=target.help,
        review_on=target.review_on,
        steps=tuple(steps),
    )
