"""Through the gate: the way in, and that somebody went in, written down on both sides."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import ENTERED, record
from heft_platform.cases.models import Case
from heft_tenants.tables import Section

ONE_VISIT = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class CaseDoor:
    """The way into one programme of a school, for the one person who joined it."""

    case_id: UUID
    school_org: int
    school_name: str
    programme_id: UUID
    grant_id: UUID
    reads: Section
    adds: Section
    until: datetime
    is_open: bool
    entered_at: datetime | None

    def begins_a_visit(self, now: datetime) -> bool:
        """Say whether to go in now is another visit, or still the last one."""
        return self.entered_at is None or now - self.entered_at > ONE_VISIT


def case_for_door(
    session: Session, *, school_slug: str, programme_reference: str, person_id: UUID
) -> CaseDoor | None:
    """Return the way into a programme that an address names, from the agency's own rows, also one that is shut by now."""
    found = select(Case).where(
        Case.school_slug == school_slug,
        Case.programme_reference == programme_reference,
        Case.person_id == person_id,
        Case.state.in_(["open", "ended"]),
    )
    case = session.scalar(found.order_by((Case.state == "open").desc(), Case.id.desc()).limit(1))
    if case is None or case.programme_id is None or case.grant_id is None or case.until_at is None:
        return None
    return CaseDoor(
        case_id=case.id,
        school_org=case.school_org,
        school_name=case.school_name,
        programme_id=case.programme_id,
        grant_id=case.grant_id,
        reads=Section(case.reads),
        adds=Section(case.adds),
        until=case.until_at,
        is_open=case.state == "open",
        entered_at=case.entered_at,
    )


def note_entry_at_school(session: Session, *, door: CaseDoor) -> None:
    """Write down in the school's trail that a visitor comes in. In the visitor's context: a shut gate refuses it."""
    record(session, action=ENTERED, thing="programme", thing_id=door.programme_id)


def note_entry_at_agency(session: Session, *, door: CaseDoor, now: datetime) -> None:
    """Write down in the agency's own rows and trail that one of its people went in."""
    case = session.scalars(select(Case).where(Case.id == door.case_id)).one()
    case.entered_at, case.visits = now, case.visits + 1
    record(session, action="case.entered", thing="case", thing_id=case.id)
