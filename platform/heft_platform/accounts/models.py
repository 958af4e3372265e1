"""Who people are (Identity), and whom an organisation knows (Owned)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    Uuid,
    func,
)
from sqlalchemy.orm import Mapped

from heft_tenants.tables import Identity, Owned, Visibility, kept, new_id


class Person(Identity):
    """Somebody who can sign in."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_in_lower_case"),)

    id: Mapped[UUID] = new_id()
    email: Mapped[str] = kept(Visibility.OPERATIONAL, Text, unique=True)
    name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    password_hash: Mapped[str | None] = kept(Visibility.OPERATIONAL, Text)


class Door(Identity):
    """An organisation as people see it before they are inside: where it is, what it is and what it is called."""

    __tablename__ = "door"
    __table_args__ = (CheckConstraint("kind in ('school', 'authority', 'agency')", name="kind"),)

    org_id: Mapped[int] = kept(Visibility.KEY, Integer, primary_key=True, autoincrement=False)
    cluster_id: Mapped[int] = kept(Visibility.KEY, Integer)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    slug: Mapped[str] = kept(Visibility.OPERATIONAL, Text, unique=True)
    name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    cluster_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    left_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))  # locked since


class Membership(Identity):
    """A person's place in an organisation, from a day until another."""

    __tablename__ = "membership"

    person_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, ForeignKey("ident.person.id"), primary_key=True)
    org_id: Mapped[int] = kept(Visibility.KEY, Integer, ForeignKey("ident.door.org_id"), primary_key=True)
    role: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    starts_on: Mapped[date] = kept(Visibility.OPERATIONAL, Date, server_default=func.current_date())
    ends_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)


class SignedInSession(Identity):
    """One sign-in, until it is ended. The cookie holds a token; here is only the token's fingerprint."""

    __tablename__ = "session"
    __table_args__ = (Index(None, "person_id"),)

    token_digest: Mapped[bytes] = kept(Visibility.KEY, LargeBinary, primary_key=True)
    person_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, ForeignKey("ident.person.id"))
    chosen_org_id: Mapped[int | None] = kept(Visibility.KEY, Integer, ForeignKey("ident.door.org_id"))
    began_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    last_seen_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))


class SignInTries(Identity):
    """How often somebody has tried to sign in, counted for an address of either kind: e-mail or network."""

    __tablename__ = "sign_in_tries"

    subject: Mapped[bytes] = kept(Visibility.KEY, LargeBinary, primary_key=True)  # a fingerprint
    tries: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    began_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))


class Member(Owned):
    """Somebody an organisation knows by name: its own people, and visitors through its gates."""

    __tablename__ = "member"
    __table_args__ = (Index(None, "org_id", "role"),)

    person_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True, sort_order=-5)
    name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    role: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    email: Mapped[str | None] = kept(Visibility.OPERATIONAL, Text)  # a visitor's stays with their agency
    is_visitor: Mapped[bool] = kept(Visibility.OPERATIONAL, server_default="false")
    left_on: Mapped[date | None] = kept(Visibility.OPERATIONAL, Date)
