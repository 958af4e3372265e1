"""Sessions are rows: ending one ends it everywhere, whoever kept the cookie."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Row, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from heft_platform.accounts.hashing import SHORTEST_PASSWORD, hash_password
from heft_platform.accounts.models import Door, Membership, Person, SignedInSession
from heft_platform.accounts.services.members import role_words
from heft_platform.named import TODAY
from heft_tenants.refusals import Refused

LONGEST_SESSION = timedelta(hours=12)
LONGEST_PAUSE = timedelta(hours=2)
NOTE_SEEN_EVERY = timedelta(minutes=1)  # so that reading a page does not always write
OF_PLACE: tuple[Any, ...] = (
    *(Door.org_id, Door.cluster_id, Door.kind, Door.slug, Door.name, Door.cluster_name),
    Membership.role,
)
IS_TODAY = (Membership.starts_on <= TODAY) & or_(Membership.ends_on.is_(None), Membership.ends_on >= TODAY)
OF_SESSION: tuple[Any, ...] = (
    *(SignedInSession.chosen_org_id, SignedInSession.began_at, SignedInSession.last_seen_at),
    *(Person.id.label("person_id"), Person.name.label("person_name"), Person.email),
)
# Asked with every page, and so built once.
HELD = (
    select(*OF_SESSION, *OF_PLACE)
    .join(Person, Person.id == SignedInSession.person_id)
    .outerjoin(Membership, (Membership.person_id == Person.id) & IS_TODAY)
    .outerjoin(Door, (Door.org_id == Membership.org_id) & Door.left_at.is_(None))
    .where(SignedInSession.token_digest == bindparam("digest", type_=LargeBinary))
    .order_by(Door.name, Door.org_id)
)


class PasswordTooShortError(Refused):
    """A password has at least 12 characters: three random words are easy to keep."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """An organisation in which somebody works, and as what."""

    org: int
    cluster: int
    kind: str
    slug: str
    name: str
    cluster_name: str
    role: str

    @property
    def role_words(self) -> str:
        return role_words(self.role)


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Somebody who is signed in, and everywhere they belong today."""

    person_id: UUID
    name: str
    email: str
    places: tuple[Place, ...]
    chosen_org: int | None

    def place_at(self, slug: str) -> Place | None:
        return next((place for place in self.places if place.slug == slug), None)

    def place_of_kind(self, kind: str) -> Place | None:
        """Return where they work among organisations of a kind: the one they chose, else their first."""
        of_kind = [place for place in self.places if place.kind == kind]
        return next(
            (place for place in of_kind if place.org == self.chosen_org), of_kind[0] if of_kind else None
        )

    @property
    def chosen_place(self) -> Place | None:
        """Return where they are working: chosen, or the only place there is."""
        if len(self.places) == 1:
            return self.places[0]
        return next((place for place in self.places if place.org == self.chosen_org), None)


def begin_session(session: Session, *, person_id: UUID, now: datetime) -> str:
    """Begin a session and return its token, which exists nowhere else."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignedInSession(token_digest=_digest(token), person_id=person_id, began_at=now, last_seen_at=now)
    )
    return token


def session_of(session: Session, *, token: str, now: datetime, today: date) -> SignedIn | None:
    """Return who holds a token and where they belong today; None if the session has ended."""
    found = session.execute(HELD, {"digest": _digest(token), "today": today}).all()
    if not found:
        return None
    held = found[0]
    if now > held.began_at + LONGEST_SESSION or now > held.last_seen_at + LONGEST_PAUSE:
        return None
    if now > held.last_seen_at + NOTE_SEEN_EVERY:
        seen = update(SignedInSession).where(SignedInSession.token_digest == _digest(token))
        session.execute(seen.values(last_seen_at=now))
    return SignedIn(
        person_id=held.person_id,
        name=held.person_name,
        email=held.email,
        places=tuple(_place(row) for row in found if row.org_id is not None),
        chosen_org=held.chosen_org_id,
    )


def set_password(session: Session, *, email: str, password: str, today: date) -> SignedIn | None:
    """Set somebody's password, and end every session of theirs; None if nobody has this address.

    :raises PasswordTooShortError: if it has fewer than 12 characters
    """
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShortError
    person = session.scalar(select(Person).where(Person.email == email.strip().lower()))
    if person is None:
        return None
    person.password_hash = hash_password(password)
    session.execute(delete(SignedInSession).where(SignedInSession.person_id == person.id))
    places = _places_of(session, person.id, today)
    return SignedIn(person_id=person.id, name=person.name, email=person.email, places=places, chosen_org=None)


def end_session(session: Session, *, token: str) -> None:
    """End a session: the cookie that named it is dead."""
    session.execute(delete(SignedInSession).where(SignedInSession.token_digest == _digest(token)))


def choose_organisation(session: Session, *, token: str, org: int) -> None:
    """Remember where the person of this session works now."""
    row = session.get(SignedInSession, _digest(token))
    if row is not None:
        row.chosen_org_id = org


def _places_of(session: Session, person_id: UUID, today: date) -> tuple[Place, ...]:
    memberships = session.execute(
        select(*OF_PLACE)
        .join(Door, Door.org_id == Membership.org_id)
        .where(Membership.person_id == person_id, Door.left_at.is_(None), IS_TODAY)
        .order_by(Door.name, Door.org_id),
        {"today": today},
    )
    return tuple(_place(row) for row in memberships)


def _place(row: Row[Any]) -> Place:
    return Place(
        org=row.org_id,
        cluster=row.cluster_id,
        kind=row.kind,
        slug=row.slug,
        name=row.name,
        cluster_name=row.cluster_name,
        role=row.role,
    )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
