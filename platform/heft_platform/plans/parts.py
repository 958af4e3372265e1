"""Parts of a plan that other features keep, such as rewards: each says in lines of words, and in a grid, what it holds.

A feature makes its part known once, when it is loaded. What it says is frozen into every version of the plan.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from heft_platform.library.services import ProgrammeTemplate
from heft_tenants.together import Question


@dataclass(frozen=True, kw_only=True)
class OfPlan:
    """Of whose plan a part is asked."""

    programme_id: UUID
    pupil_id: UUID
    started_on: date
    template: ProgrammeTemplate


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table under headings; the first cell of a row names it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class PartSaid:
    """What a part holds. It says nothing that changes as days pass: nobody would have agreed to that.

    `unsettled` says what is to be done before anybody is asked; it is no part of what they agree to.
    """

    lines: Sequence[str] = ()
    grid: Grid | None = None
    unsettled: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class PlanPart:
    """A part of the plan: its name as templates have it, its heading, and how it is asked what it holds.

    It is PASTORAL at the most: families, and agencies through a gate, read the plan. A part that holds nothing is left out
    of the plan, unless it always stands there.
    """

    name: str
    label: str
    asked: Callable[[OfPlan], Question[PartSaid]]
    always_stands: bool = False

    def frozen(self, said: PartSaid) -> dict[str, Any]:
        """Return it as plain data."""
        grid = (
            {"headings": list(said.grid.headings), "rows": [list(row) for row in said.grid.rows]}
            if said.grid
            else None
        )
        return {"label": self.label, "lines": list(said.lines)} | ({"grid": grid} if grid else {})


_PARTS: dict[str, PlanPart] = {}


def add_to_plans(part: PlanPart) -> None:
    """Let every plan hold this part; told twice, it is held once."""
    _PARTS[part.name] = part


def parts_of_plans() -> tuple[PlanPart, ...]:
    """Return the parts in the order of their names, which is the order in a version's fingerprint."""
    return tuple(_PARTS[name] for name in sorted(_PARTS))
