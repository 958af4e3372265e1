"""Parts of a plan that other features keep, such as rewards: each says in lines of words what it holds.

A feature makes its part known once, when it is loaded. What it says is frozen into every version of the plan.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session


@dataclass(frozen=True, kw_only=True)
class PlanPart:
    """A part of the plan: its name as templates have it, its heading, and how its lines are read.

    Its lines are PASTORAL at the most: families, and agencies through a gate, read the plan.
    """

    name: str
    label: str
    lines: Callable[[Session, UUID, UUID], list[str]]  # of a session, a programme and its pupil


_PARTS: dict[str, PlanPart] = {}


def add_to_plans(part: PlanPart) -> None:
    """Let every plan hold this part; told twice, it is held once."""
    _PARTS[part.name] = part


def parts_of_plans() -> tuple[PlanPart, ...]:
    """Return the parts in the order of their names, which is the order in a version's fingerprint."""
    return tuple(_PARTS[name] for name in sorted(_PARTS))
