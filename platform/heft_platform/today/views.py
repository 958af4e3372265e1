"""What Today shows: what needs doing, in the order in which it needs it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from heft_tenants.visibility import Visibility

MOST_SHOWN = 15
SOON = timedelta(days=14)
SUNDAY = 6


@dataclass(frozen=True, kw_only=True)
class Looker:
    """Who looks at Today, and what they may do."""

    person_id: UUID
    sees: frozenset[Visibility]
    runs_programmes: bool = False
    leads: bool = False  # looks after what everybody in the school does
    approves: bool = False
    scores: bool = False
    extends_templates: bool = False


class Task(NamedTuple):
    """Something to do. Without a day it is to be done as soon as possible; without an endpoint no page does it."""

    words: str
    endpoint: str = ""
    keys: Mapping[str, Any] = MappingProxyType({})
    meta: tuple[str, ...] = ()
    day: date | None = None
    side: str = ""  # in place of the day


@dataclass(frozen=True, kw_only=True)
class Section:
    """Tasks that stand under one heading. When there are very many, the rest are on a page of their own."""

    code: str
    heading: str
    tasks: tuple[Task, ...]
    is_alone: bool = False

    @property
    def shown(self) -> tuple[Task, ...]:
        return self.tasks if self.is_alone else self.tasks[:MOST_SHOWN]

    @property
    def rest(self) -> int:
        return len(self.tasks) - len(self.shown)


@dataclass(frozen=True, kw_only=True)
class TodayView:
    """Everything on the Today page of one person."""

    sections: tuple[Section, ...]
    beside: tuple[Section, ...]

    @property
    def is_empty(self) -> bool:
        return not self.sections and not self.beside

    def section(self, code: str) -> Section | None:
        """Return everything under one heading; None if there is nothing."""
        found = next((one for one in (*self.sections, *self.beside) if one.code == code), None)
        return replace(found, is_alone=True) if found else None


def by_urgency(tasks: Iterable[Task], *, today: date) -> tuple[Section, ...]:
    """Return tasks under their headings: what is overdue, then today, this week, and the week after."""
    week_ends = today + timedelta(days=SUNDAY - today.weekday())
    headings = {"overdue": "Overdue", "today": "Today", "week": "This week", "soon": "In the next two weeks"}
    grouped: dict[str, list[Task]] = {code: [] for code in headings}
    for task in tasks:
        if task.day is None or task.day == today:
            grouped["today"].append(task)
        elif task.day < today:
            grouped["overdue"].append(task)
        else:
            grouped["week" if task.day <= week_ends else "soon"].append(task)
    return those_with_tasks(
        (code, headings[code], sorted(several, key=lambda one: one.day or date.min))
        for code, several in grouped.items()
    )


def those_with_tasks(several: Iterable[tuple[str, str, Iterable[Task]]]) -> tuple[Section, ...]:
    """Return those sections that hold anything."""
    made = (Section(code=code, heading=heading, tasks=tuple(tasks)) for code, heading, tasks in several)
    return tuple(section for section in made if section.tasks)
