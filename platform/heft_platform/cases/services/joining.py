"""The agency's side: its own list of invitations and cases, and the way through the gate."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.cases.models import Case
from heft_tenants.ids import uuid7
from heft_tenants.letters import send
from heft_tenants.refusals import Refused
from heft_tenants.tables import Section


class NotOpenError(Refused):
    """The invitation was taken on, declined, taken back or is over."""


@dataclass(frozen=True, kw_only=True)
class CaseDoor:
    """The way into one programme of a school, for the one person who joined it."""

    school_org: int
    school_name: str
    programme_id: UUID
    grant_id: UUID
    reads: Section
    adds: Section
    until: datetime


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """An invitation or a case, as the agency's own pages show it."""

    id: UUID
    school: str
    school_slug: str
    team: str
    initials: str
    sections: Section
    adds_notes: bool
    until_on: date
    parent_told: str
    state: str
    invited_at: datetime
    person: str
    programme_reference: str | None
    ended_on: date | None

    def is_open(self, today: date) -> bool:
        return self.state == "open" and self.until_on >= today


def invitations(session: Session) -> list[CaseLine]:
    """Return the invitations that nobody has answered, the newest first."""
    waiting = select(Case).where(Case.state == "invited").order_by(Case.id.desc())
    return [_line(one) for one in session.scalars(waiting)]


def invitation(session: Session, *, case_id: UUID) -> CaseLine | None:
    """Return an invitation, or None."""
    found = session.scalar(select(Case).where(Case.id == case_id))
    return _line(found) if found is not None else None


def my_cases(session: Session, *, person_id: UUID) -> list[CaseLine]:
    """Return a person's cases: open and joining ones by school, then those that ended."""
    mine = select(Case).where(Case.person_id == person_id, Case.state.in_(["joining", "open", "ended"]))
    lines = [_line(one) for one in session.scalars(mine)]
    return sorted(lines, key=lambda line: (line.state == "ended", line.school, line.initials, line.id))


def accept(session: Session, *, case_id: UUID, person_id: UUID, person_name: str, today: date) -> None:
    """Take an invitation on: the school is told who, and lets that person in.

    :raises NotOpenError: if it was answered, taken back or is over
    """
    case = _waiting(session, case_id, today)
    case.state, case.person_id, case.person_name = "joining", person_id, person_name
    send(
        session,
        to_org=case.school_org,
        kind="invitation.accepted",
        content={"person_id": str(person_id), "person_name": person_name},
        thread_id=case.thread_id,
        letter_id=uuid7(),
    )
    record(session, action="case.joined", thing="case", thing_id=case.id)


def decline(session: Session, *, case_id: UUID, words: str, today: date) -> None:
    """Decline an invitation.

    :raises NotOpenError: if it was answered, taken back or is over
    """
    case = _waiting(session, case_id, today)
    case.state = "declined"
    send(
        session,
        to_org=case.school_org,
        kind="invitation.declined",
        content={"words": words},
        thread_id=case.thread_id,
        letter_id=uuid7(),
    )
    record(session, action="case.declined", thing="case", thing_id=case.id)


def case_for_door(
    session: Session, *, school_slug: str, programme_reference: str, person_id: UUID
) -> CaseDoor | None:
    """Return the way into a programme that an address names, from the agency's own rows; None if there is none."""
    found = select(Case).where(
        Case.school_slug == school_slug,
        Case.programme_reference == programme_reference,
        Case.person_id == person_id,
        Case.state == "open",
    )
    case = session.scalars(found.order_by(Case.id.desc()).limit(1)).one_or_none()
    if case is None or case.programme_id is None or case.grant_id is None or case.until_at is None:
        return None
    return CaseDoor(
        school_org=case.school_org,
        school_name=case.school_name,
        programme_id=case.programme_id,
        grant_id=case.grant_id,
        reads=Section(case.reads),
        adds=Section(case.adds),
        until=case.until_at,
    )


def _waiting(session: Session, case_id: UUID, today: date) -> Case:
    case = session.scalar(select(Case).where(Case.id == case_id).with_for_update())
    if case is None or case.state != "invited" or case.until_on < today:
        raise NotOpenError
    return case


def _line(case: Case) -> CaseLine:
    return CaseLine(
        id=case.id,
        school=case.school_name,
        school_slug=case.school_slug,
        team=case.team,
        initials=case.initials,
        sections=Section(case.reads),
        adds_notes=bool(case.adds & Section.NOTES),
        until_on=case.until_on,
        parent_told=case.parent_told,
        state=case.state,
        invited_at=case.invited_at,
        person=case.person_name,
        programme_reference=case.programme_reference,
        ended_on=case.ended_on,
    )
