"""A programme without its whole record: for pages and lists that need its plan, or not even that."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.library import services as library
from heft_platform.library.services import LookingIn, ProgrammeTemplate
from heft_platform.plans import services as plans
from heft_platform.plans.services import TargetView
from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.services.finding import ProgrammeClosedError
from heft_platform.programmes.services.lines import NOBODY
from heft_platform.programmes.services.named import BY_REFERENCE, ITS_PUPIL, OF_REFERENCE
from heft_platform.pupils import services as pupils
from heft_platform.pupils.services import PupilView
from heft_tenants.together import Question, Statement, ask_together, built_once


@dataclass(frozen=True, kw_only=True)
class RunningProgramme:
    """A programme as the run list and the list of late sessions need it."""

    id: UUID
    reference: str
    pupil_id: UUID
    pupil_name: str
    pupil_initials: str
    pupil_group: str
    state: str
    started_on: date
    key_worker_id: UUID
    key_worker: str
    coordinator: str
    last_met_on: date | None  # the day of the last meeting that was held
    monitoring: LookingIn

    @property
    def is_open(self) -> bool:
        return self.state != "closed"

    @property
    def is_looked_at_daily(self) -> bool:
        """Say whether the template knows anything that is looked at every day. Else nobody scores lessons unasked."""
        return self.monitoring.is_daily


@dataclass(frozen=True, kw_only=True)
class ProgrammeBrief(RunningProgramme):
    """A programme with its targets and its template, without meetings, promises and notes."""

    template: ProgrammeTemplate
    closed_on: date | None
    targets: tuple[TargetView, ...]

    def place_of(self, target_id: UUID | None) -> int | None:
        """Return the number of a target; None if it is for all, or no longer in the plan."""
        return next((place for place, one in enumerate(self.targets, 1) if one.id == target_id), None)


def running_programmes(session: Session) -> list[RunningProgramme]:
    """Return every programme that is running, by class and initials, without reading any."""
    found = session.execute(columns_of_list().where(Programme.state == "active")).all()
    known = pupils.pupils_by_id(session, pupil_ids=[row.pupil_id for row in found])
    running = [RunningProgramme(**values_of_list(row, known.get(row.pupil_id, NOBODY))) for row in found]
    return sorted(running, key=lambda one: (one.pupil_group, one.pupil_initials, one.reference))


def running_programme(session: Session, *, reference: str, is_named: bool = True) -> RunningProgramme | None:
    """Return one programme that is running, without reading it; None if there is none here. It names its pupil, or not."""
    found: Question[list[Row[Any]]] = Question(list, _running(), reference=reference)
    known = pupils.pupils_asked(ITS_PUPIL, reference=reference)
    ask_together(session, found, *([known] if is_named else []))
    if not found.answer:
        return None
    row = found.answer[0]
    pupil = known.answer.get(row.pupil_id, NOBODY) if is_named else NOBODY
    return RunningProgramme(**values_of_list(row, pupil))


@built_once
def _running() -> Statement:
    return columns_of_list().where(Programme.state == "active", OF_REFERENCE)


def read_briefly(session: Session, *, reference: str) -> ProgrammeBrief | None:
    """Return a programme with its targets, and write down that somebody looked; None if there is none here."""
    found: Question[list[Row[Any]]] = Question(list, _with_its_template(), reference=reference)
    known = pupils.pupils_asked(ITS_PUPIL, reference=reference)
    targets = plans.targets_asked(BY_REFERENCE, reference=reference)
    ask_together(session, found, known, targets)
    if not found.answer:
        return None
    row = found.answer[0]
    record(session, action="programme.viewed", thing="programme", thing_id=row.id, pupil_id=row.pupil_id)
    return ProgrammeBrief(
        **values_of_list(row, known.answer.get(row.pupil_id, NOBODY)),
        template=row.template,
        closed_on=row.closed_on,
        targets=targets.answer,
    )


@built_once
def _with_its_template() -> Statement:
    return columns_of_list().add_columns(Programme.template, Programme.closed_on).where(OF_REFERENCE)


def meetings_held(session: Session, *, programme_id: UUID) -> list[tuple[date, str]]:
    """Return the meetings of a programme that were held: the day and what it was."""
    held = (
        select(Milestone.held_on, Milestone.label)
        .where(Milestone.programme_id == programme_id, Milestone.is_meeting, Milestone.held_on.is_not(None))
        .order_by(Milestone.held_on)
    )
    return [(row.held_on, row.label) for row in session.execute(held)]


def hold(session: Session, *, programme_ids: Collection[UUID]) -> None:
    """Keep others from these programmes until this deed is committed: two deeds on one follow each other.

    :raises ProgrammeClosedError: if one of them is closed, perhaps since it was read
    """
    held = select(Programme.state).where(Programme.id.in_(programme_ids)).order_by(Programme.id)
    if "closed" in session.scalars(held.with_for_update(key_share=True)).all():
        raise ProgrammeClosedError


def columns_of_list() -> Select[Any]:
    """Return what is read of programmes, without their templates."""
    last_met_on = (
        select(func.max(Milestone.held_on))
        .where(Milestone.org_id == Programme.org_id, Milestone.programme_id == Programme.id)
        .scalar_subquery()
    )
    monitoring = library.part_of_templates("monitoring", template_ids=select(Programme.template_id))
    return select(
        Programme.id,
        Programme.reference,
        Programme.pupil_id,
        Programme.state,
        Programme.started_on,
        Programme.key_worker_id,
        Programme.key_worker_name.label("key_worker"),
        Programme.coordinator_name.label("coordinator"),
        monitoring.c.part.label("monitoring"),
        last_met_on.label("last_met_on"),
    ).join(monitoring, monitoring.c.id == Programme.template_id)


def values_of_list(row: Row[Any], pupil: PupilView) -> dict[str, Any]:
    """Return what a programme is made of that was read so."""
    return {
        "id": row.id,
        "reference": row.reference,
        "pupil_id": row.pupil_id,
        "pupil_name": pupil.name,
        "pupil_initials": pupil.initials,
        "pupil_group": pupil.group,
        "state": row.state,
        "started_on": row.started_on,
        "key_worker_id": row.key_worker_id,
        "key_worker": row.key_worker,
        "coordinator": row.coordinator,
        "last_met_on": row.last_met_on,
        "monitoring": library.looking_in(row.monitoring),
    }
