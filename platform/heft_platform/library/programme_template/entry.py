"""Whom a programme is for, what leads to one, and which other plans it touches."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from heft_platform.library.programme_template.asking import Asked

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "==": operator.eq,
}


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a template comes from: a seed document, if any, and the practice it follows."""

    seed: str | None
    tradition: str
    own_wording: bool


@dataclass(frozen=True, kw_only=True)
class Audience:
    """For which phases (codes of school_phases) and settings it is suggested. It is never refused to others."""

    phases: tuple[str, ...]
    settings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Named:
    """An entry of a tick list."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """What may lead to a programme: somebody's judgement, a number (`metric`) or something that happened (`event`)."""

    id: str
    label: str
    kind: str
    metric: str | None = None
    operator: str | None = None
    value: int | None = None
    event: str | None = None

    def is_reached_by(self, number: float) -> bool:
        """Say whether a number of this trigger's metric suggests a programme."""
        return self.operator is not None and COMPARISONS[self.operator](number, self.value)


@dataclass(frozen=True, kw_only=True)
class Prerequisite(Asked):
    """What should be done before the start."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What leads to a programme and what must come before. With the gate `prompt`, nothing blocks the start."""

    gate: str
    triggers: tuple[Trigger, ...]
    prerequisites: tuple[Prerequisite, ...]
    cautions: tuple[str, ...]

    @property
    def blocks(self) -> bool:
        """Say whether every required prerequisite must be ticked before the start."""
        return self.gate == "prerequisites"


@dataclass(frozen=True, kw_only=True)
class Relation:
    """What a programme does to another plan: replaces, runs_beside, integrates, follows, may_become, escalates_to."""

    id: str
    kind: str
    plan: str
    label: str
