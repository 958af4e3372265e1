"""Read what stands in a plan."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Exists,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    false,
    literal,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from heft_platform.library.services import MEASURE_WORDS
from heft_platform.named import PROGRAMME
from heft_platform.plans.models import Commitment, NoCommitment, Target, TargetStep
from heft_platform.plans.views import (
    CommitmentView,
    Plan,
    TargetStepView,
    TargetView,
)
from heft_tenants.together import Question, Statement, built_once


def targets_by_programme(
    session: Session, *, programme_ids: Collection[UUID], with_steps: bool = False
) -> dict[UUID, list[TargetView]]:
    """Return the standing targets of several programmes; with their small steps, if they are asked for."""
    by_programme: dict[UUID, list[TargetView]] = {programme_id: [] for programme_id in programme_ids}
    if not programme_ids:
        return by_programme
    rows = session.execute(
        _targets_of(Target.programme_id.in_(programme_ids), with_steps=with_steps),
        execution_options={"populate_existing": True},
    )
    for target in _targets(rows):
        by_programme[target[0]].append(target[1])
    return by_programme


def _targets_of(which: ColumnElement[bool], *, with_steps: bool) -> Select[Target, TargetStep]:
    step = and_(
        TargetStep.org_id == Target.org_id,
        TargetStep.programme_id == Target.programme_id,
        TargetStep.target_id == Target.id,
        TargetStep.dropped_on.is_(None),
        true() if with_steps else false(),
    )
    found = select(Target, TargetStep).outerjoin(TargetStep, step)
    found = found.where(which, Target.dropped_on.is_(None))
    return found.order_by(Target.place, Target.id, TargetStep.place, TargetStep.id)


def _targets(rows: Iterable[Any]) -> Iterable[tuple[UUID, TargetView]]:
    """Give each target with its steps, and the programme that it is of."""
    pairs = cast("Iterable[tuple[Target, TargetStep | None]]", rows)
    for target, several in groupby(pairs, key=itemgetter(0)):
        steps = [_step(row[1]) for row in several if row[1] is not None]
        yield target.programme_id, _target(target, steps)


def has_targets(*, org_id: SQLColumnExpression[int], programme_id: SQLColumnExpression[UUID]) -> Exists:
    """Say inside a statement whether a programme’s plan holds a target."""
    return exists().where(
        Target.org_id == org_id, Target.programme_id == programme_id, Target.dropped_on.is_(None)
    )


def plan_of(session: Session, *, programme_id: UUID) -> Plan:
    """Return what stands in a plan now, read anew."""
    return plan_asked(programme=programme_id).ask(session)


def targets_asked(which: ColumnElement[UUID] = PROGRAMME, **said: Any) -> Question[tuple[TargetView, ...]]:
    """Ask for the standing targets of a plan without their steps, for pages that ask for more at once."""
    return Question(
        lambda rows: tuple(target for _, target in _targets(rows)),
        _targets_in_plan(which, with_steps=False),
        **said,
    )


def plan_asked(which: ColumnElement[UUID] = PROGRAMME, **said: Any) -> Question[Plan]:
    """Ask for what stands in a plan now, for pages that ask for more at once."""
    return Question(_plan, _targets_in_plan(which, with_steps=True), _commitments_and_reasons(which), **said)


@built_once
def _targets_in_plan(which: ColumnElement[UUID], *, with_steps: bool) -> Statement:
    return _targets_of(Target.programme_id == which, with_steps=with_steps)


def _plan(targets: Sequence[Any], commitments: Sequence[Any]) -> Plan:
    standing = [target for _, target in _targets(targets)]
    commitments, reasons = _told_apart(commitments, standing)
    return Plan(targets=tuple(standing), commitments=tuple(commitments), reasons=reasons)


@built_once
def _commitments_and_reasons(which: ColumnElement[UUID]) -> Statement:
    """Ask for which commitments stand, in their order, and by party why it makes none."""
    committed = select(
        true().label("is_commitment"),
        Commitment.id,
        Commitment.party,
        Commitment.who,
        Commitment.what,
        Commitment.how_often,
        Commitment.starts_on,
        Commitment.ends_on,
        Commitment.target_id,
        Commitment.version,
        Commitment.is_additional,
        Commitment.made_at.label("at"),
    ).where(Commitment.programme_id == which, Commitment.dropped_on.is_(None))
    excused = select(
        false(),
        NoCommitment.programme_id,
        NoCommitment.party,
        literal(""),
        NoCommitment.reason,
        literal(""),
        null(),
        null(),
        NoCommitment.programme_id,
        literal(0),
        false(),
        NoCommitment.said_at,
    ).where(NoCommitment.programme_id == which)
    return union_all(committed, excused).order_by("at", "id")


def _told_apart(
    rows: Sequence[Any], targets: Sequence[TargetView]
) -> tuple[list[CommitmentView], dict[str, str]]:
    place_of = {target.id: place for place, target in enumerate(targets, start=1)}
    commitments = [
        CommitmentView(
            id=one.id,
            party=one.party,
            who=one.who,
            what=one.what,
            how_often=one.how_often,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            target=place_of.get(one.target_id) if one.target_id else None,
            target_id=one.target_id,
            version=one.version,
            is_additional=one.is_additional,
        )
        for one in rows
        if one.is_commitment
    ]
    return commitments, {one.party: one.what for one in rows if not one.is_commitment}


def _step(step: TargetStep) -> TargetStepView:
    return TargetStepView(
        id=step.id, words=step.words, reached_on=step.reached_on, reached_by=step.reached_by_name or ""
    )


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
