"""Whether anything is prepared for a milestone, such as its invitations: then it is not taken away with what it was for."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Column, Select, select
from sqlalchemy.orm import Session

from heft_platform.programmes.models import Milestone
from heft_tenants.refusals import Refused


class MilestonePreparedError(Refused):
    """Something is prepared for a milestone that would go; `label` names it."""

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(label)


def refuse_prepared(session: Session, milestones: Iterable[Milestone]) -> None:
    """Refuse that milestones go for which something is prepared.

    :raises MilestonePreparedError: naming one of them
    """
    for one in milestones:
        if is_prepared(session, one):
            raise MilestonePreparedError(one.label)


def is_prepared(session: Session, milestone: Milestone) -> bool:
    """Say whether any feature keeps something for a milestone."""
    return any(session.scalar(_kept_for(milestone, *one)) is not None for one in _that_refer_to_milestones())


def _kept_for(milestone: Milestone, model: Any, column: Column[Any]) -> Select[Any]:
    found = select(model.programme_id).where(model.programme_id == milestone.programme_id)
    return found.where(column == milestone.id).limit(1)


@cache
def _that_refer_to_milestones() -> tuple[tuple[Any, Column[Any]], ...]:
    """Return the tables of all features that refer to milestones: their keys say so, and no list of ours."""
    return tuple(
        (mapper.class_, key.parent)
        for mapper in Milestone.registry.mappers
        for key in mapper.local_table.foreign_keys
        if key.column is Milestone.__table__.c.id
    )
