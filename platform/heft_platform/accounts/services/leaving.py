"""An organisation leaves: its door is locked for good, and who belonged to it alone is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session

from heft_platform.accounts.models import Door, Membership, Person, SignedInSession
from heft_platform.accounts.services.belonging import DoorView


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """Somebody who belongs to an organisation, or did."""

    person_id: UUID
    name: str
    email: str
    role: str
    starts_on: date
    ends_on: date | None


def belonging_to(session: Session, *, org_id: int) -> Iterator[Belonging]:
    """Give everybody who belongs to an organisation, or did."""
    found = select(Membership, Person).join(Person, Person.id == Membership.person_id)
    for membership, person in session.execute(found.where(Membership.org_id == org_id).order_by(Person.id)):
        yield Belonging(
            person_id=person.id,
            name=person.name,
            email=person.email,
            role=membership.role,
            starts_on=membership.starts_on,
            ends_on=membership.ends_on,
        )


def lock_door(session: Session, *, door: DoorView, now: datetime) -> None:
    """Let nobody be signed in to an organisation again, nor its number and its word be given again."""
    session.merge(Door(**{**vars(door), "left_at": door.left_at or now}))
    session.flush()
    session.execute(
        update(SignedInSession).where(SignedInSession.chosen_org_id == door.org_id).values(chosen_org_id=None)
    )


def unlock_door(session: Session, *, org_id: int) -> None:
    """Let people be signed in again to an organisation that stays after all."""
    session.execute(update(Door).where(Door.org_id == org_id).values(left_at=None))


def has_left(session: Session, *, slug: str) -> bool:
    """Say whether the organisation with this word in its addresses has left."""
    return session.scalar(select(Door.left_at).where(Door.slug == slug)) is not None


def count_people(session: Session, *, org_id: int) -> dict[str, int]:
    """Return how many memberships there are of an organisation, and of how many people it is the only one."""
    memberships = select(func.count()).where(Membership.org_id == org_id)
    people = select(func.count()).select_from(Person).where(_belongs_to(org_id), ~_belongs_elsewhere(org_id))
    return {
        "ident.membership": session.scalar(memberships) or 0,
        "ident.person": session.scalar(people) or 0,
    }


def forget_people(session: Session, *, org_id: int) -> None:
    """Erase every membership of an organisation, and everybody who belongs to no other."""
    alone = session.scalars(select(Person.id).where(_belongs_to(org_id), ~_belongs_elsewhere(org_id))).all()
    session.execute(delete(Membership).where(Membership.org_id == org_id))
    session.execute(delete(SignedInSession).where(SignedInSession.person_id.in_(alone)))
    session.execute(delete(Person).where(Person.id.in_(alone)))


def _belongs_to(org_id: int) -> ColumnElement[bool]:
    return exists().where(Membership.person_id == Person.id, Membership.org_id == org_id)


def _belongs_elsewhere(org_id: int) -> ColumnElement[bool]:
    return exists().where(Membership.person_id == Person.id, Membership.org_id != org_id)
