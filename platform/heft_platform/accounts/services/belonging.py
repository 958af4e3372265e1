"""Who belongs where. Doors and memberships are Identity; an organisation's own list of its people is Owned."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from heft_platform import storage
from heft_platform.accounts.models import Door, Member, Membership, Person, SignedInSession
from heft_tenants import file_keys
from heft_tenants.context import current
from heft_tenants.refusals import Refused


class SlugTakenError(Refused):
    """Another organisation has this word in its address already."""


class PersonAlreadyThereError(Refused):
    """The person belongs to the organisation already."""


@dataclass(frozen=True, kw_only=True)
class DoorView:
    """An organisation as it is seen from outside: `kind` is school, authority or agency."""

    org_id: int
    cluster_id: int
    kind: str
    slug: str
    name: str
    cluster_name: str
    left_at: datetime | None = None  # locked since


def door(session: Session, *, slug: str) -> DoorView | None:
    """Return the organisation with this word in its addresses, or None."""
    found = session.scalar(select(Door).where(Door.slug == slug))
    return _view(found) if found is not None else None


def doors_of_kind(session: Session, *, kind: str) -> list[DoorView]:
    """Return every organisation of a kind, whatever its cluster. For whoever runs the service, never for a page."""
    return [
        _view(found) for found in session.scalars(select(Door).where(Door.kind == kind).order_by(Door.slug))
    ]


def open_doors(session: Session) -> list[DoorView]:
    """Return every organisation that has not left, whatever its cluster. For whoever runs the service, never for a page."""
    here = select(Door).where(Door.left_at.is_(None)).order_by(Door.org_id)
    return [_view(found) for found in session.scalars(here)]


def door_slugs(session: Session) -> set[str]:
    """Return the words that stand in the addresses of all organisations."""
    return set(session.scalars(select(Door.slug)))


def next_free_number(session: Session) -> tuple[int, int]:
    """Return the next free numbers of an organisation and of a cluster. Whoever loses a race meets the primary key."""
    org, cluster = session.execute(select(func.max(Door.org_id), func.max(Door.cluster_id))).one()
    return (org or 0) + 1, (cluster or 0) + 1


def open_door(session: Session, *, door: DoorView) -> None:
    """Let people be signed in to an organisation. Opened twice, it is opened once.

    :raises SlugTakenError: if another organisation has the same word in its address, or had it until it left
    """
    same = session.scalar(select(Door).where(Door.slug == door.slug))
    if same is not None and (same.org_id != door.org_id or same.left_at is not None):
        raise SlugTakenError
    session.merge(Door(**vars(door)))


def add_person(
    session: Session, *, org_id: int, name: str, email: str, role: str, password_hash: str | None, today: date
) -> UUID:
    """Make somebody a member of an organisation: a new person, or one who belongs elsewhere too.

    The organisation's own list is `list_member`'s, in the organisation's own context.

    :raises PersonAlreadyThereError: if they are a member already
    """
    email = email.strip().lower()
    person = session.scalar(select(Person).where(Person.email == email))
    if person is None:
        person = Person(email=email, name=name, password_hash=password_hash)
        session.add(person)
        session.flush()  # the membership needs the person's id
    membership = session.get(Membership, (person.id, org_id))
    if membership is not None and (membership.ends_on is None or membership.ends_on >= today):
        raise PersonAlreadyThereError
    session.merge(Membership(person_id=person.id, org_id=org_id, role=role, starts_on=today, ends_on=None))
    return person.id


def end_membership(session: Session, *, email: str, org_id: int, last_day: date) -> UUID | None:
    """End somebody's membership after a day, and every session of theirs now; None if they were no member.

    What they may open is asked anew when they sign in.
    """
    found = session.scalar(
        select(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.email == email.strip().lower(), Membership.org_id == org_id)
    )
    if found is None:
        return None
    found.ends_on = last_day
    session.execute(delete(SignedInSession).where(SignedInSession.person_id == found.person_id))
    return found.person_id


def list_member(session: Session, *, person_id: UUID, name: str, role: str, email: str) -> None:
    """Put somebody on the list of the organisation at hand, or bring their entry up to date.

    With its first member an organisation gets the key of its files, so that others can seal a copy for it.
    """
    listed = session.get(Member, (current().org, person_id)) or Member(person_id=person_id)
    listed.name, listed.role, listed.email = name, role, email
    listed.is_visitor, listed.left_on = False, None
    session.add(listed)
    file_keys.own_key(session, master=storage.master_keys())


def take_off_list(session: Session, *, person_id: UUID, today: date) -> None:
    """Say on the list of the organisation at hand that somebody has left: what they wrote keeps their name."""
    listed = session.get(Member, (current().org, person_id))
    if listed is not None:
        listed.left_on = today


def _view(found: Door) -> DoorView:
    return DoorView(
        org_id=found.org_id,
        cluster_id=found.cluster_id,
        kind=found.kind,
        slug=found.slug,
        name=found.name,
        cluster_name=found.cluster_name,
        left_at=found.left_at,
    )
