"""A programme with its targets and its template, for pages that need no more of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.plans import services as plans
from heft_platform.plans.services import TargetView
from heft_platform.programmes.models import Programme
from heft_platform.programmes.services.lines import NOBODY
from heft_platform.programmes.services.named import BY_REFERENCE, ITS_PUPIL, OF_REFERENCE
from heft_platform.programmes.services.running import (
    RunningProgramme,
    columns_of_list,
    monitoring_asked,
    values_of_list,
)
from heft_platform.pupils import services as pupils
from heft_tenants.together import Question, Statement, ask_together, built_once


@dataclass(frozen=True, kw_only=True)
class ProgrammeWithTargets(RunningProgramme):
    """A programme with its targets and its template, without meetings, commitments and notes."""

    template: ProgrammeTemplate
    targets: tuple[TargetView, ...]

    def place_of(self, target_id: UUID | None) -> int | None:
        """Return the number of a target; None if it is for all, or no longer in the plan."""
        return next((place for place, one in enumerate(self.targets, 1) if one.id == target_id), None)


def read_with_targets(session: Session, *, reference: str) -> ProgrammeWithTargets | None:
    """Return a programme with its targets, and write down that somebody looked; None if there is none here."""
    found: Question[list[Row[Any]]] = Question(list, _with_its_template(), reference=reference)
    known = pupils.pupils_asked(ITS_PUPIL, reference=reference)
    targets = plans.targets_asked(BY_REFERENCE, reference=reference)
    monitoring = monitoring_asked(OF_REFERENCE, reference=reference)
    ask_together(session, found, known, targets, monitoring)
    if not found.answer:
        return None
    row = found.answer[0]
    record(session, action="programme.viewed", thing="programme", thing_id=row.id, pupil_id=row.pupil_id)
    return ProgrammeWithTargets(
        **values_of_list(row, known.answer.get(row.pupil_id, NOBODY), monitoring.answer),
        template=row.template,
        targets=targets.answer,
    )


@built_once
def _with_its_template() -> Statement:
    return columns_of_list().add_columns(Programme.template).where(OF_REFERENCE)
