"""Tell people that there is something to do. A message holds a reference and a link to the sign-in, and no more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.mail.mailers import Mailer
from heft_platform.mail.models import Message
from heft_tenants import outbox
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.lost import LOOKED_BACK, Found, ask_for_lost

SEND = "mail.send"
SUBJECTS = {
    "request.new": "You have a new request, {reference}",
    "request.overdue": "Nobody has acknowledged request {reference} yet",
    "request.letter": "There is a new letter about {reference}",
    "invitation.new": "You have an invitation",
    "access.left": "A guest of {reference} comes no more",
    "invitation.answered": "An invitation to {reference} was answered",
    "access.open": "You can open {reference}",
    "programme.asked": "Something is asked of you for {reference}",
    "programme.class": "The class has changed for {reference}",
    "programme.ended": "{reference} has ended",
    "programme.moved": "Dates of {reference} have moved",
    "meeting.planned": "A meeting of {reference} is planned",
    "today.nudge": "{reference}",
    "programme.people": "Other people work with {reference} now",
}
BODY = "Sign in to read it.\n\nE-mails say nothing more, to keep children’s records where they belong.\n"


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """A message as it goes out."""

    to: str
    subject: str
    body: str


def tell(
    session: Session, *, person_ids: Collection[UUID], kind: str, reference: str, about_id: UUID
) -> None:
    """Send a message to each of some people, once for each kind and matter, when this transaction is kept."""
    for person_id in person_ids:
        message = {
            "org_id": current().org,
            "id": uuid7(),
            "person_id": person_id,
            "kind": kind,
            "reference": reference,
            "about_id": about_id,
        }
        told_before = (
            insert(Message)
            .values(message)
            .on_conflict_do_nothing(index_elements=["org_id", "person_id", "kind", "about_id"])
        )
        made = session.scalar(told_before.returning(Message.id))
        if made is not None:
            outbox.ask(session, queue="mail", kind=SEND, ref=made)


def look_after_messages(session: Session, *, now: datetime) -> list[Found]:
    """Have sent what nobody sends. A message whose reader has left stays unsent, and is not lost."""
    unsent = select(Message.id).where(Message.sent_at.is_(None), Message.asked_at > now - LOOKED_BACK)
    return [ask_for_lost(session, what="message_that_nobody_sends", queue="mail", kind=SEND, refs=unsent)]


def envelope_of(session: Session, *, message_id: UUID) -> Envelope | None:
    """Return a message that is to go out; None if it went, or if its reader has no address here any more."""
    message = session.scalar(select(Message).where(Message.id == message_id))
    address = accounts.address_of(session, person_id=message.person_id) if message else None
    if message is None or message.sent_at is not None or address is None:
        return None
    subject = SUBJECTS[message.kind].format(reference=message.reference)
    return Envelope(to=address, subject=subject, body=BODY)


def send(envelope: Envelope, *, key: str, sender: str, mailer: Mailer) -> None:
    """Hand a message over. `key` is the same at every try, so that a second copy is known as one.

    :raises OSError: if nobody takes it; it is tried again later
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, envelope.to, envelope.subject
    message["Message-ID"] = f"<{key}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # so that nobody's absence answers it
    message.set_content(envelope.body)
    mailer.send(message)


def mark_sent(session: Session, *, message_id: UUID, now: datetime) -> None:
    """Say that a message went out."""
    message = session.scalar(select(Message).where(Message.id == message_id))
    if message is not None:
        message.sent_at = now
