"""Programmes that run, as lists show them: without reading any."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from heft_platform.library import services as library
from heft_platform.library.services import LookingIn
from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.services.lines import NOBODY
from heft_platform.programmes.services.named import ITS_PUPIL, OF_REFERENCE
from heft_platform.pupils import services as pupils
from heft_platform.pupils.services import PupilView
from heft_tenants.sessions import HERE
from heft_tenants.together import Question, Statement, ask_together, built_once

ACTIVE = Programme.state == "active"
_THEIR_PUPILS = select(Programme.pupil_id).where(Programme.org_id == HERE, ACTIVE)


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
    paused_on: date | None
    closed_on: date | None
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


def running_programmes(session: Session) -> list[RunningProgramme]:
    """Return every programme that is running, by class and initials, without reading any."""
    found: Question[list[Row[Any]]] = Question(list, _all_that_run())
    known, monitoring = pupils.pupils_asked(_THEIR_PUPILS), monitoring_asked(ACTIVE)
    ask_together(session, found, known, monitoring)
    running = [
        RunningProgramme(**values_of_list(row, known.answer.get(row.pupil_id, NOBODY), monitoring.answer))
        for row in found.answer
    ]
    return sorted(running, key=lambda one: (one.pupil_group, one.pupil_initials, one.reference))


def running_programme(session: Session, *, reference: str, is_named: bool = True) -> RunningProgramme | None:
    """Return one programme that is running, without reading it; None if there is none here. It names its pupil, or not."""
    found: Question[list[Row[Any]]] = Question(list, _running(), reference=reference)
    known = pupils.pupils_asked(ITS_PUPIL, reference=reference)
    monitoring = monitoring_asked(OF_REFERENCE, reference=reference)
    ask_together(session, found, monitoring, *([known] if is_named else []))
    if not found.answer:
        return None
    row = found.answer[0]
    pupil = known.answer.get(row.pupil_id, NOBODY) if is_named else NOBODY
    return RunningProgramme(**values_of_list(row, pupil, monitoring.answer))


@built_once
def _all_that_run() -> Statement:
    return columns_of_list().where(ACTIVE)


@built_once
def _running() -> Statement:
    return columns_of_list().where(ACTIVE, OF_REFERENCE)


def monitoring_asked(which: ColumnElement[bool], **said: Any) -> Question[dict[UUID, LookingIn]]:
    """Ask how the templates that programmes follow have a pupil looked in on, by template: once, however many follow it.

    `which` is a criterion that is kept; what it names is said.
    """
    return Question(
        lambda rows: {row.id: library.looking_in(row.part) for row in rows}, _monitoring_of(which), **said
    )


@built_once
def _monitoring_of(which: ColumnElement[bool]) -> Statement:
    followed = select(Programme.template_id).where(Programme.org_id == HERE, which)
    return library.part_of_templates("monitoring", template_ids=followed)


def columns_of_list() -> Select[Any]:
    """Return what is read of programmes, without their templates."""
    last_met_on = (
        select(func.max(Milestone.held_on))
        .where(Milestone.org_id == Programme.org_id, Milestone.programme_id == Programme.id)
        .scalar_subquery()
    )
    columns: list[Any] = [
        Programme.id,
        Programme.reference,
        Programme.pupil_id,
        Programme.template_id,
        Programme.state,
        Programme.started_on,
        Programme.paused_on,
        Programme.closed_on,
        Programme.key_worker_id,
        Programme.key_worker_name.label("key_worker"),
        Programme.coordinator_name.label("coordinator"),
        last_met_on.label("last_met_on"),
    ]
    return select(*columns)


def values_of_list(row: Row[Any], pupil: PupilView, monitoring: Mapping[UUID, LookingIn]) -> dict[str, Any]:
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
        "paused_on": row.paused_on,
        "closed_on": row.closed_on,
        "key_worker_id": row.key_worker_id,
        "key_worker": row.key_worker,
        "coordinator": row.coordinator,
        "last_met_on": row.last_met_on,
        "monitoring": monitoring[row.template_id],
    }
