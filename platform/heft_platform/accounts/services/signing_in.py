"""E-mail and password. The answer never tells whether an address is known, nor does the time that it takes."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from heft_platform.accounts.hashing import fits
from heft_platform.accounts.models import Door, Membership, Person, SignInTries
from heft_tenants.refusals import Refused

WINDOW = timedelta(minutes=15)
TRIES_FOR_AN_ACCOUNT = 10
TRIES_FROM_AN_ADDRESS = 100  # a whole school stands behind one address


class WrongEmailOrPasswordError(Refused):
    """The two do not belong together. Which of them is wrong is not said."""


class TooManyTriesError(Refused):
    """Too many tries in a quarter of an hour, for this account or from this address."""


def sign_in(session: Session, *, email: str, password: str, address: str, now: datetime) -> UUID:
    """Return the id of the person to whom e-mail and password belong. Every try counts, also one that succeeds.

    :raises TooManyTriesError: before the password is looked at
    :raises WrongEmailOrPasswordError: if they do not belong together
    """
    email = email.strip().lower()
    tries_for_account = _count(session, f"account {email}", now)
    tries_from_address = _count(session, f"address {address}", now)
    if tries_for_account > TRIES_FOR_AN_ACCOUNT or tries_from_address > TRIES_FROM_AN_ADDRESS:
        raise TooManyTriesError

    person = session.scalar(select(Person).where(Person.email == email))
    if not fits(person.password_hash if person else None, password) or person is None:
        raise WrongEmailOrPasswordError
    return person.id


def demo_person(session: Session, *, slug: str) -> UUID | None:
    """Return the id of a made-up person of the demo by the first part of their address; None if there is none."""
    found = select(Person.id).where(Person.email.like(f"{_escaped(slug)}@%.example", escape="\\"))
    return session.scalar(found.join(Membership).join(Door).order_by(Person.email).limit(1))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _count(session: Session, subject: str, now: datetime) -> int:
    """Count one more try in this window, and return how many there are."""
    added = insert(SignInTries).values(
        subject=hashlib.sha256(subject.encode()).digest(), tries=1, began_at=now
    )
    is_over = SignInTries.began_at < now - WINDOW
    counted = added.on_conflict_do_update(
        index_elements=["subject"],
        set_={
            "tries": case((is_over, 1), else_=SignInTries.tries + 1),
            "began_at": case((is_over, now), else_=SignInTries.began_at),
        },
    ).returning(SignInTries.tries)
    return session.scalars(counted).one()
