"""What waits in programmes: meetings, plans that not everybody agreed to, dates that moved."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, any_, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from heft_platform.programmes.models import Agreement, Milestone, PlanVersion, Programme, Target
from heft_platform.programmes.services.briefly import RunningProgramme, columns_of_list, values_of_list
from heft_platform.programmes.services.lines import NOBODY
from heft_platform.waiting import PROGRAMMES, TODAY, UNTIL, those_that_wait


@dataclass(frozen=True, kw_only=True)
class OpenProgramme(RunningProgramme):
    """A programme as Today needs it: with the pupil’s id alone, whom somebody else names."""

    coordinator_id: UUID
    template_id: UUID
    has_targets: bool


def programmes_at_work(session: Session) -> list[OpenProgramme]:
    """Return every programme that is being prepared, runs or is paused, in one statement and without its template."""
    rows = session.execute(_at_work()).all()
    return [
        OpenProgramme(
            **values_of_list(row, NOBODY) | {"pupil_id": row.pupil_id},
            coordinator_id=row.coordinator_id,
            template_id=row.template_id,
            has_targets=row.has_targets,
        )
        for row in rows
    ]


@cache
def _at_work() -> Select[Any]:
    standing = exists().where(
        Target.org_id == Programme.org_id, Target.programme_id == Programme.id, Target.dropped_on.is_(None)
    )
    found = columns_of_list().add_columns(
        Programme.coordinator_id, Programme.template_id, standing.label("has_targets")
    )
    return found.where(Programme.state != "closed")


def next_meetings() -> Select[Any]:
    """Read the meeting that each open programme holds next. `number` is 1 for the last of all."""
    return _to_come("meeting").where(Milestone.place == _first_place_to_come())


def moved_steps() -> Select[Any]:
    """Read steps still to come that the calendar moved to another day; `words` is what the step is called."""
    return _to_come("moved").where(Milestone.moved_because != "", Milestone.due_on >= TODAY)


def targets_to_look_at() -> Select[Any]:
    """Read the standing targets that have a day of their own to be looked at, until a day."""
    return those_that_wait(
        "target", thing_id=Target.id, programme_id=Target.programme_id, on_day=Target.review_on
    ).where(Target.programme_id == any_(PROGRAMMES), Target.dropped_on.is_(None), Target.review_on <= UNTIL)


def is_any_at_work(session: Session) -> bool:
    """Say whether the organisation at hand has any programme that is not closed."""
    return bool(session.scalar(select(select(Programme.id).where(Programme.state != "closed").exists())))


def plans_not_agreed() -> Select[Any]:
    """Read the plans of which somebody has not said yes: to the newest version, whatever they said of earlier ones."""
    said, later, newer = Agreement, aliased(Agreement), aliased(PlanVersion)
    said_again = exists().where(
        later.org_id == said.org_id,
        later.programme_id == said.programme_id,
        later.plan_version_id == said.plan_version_id,
        later.role == said.role,
        func.lower(later.name) == func.lower(said.name),
        later.id > said.id,
    )
    superseded = exists().where(
        newer.org_id == said.org_id, newer.programme_id == said.programme_id, newer.number > _number_of(said)
    )
    return (
        those_that_wait(
            "not_agreed",
            programme_id=said.programme_id,
            words=func.string_agg(said.name, ", "),
            number=func.count(),
        )
        .where(
            said.programme_id == any_(PROGRAMMES),
            said.answer.in_(("disagrees", "could_not")),
            ~superseded,
            ~said_again,
        )
        .group_by(said.programme_id)
    )


def _number_of(said: type[Agreement]) -> ScalarSelect[int]:
    """Read the number of the version of which somebody said it."""
    version = aliased(PlanVersion)
    of_version = select(version.number).where(
        version.org_id == said.org_id,
        version.programme_id == said.programme_id,
        version.id == said.plan_version_id,
    )
    return of_version.correlate(said).scalar_subquery()


def _to_come(kind: str) -> Select[Any]:
    """Read steps still to come of programmes that are prepared or run."""
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
    step = aliased(Milestone)
    return (
        select(func.min(step.place))
        .where(
            step.org_id == Milestone.org_id,
            step.programme_id == Milestone.programme_id,
            step.is_meeting,
            step.held_on.is_(None),
            step.skipped_on.is_(None),
        )
        .correlate(Milestone)
        .scalar_subquery()
    )
