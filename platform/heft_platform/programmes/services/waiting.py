"""What waits in programmes: meetings, dates that moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, any_, case, func, select
from sqlalchemy.orm import Session, aliased

from heft_platform.library.services import ProgrammeTemplate
from heft_platform.named import PROGRAMMES, TODAY
from heft_platform.plans import services as plans
from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.services.lines import NOBODY
from heft_platform.programmes.services.running import (
    RunningProgramme,
    columns_of_list,
    monitoring_asked,
    values_of_list,
)
from heft_platform.waiting import those_that_wait
from heft_tenants.together import Question, Statement, built_once

OPEN = Programme.state != "closed"


@dataclass(frozen=True, kw_only=True)
class OpenProgramme(RunningProgramme):
    """A programme as Today needs it: with the pupil’s id alone, whom somebody else names."""

    coordinator_id: UUID
    extended_weeks: int
    school_days_lost: int
    has_targets: bool


def programmes_at_work(session: Session) -> list[OpenProgramme]:
    """Return every programme that is being prepared, runs or is paused, in one statement and without its template."""
    return at_work_asked().ask(session)


def templates_at_work(session: Session) -> dict[UUID, ProgrammeTemplate]:
    """Return what the template of every programme that is not closed says, as it was frozen into that programme."""
    frozen = select(Programme.id, Programme.template).where(OPEN)
    return {row.id: row.template for row in session.execute(frozen)}


def at_work_asked() -> Question[list[OpenProgramme]]:
    """Ask for every programme that is not closed, for pages that ask for more at once."""
    monitoring = monitoring_asked(OPEN)

    def read(rows: Sequence[Any], parts: Sequence[Any]) -> list[OpenProgramme]:
        looking_in = monitoring.read(parts)
        return [
            OpenProgramme(
                **values_of_list(row, NOBODY, looking_in),
                coordinator_id=row.coordinator_id,
                extended_weeks=row.extended_weeks,
                school_days_lost=row.school_days_lost,
                has_targets=row.has_targets,
            )
            for row in rows
        ]

    return Question(read, _at_work(), *monitoring.statements)


@built_once
def _at_work() -> Statement:
    has_targets = plans.has_targets(org_id=Programme.org_id, programme_id=Programme.id)
    also = (Programme.coordinator_id, Programme.extended_weeks, Programme.school_days_lost)
    return columns_of_list().add_columns(*also, has_targets.label("has_targets")).where(OPEN)


def next_meetings() -> Select[Any]:
    """Read the meeting that each open programme holds next. `number` is 1 for the last of all."""
    return _to_come("meeting").where(Milestone.place == _first_place_to_come())


def moved_milestones() -> Select[Any]:
    """Read milestones still to come that the calendar moved to another day; `words` is what the milestone is called."""
    return _to_come("moved").where(Milestone.moved_because != "", Milestone.due_on >= TODAY)


def is_any_at_work(session: Session) -> bool:
    """Say whether the organisation at hand has any programme that is not closed."""
    return bool(session.scalar(select(select(Programme.id).where(OPEN).exists())))


def _to_come(kind: str) -> Select[Any]:
    """Read milestones still to come of programmes that are prepared or run."""
    return those_that_wait(
        kind,
        thing_id=Milestone.id,
        programme_id=Milestone.programme_id,
        on_day=Milestone.due_on,
        words=Milestone.label,
        number=case((Milestone.is_final, 1), else_=0),
    ).where(
        Milestone.programme_id == any_(PROGRAMMES),
        Milestone.held_on.is_(None),
        Milestone.skipped_on.is_(None),
    )


def _first_place_to_come() -> ScalarSelect[int]:
    milestone = aliased(Milestone)
    return (
        select(func.min(milestone.place))
        .where(
            milestone.org_id == Milestone.org_id,
            milestone.programme_id == Milestone.programme_id,
            milestone.is_meeting,
            milestone.held_on.is_(None),
            milestone.skipped_on.is_(None),
        )
        .correlate(Milestone)
        .scalar_subquery()
    )
