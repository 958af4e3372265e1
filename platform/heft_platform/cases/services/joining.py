"""The agency's side: its own list of invitations and cases, and the way through the gate."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select
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
    entered_at: datetime | None
    visits: int

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


def leave_case(session: Session, *, case_id: UUID, person_id: UUID, today: date) -> None:
    """Give back a case that a person has or joins: the school is told, and ends what it gave.

    :raises NotOpenError: if it has ended, or is somebody else's
    """
    case = session.scalar(_of_person(person_id).where(Case.id == case_id))
    if case is None:
        raise NotOpenError
    _leave(session, case, person_id=person_id, today=today)


def leave_all_cases(session: Session, *, person_id: UUID, today: date) -> None:
    """Give back every case of a person who leaves the agency."""
    for case in session.scalars(_of_person(person_id)):
        _leave(session, case, person_id=person_id, today=today)


def _of_person(person_id: UUID) -> Select[Case]:
    theirs = select(Case).where(Case.person_id == person_id, Case.state.in_(["joining", "open"]))
    return theirs.order_by(Case.id).with_for_update()


def _leave(session: Session, case: Case, *, person_id: UUID, today: date) -> None:
    case.state, case.ended_on = "ended", today
    send(
        session,
        to_org=case.school_org,
        kind="case.left",
        content={"person_id": str(person_id), "left_on": today.isoformat()},
        thread_id=case.thread_id,
        letter_id=uuid7(),
    )
    record(session, action="case.left", thing="case", thing_id=case.id)


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
        entered_at=case.entered_at,
        visits=case.visits,
    )
