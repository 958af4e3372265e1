"""The people whom the organisation at hand knows by name."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.accounts.models import Member
from heft_platform.refusals import UnknownChoiceError
from heft_tenants.context import current

ROLE_WORDS = {
    "teacher": "teacher",
    "key_worker": "key worker",
    "pastoral_lead": "pastoral lead",
    "senco": "SENCO",
    "dsl": "designated safeguarding lead",
    "head": "headteacher",
    "inclusion_officer": "inclusion officer",
    "outreach_worker": "outreach worker",
    "cluster_administrator": "cluster administrator",
}


@dataclass(frozen=True, kw_only=True)
class MemberView:
    """Somebody as a page shows them."""

    person_id: UUID
    name: str
    role: str
    role_words: str
    is_visitor: bool


def role_words(role: str) -> str:
    """Return what people call a role here."""
    return ROLE_WORDS.get(role, role.replace("_", " "))


def members(session: Session) -> list[MemberView]:
    """Return the organisation's own people by name, without visitors and those who left."""
    own = select(Member).where(Member.is_visitor.is_(False), Member.left_on.is_(None))
    return [_view(found) for found in session.scalars(own.order_by(Member.name, Member.person_id))]


def names_of_all(session: Session) -> dict[UUID, str]:
    """Return the name of everybody whom the organisation knows or knew, visitors too, by their id."""
    return {row.person_id: row.name for row in session.execute(select(Member.person_id, Member.name))}


def members_with_role(session: Session, *, roles: Collection[str]) -> list[MemberView]:
    """Return the organisation's own people in some roles, by name."""
    return [found for found in members(session) if found.role in roles]


def member(session: Session, *, person_id: UUID) -> MemberView | None:
    """Return somebody whom the organisation knows, or None."""
    found = session.get(Member, (current().org, person_id))
    return _view(found) if found is not None else None


def own_person(session: Session, *, person_id: UUID) -> MemberView:
    """Return one of the organisation's own people.

    :raises UnknownChoiceError: if it is nobody of theirs, a visitor, or somebody who left
    """
    found = session.get(Member, (current().org, person_id))
    if found is None or found.is_visitor or found.left_on is not None:
        raise UnknownChoiceError
    return _view(found)


def address_of(session: Session, *, person_id: UUID) -> str | None:
    """Return the e-mail address of one of the organisation's own people, or None."""
    own = select(Member.email).where(Member.person_id == person_id, Member.left_on.is_(None))
    return session.scalar(own)


def names_of(session: Session, *, person_ids: Collection[UUID | None]) -> dict[UUID, str]:
    """Return the names of people; whom the organisation does not know is not in it."""
    wanted = {person_id for person_id in person_ids if person_id is not None}
    if not wanted:
        return {}
    found = session.scalars(select(Member).where(Member.person_id.in_(wanted)))
    return {one.person_id: one.name for one in found}


def who_is_here(session: Session) -> tuple[UUID | None, str]:
    """Return id and name of whoever does the work at hand; None and no name if nobody does: the clock, or a command."""
    person_id = current().person
    found = member(session, person_id=person_id) if person_id is not None else None
    return person_id, found.name if found is not None else ""


def welcome_visitor(session: Session, *, person_id: UUID, name: str, role: str = "outreach_worker") -> None:
    """Put somebody from an agency on the school's list, so that what they write bears their name."""
    if session.get(Member, (current().org, person_id)) is None:
        session.add(Member(person_id=person_id, name=name, role=role, is_visitor=True))


def _view(found: Member) -> MemberView:
    return MemberView(
        person_id=found.person_id,
        name=found.name,
        role=found.role,
        role_words=role_words(found.role),
        is_visitor=found.is_visitor,
    )
