"""Read what stands in a plan, and how it came to be so."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    and_,
    desc,
    false,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import SelectBase

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
from heft_tenants.together import Question

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
    by_programme: dict[UUID, list[TargetView]] = {programme_id: [] for programme_id in programme_ids}
    if not programme_ids:
        return by_programme
    rows = session.execute(
        cast("Select[Any]", _targets_of(Target.programme_id.in_(programme_ids), with_steps=with_steps)),
        execution_options={"populate_existing": True},
    )
    for target in _targets(rows):
        by_programme[target[0]].append(target[1])
    return by_programme


def _targets_of(which: ColumnElement[bool], *, with_steps: bool) -> SelectBase:
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


def plan_of(session: Session, *, programme_id: UUID) -> Plan:
    """Return what stands in a plan now, read anew."""
    return plan_asked(programme_id).ask(session)


def targets_asked(programme_id: UUID | ScalarSelect[UUID]) -> Question[tuple[TargetView, ...]]:
    """Ask for the standing targets of a plan without their steps, for pages that ask for more at once."""
    return Question(
        lambda rows: tuple(target for _, target in _targets(rows)),
        _targets_of(Target.programme_id == programme_id, with_steps=False),
    )


def plan_asked(programme_id: UUID | ScalarSelect[UUID]) -> Question[Plan]:
    """Ask for what stands in a plan now, for pages that ask for more at once."""
    return Question(
        _plan,
        _targets_of(Target.programme_id == programme_id, with_steps=True),
        _promises_and_reasons(programme_id),
    )


def _plan(targets: Sequence[Any], promises: Sequence[Any]) -> Plan:
    standing = [target for _, target in _targets(targets)]
    commitments, reasons = _told_apart(promises, standing)
    return Plan(targets=tuple(standing), commitments=tuple(commitments), reasons=reasons)


def _promises_and_reasons(
    programme_id: UUID | ScalarSelect[UUID],
) -> SelectBase:
    """Ask for what was promised and still stands, in its order, and by party why it promises nothing."""
    promised = select(
        true().label("is_promise"),
        Commitment.id,
        Commitment.party,
        Commitment.who,
        Commitment.what,
        Commitment.how_often,
        Commitment.target_id,
        Commitment.version,
        Commitment.is_additional,
        Commitment.made_at.label("at"),
    ).where(Commitment.programme_id == programme_id, Commitment.dropped_on.is_(None))
    excused = select(
        false(),
        NoPromise.programme_id,
        NoPromise.party,
        literal(""),
        NoPromise.reason,
        literal(""),
        NoPromise.programme_id,
        literal(0),
        false(),
        NoPromise.said_at,
    ).where(NoPromise.programme_id == programme_id)
    return union_all(promised, excused).order_by("at", "id")


def _told_apart(
    rows: Sequence[Any], targets: Sequence[TargetView]
) -> tuple[list[CommitmentView], dict[str, str]]:
    place_of = {target.id: place for place, target in enumerate(targets, start=1)}
    promises = [
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
        for one in rows
        if one.is_promise
    ]
    return promises, {one.party: one.what for one in rows if not one.is_promise}


def target_history(session: Session, programme_id: UUID) -> dict[UUID, list[ChangeView]]:
    """Return by target what was done to it, the newest first. Targets that were taken out are there too."""
    return _by_part(session.execute(_of_targets(programme_id).order_by(TargetVersion.id.desc())))


def commitment_history(session: Session, programme_id: UUID) -> dict[UUID, list[ChangeView]]:
    """Return by promise what was done to it, the newest first."""
    return _by_part(session.execute(_of_promises(programme_id).order_by(CommitmentVersion.id.desc())))


def plan_history(session: Session, programme_id: UUID) -> dict[UUID, list[ChangeView]]:
    """Return by target and by promise what was done to it, the newest first."""
    both = union_all(_of_targets(programme_id), _of_promises(programme_id))
    return _by_part(session.execute(both.order_by(desc("id"))))


def _of_targets(programme_id: UUID) -> Select[Any]:
    one = TargetVersion
    return select(
        one.id,
        one.target_id.label("part_id"),
        one.deed,
        one.why,
        one.before,
        one.after,
        one.changed_by_name,
        one.changed_at,
    ).where(one.programme_id == programme_id)


def _of_promises(programme_id: UUID) -> Select[Any]:
    one = CommitmentVersion
    return select(
        one.id,
        one.commitment_id.label("part_id"),
        one.deed,
        literal("").label("why"),
        one.before,
        one.after,
        one.changed_by_name,
        one.changed_at,
    ).where(one.programme_id == programme_id)


def _by_part(rows: Iterable[Row[Any]]) -> dict[UUID, list[ChangeView]]:
    by_part: dict[UUID, list[ChangeView]] = {}
    for one in rows:
        by_part.setdefault(one.part_id, []).append(_change(one))
    return by_part


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """Return what differs, as what, before and after, in words."""
    return tuple(
        (FIELD_WORDS[name], _in_words(name, before.get(name)), _in_words(name, after.get(name)))
        for name in FIELD_WORDS
        if name in after and before.get(name) != after.get(name) and name != "target_id"
    )


def _change(one: Row[Any]) -> ChangeView:
    return ChangeView(
        part_id=one.part_id,
        deed=one.deed,
        deed_words=DEED_WORDS[one.deed],
        why=one.why,
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
