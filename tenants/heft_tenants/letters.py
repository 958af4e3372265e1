"""How anything leaves an organisation: a letter, agreed once, of which each side keeps a copy that nobody can change.

The sender writes its own copy; a trigger of the fence drops the letter into the receiver's box in the same
transaction. A thread has no table: it is what one side sent to the other and received from it under one thread id.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    any_,
    bindparam,
    func,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session

from heft_tenants.context import current
from heft_tenants.erased_letters import ErasedLetter, erased_in, erased_letter
from heft_tenants.letter_kinds import in_newest_version, is_readable, newest
from heft_tenants.organisations import Organisation
from heft_tenants.refusals import Refused
from heft_tenants.tables import Letterbox, Owned, Section, Visibility, Visit, digest_of_content, kept, new_id
from heft_tenants.together import Question, Statement, built_once

LONGEST_CONTENT = 262_144  # octets
LETTERS_A_MINUTE = 200  # of one organisation
THREADS = bindparam("threads", type_=ARRAY(Uuid))
_SIDES = ["shared.organisation.org_id", "shared.organisation.cluster_id"]
_VISIT = ("id", "thread_id", "kind", "schema_version", "content", "programme_id", "sent_at")


class SentLetter(Owned):
    """The sender's copy of a letter."""

    __tablename__ = "sent_letter"
    __app__ = "select, insert (org_id, to_org, id, cluster_id, thread_id, kind, schema_version, content, programme_id, sent_by)"
    __visit__ = Visit(section=Section.LETTERS, columns=("to_org", *_VISIT))
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "cluster_id"], _SIDES),
        ForeignKeyConstraint(["to_org", "cluster_id"], _SIDES),
        ForeignKeyConstraint(["org_id", "sent_by"], ["owned.member.org_id", "owned.member.person_id"]),
        UniqueConstraint("org_id", "sent_at", "id", "to_org"),
        CheckConstraint("org_id <> to_org", name="to_another"),
        CheckConstraint("kind ~ '^[a-z][a-z_.]{0,59}$'", name="kind"),
        CheckConstraint(f"octet_length(content::text) <= {LONGEST_CONTENT}", name="letter_too_long"),
        Index(None, "org_id", "thread_id", "sent_at", "id"),
    )

    to_org: Mapped[int] = kept(Visibility.KEY, Integer)
    id: Mapped[UUID] = new_id()
    cluster_id: Mapped[int] = kept(Visibility.KEY, Integer, default=lambda: current().cluster)
    thread_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    schema_version: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    content: Mapped[dict[str, Any]] = kept(Visibility.PASTORAL, JSONB)
    digest: Mapped[bytes] = digest_of_content()
    programme_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    sent_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid, default=lambda: current().person)
    sent_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )


class Letter(Letterbox):
    """The receiver's copy of a letter."""

    __tablename__ = "letter"
    __visit__ = Visit(section=Section.LETTERS, columns=("from_org", *_VISIT))
    __table_args__ = (
        ForeignKeyConstraint(["org_id", "cluster_id"], _SIDES),
        ForeignKeyConstraint(["from_org", "cluster_id"], _SIDES),
        CheckConstraint("org_id <> from_org", name="from_another"),
        Index(None, "org_id", "sent_at", "id"),
        Index(None, "org_id", "thread_id", "sent_at", "id"),
    )

    id: Mapped[UUID] = new_id()
    cluster_id: Mapped[int] = kept(Visibility.KEY, Integer)
    thread_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    kind: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    schema_version: Mapped[int] = kept(Visibility.OPERATIONAL, SmallInteger)
    content: Mapped[dict[str, Any]] = kept(Visibility.PASTORAL, JSONB)
    digest: Mapped[bytes] = digest_of_content()
    programme_id: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    sent_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))


class Postage(Owned):
    """How many letters the organisation has sent in this minute. Only the fence writes it."""

    __tablename__ = "postage"
    __app__ = "select"
    __table_args__ = (CheckConstraint(f"letters <= {LETTERS_A_MINUTE}", name="too_many_letters_in_a_minute"),)

    minute: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    letters: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)


THIS_MINUTE = func.date_trunc("minute", func.clock_timestamp(), "UTC")


class ReceiverHasLeftError(Refused):
    """The receiver has left the service: nobody there would read the letter. Reach them in another way."""


class TooManyLettersError(Refused):
    """The organisation has sent as many letters as are passed on in a minute. Nothing was sent: send it again soon."""


def send(
    session: Session,
    *,
    to_org: int,
    kind: str,
    content: Mapping[str, Any],
    thread_id: UUID,
    letter_id: UUID,
    programme_id: UUID | None = None,
) -> SentLetter:
    """Send a letter: it is before its receiver when the transaction commits. The same id sent twice is sent once.

    :raises heft_tenants.letter_kinds.UnknownLetterKindError: if no schema says what the kind may hold
    :raises marshmallow.ValidationError: if the content does not fit its kind's schema
    :raises ReceiverHasLeftError: if the receiver has left; the database refuses it too
    :raises TooManyLettersError: if the minute is full; the database, which counts at the commit, refuses it too
    """
    chosen = newest(kind)
    sent_before = session.get(SentLetter, (current().org, letter_id))
    if sent_before is not None:
        return sent_before
    if session.scalar(select(Organisation.left_at).where(Organisation.org_id == to_org)) is not None:
        raise ReceiverHasLeftError
    if session.scalar(select(Postage.letters >= LETTERS_A_MINUTE).where(Postage.minute >= THIS_MINUTE)):
        raise TooManyLettersError

    schema = chosen.schema()
    letter = SentLetter(
        to_org=to_org,
        id=letter_id,
        thread_id=thread_id,
        kind=kind,
        schema_version=chosen.version,
        content=schema.dump(schema.load(dict(content))),
        programme_id=programme_id,
    )
    session.add(letter)
    session.flush()  # now, so that what the database refuses is refused at the deed and not at the commit
    return letter


@dataclass(frozen=True, kw_only=True)
class LetterOfThread:
    """A letter as one side reads it: the same words and the same moment on both.

    It reads as the newest version of its kind would say it. One of a release after ours says nothing yet, and one of
    which our copy is erased says nothing any more.
    """

    id: UUID
    writer: int
    reader: int
    thread_id: UUID
    kind: str
    content: dict[str, Any]
    is_readable: bool
    programme_id: UUID | None
    sent_at: datetime
    erased: ErasedLetter | None = None

    @property
    def is_ours(self) -> bool:
        return self.writer == current().org


def _ours(sent: SentLetter) -> LetterOfThread:
    return _of_thread(sent, writer=sent.org_id, reader=sent.to_org)


def _theirs(received: Letter) -> LetterOfThread:
    return _of_thread(received, writer=received.from_org, reader=received.org_id)


def _of_thread(letter: SentLetter | Letter, *, writer: int, reader: int) -> LetterOfThread:
    return LetterOfThread(
        id=letter.id,
        writer=writer,
        reader=reader,
        thread_id=letter.thread_id,
        kind=letter.kind,
        content=in_newest_version(letter.kind, letter.schema_version, letter.content),
        is_readable=is_readable(letter.kind, letter.schema_version),
        programme_id=letter.programme_id,
        sent_at=letter.sent_at,
    )


def _erased(letter: ErasedLetter) -> LetterOfThread:
    return LetterOfThread(
        id=letter.id,
        writer=letter.from_org,
        reader=letter.to_org,
        thread_id=letter.thread_id,
        kind=letter.kind,
        content={},
        is_readable=False,
        programme_id=None,
        sent_at=letter.sent_at,
        erased=letter,
    )


def read_threads(session: Session, *, thread_ids: Sequence[UUID]) -> dict[UUID, list[LetterOfThread]]:
    """Return the letters of several threads, each thread in its order: sent, received, and what is left of the erased."""
    threads: dict[UUID, list[LetterOfThread]] = {thread_id: [] for thread_id in thread_ids}
    if not threads:
        return threads
    found = Question(
        lambda sent, received, erased: [*map(_ours, sent), *map(_theirs, received), *map(_erased, erased)],
        select(SentLetter).where(SentLetter.thread_id.in_(thread_ids)),
        select(Letter).where(Letter.thread_id.in_(thread_ids)),
        erased_in(thread_ids),
    ).ask(session)
    for letter in sorted(found, key=lambda one: (one.sent_at, one.id)):
        threads[letter.thread_id].append(letter)
    return threads


def kinds_asked(thread_ids: Collection[UUID]) -> Question[dict[UUID, list[str]]]:
    """Ask of what kind the letters of several threads are, each thread in its order, without reading what they say.

    Of a thread that was erased there is nothing to tell.
    """

    def read(rows: Sequence[Any]) -> dict[UUID, list[str]]:
        kinds: dict[UUID, list[str]] = {thread_id: [] for thread_id in thread_ids}
        for row in rows:
            kinds[row.thread_id].append(row.kind)
        return kinds

    return Question(read, _kinds(), threads=list(thread_ids))


@built_once
def _kinds() -> Statement:
    sent = select(SentLetter.thread_id, SentLetter.kind, SentLetter.sent_at, SentLetter.id)
    received = select(Letter.thread_id, Letter.kind, Letter.sent_at, Letter.id)
    both = union_all(
        sent.where(SentLetter.thread_id == any_(THREADS)), received.where(Letter.thread_id == any_(THREADS))
    )
    return both.order_by("sent_at", "id")


def read_thread(session: Session, *, other_org: int, thread_id: UUID) -> list[LetterOfThread]:
    """Return what was written between us and one other organisation under a thread id, in order.

    A third organisation that uses the same thread id opens a thread of its own with each side.
    """
    letters = read_threads(session, thread_ids=[thread_id])[thread_id]
    return [letter for letter in letters if other_org in (letter.writer, letter.reader)]


def received_letter(session: Session, *, letter_id: UUID) -> LetterOfThread | None:
    """Return a letter that came by its id, also one that was erased since; None if it never came."""
    letter = session.scalar(select(Letter).where(Letter.id == letter_id))
    if letter is not None:
        return _theirs(letter)
    erased = erased_letter(session, letter_id=letter_id)
    return _erased(erased) if erased is not None else None
