"""How a plan came to be so: what was done to its targets and commitments."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, desc, literal, select, union_all
from sqlalchemy.orm import Session

from heft_platform import words as said
from heft_platform.library.services import MEASURE_WORDS
from heft_platform.plans.models import CommitmentVersion, TargetVersion
from heft_platform.plans.rules import SMART_WORDS
from heft_platform.plans.views import DEED_WORDS, HORIZON_WORDS, PARTY_WORDS, ChangeView

DAYS = frozenset({"review_on", "starts_on", "ends_on"})
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
    "starts_on": "From",
    "ends_on": "Until",
    "is_additional": "In addition to earlier plans",
    "target_id": "For which target",
}


def target_history(session: Session, programme_id: UUID) -> dict[UUID, list[ChangeView]]:
    """Return by target what was done to it, the newest first. Targets that were taken out are there too."""
    return _by_part(session.execute(_of_targets(programme_id).order_by(TargetVersion.id.desc())))


def commitment_history(session: Session, programme_id: UUID) -> dict[UUID, list[ChangeView]]:
    """Return by commitment what was done to it, the newest first."""
    return _by_part(session.execute(_of_commitments(programme_id).order_by(CommitmentVersion.id.desc())))


def plan_history(session: Session, programme_id: UUID) -> dict[UUID, list[ChangeView]]:
    """Return by target and by commitment what was done to it, the newest first."""
    both = union_all(_of_targets(programme_id), _of_commitments(programme_id))
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


def _of_commitments(programme_id: UUID) -> Select[Any]:
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
    if name in DAYS:
        return said.day(date.fromisoformat(value))
    known = {"measure": MEASURE_WORDS, "horizon": HORIZON_WORDS, "party": PARTY_WORDS}.get(name, {})
    return str(known.get(value, value))
