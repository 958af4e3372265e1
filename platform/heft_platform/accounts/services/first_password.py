"""How somebody who was only just named gets a password: a link that they use once, within a week.

A link is made only for a person who has no password yet and belongs to the one organisation that asked for it. Else
whoever names an address a second time would be handed the way into somebody else's school.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.accounts.hashing import hash_password
from heft_platform.accounts.models import Membership, Person
from heft_tenants.refusals import Refused

LASTS = timedelta(days=7)


class LinkNoLongerWorksError(Refused):
    """The link was used, has run out, or never was one."""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Somebody whose link still works."""

    person_id: UUID
    name: str
    email: str


def first_password_token(session: Session, *, person_id: UUID, secret: str, now: datetime) -> str | None:
    """Return the secret part of a link for somebody's first password; None if they are not to have one."""
    person = session.get_one(Person, person_id)
    places = session.scalar(select(func.count()).where(Membership.person_id == person_id))
    if person.password_hash is not None or places != 1:
        return None
    until = int((now + LASTS).timestamp())
    token: str | bytes = _signed(secret).dumps([str(person_id), until])
    return token if isinstance(token, str) else token.decode()


def invited(session: Session, *, token: str, secret: str, now: datetime) -> Invited:
    """Return whose link this is.

    :raises LinkNoLongerWorksError: if it was used, has run out, or never was one
    """
    try:
        person_id, until = _signed(secret).loads(token)
    except BadSignature:
        raise LinkNoLongerWorksError from None
    person = session.get(Person, UUID(person_id))
    if person is None or person.password_hash is not None or now > datetime.fromtimestamp(until, UTC):
        raise LinkNoLongerWorksError
    return Invited(person_id=person.id, name=person.name, email=person.email)


def choose_first_password(session: Session, *, token: str, secret: str, password: str, now: datetime) -> UUID:
    """Give somebody the password that they chose, and return their id. The link is used up with it.

    :raises LinkNoLongerWorksError: if it was used, has run out, or never was one
    """
    who = invited(session, token=token, secret=secret, now=now)
    person = session.get_one(Person, who.person_id, with_for_update=True)
    if person.password_hash is not None:
        raise LinkNoLongerWorksError
    person.password_hash = hash_password(password)
    return person.id


def _signed(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="first password")
