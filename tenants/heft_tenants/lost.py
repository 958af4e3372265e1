"""Work that ought to be there and is not: found by what it was to be done for, and asked for again.

Nothing of this can happen, because whoever writes a thing asks for its work in the same transaction. It is looked for
all the same: after a restore, a repair by hand, or a mistake of ours.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, exists, select, text
from sqlalchemy.orm import Session

from heft_tenants.erased_letters import ErasedLetter
from heft_tenants.letters import Letter, SentLetter
from heft_tenants.organisations import Organisation
from heft_tenants.outbox import Outbox, QueueName, ask, state_of

LOOKED_BACK = timedelta(days=30)  # what is older was looked at many times
UNDER_WAY_OR_SEEN = ("waiting", "stuck", "dead", "cancelled")
AGAIN = "again"  # the step of work that is asked for once more, because it was done and had no effect
ARRIVED = "letter.arrived"


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something that cannot be, how often it was found, and how often it could be mended."""

    what: str
    found: int
    mended: int


def ask_for_lost(
    session: Session,
    *,
    what: str,
    queue: QueueName,
    kind: str,
    refs: Select[UUID],
    even_if_done: bool = False,
    when: Callable[[UUID], datetime] | None = None,
) -> Found:
    """Ask again for the work of those things that nobody works on.

    `refs` are the things that such work is still to be done for. With `even_if_done`, work that is done and left a thing
    as it was counts as lost too; it is asked for once more, and no more often. `when` makes it a timer.
    """
    lost = _without_work(session, kind=kind, refs=refs, even_if_done=even_if_done)
    mended = 0
    for ref in lost:
        step = "" if state_of(session, kind=kind, ref=ref) is None else AGAIN
        if state_of(session, kind=kind, ref=ref, step=step) is None:
            ask(session, queue=queue, kind=kind, ref=ref, step=step, not_before=when(ref) if when else None)
            mended += 1
    return Found(what=what, found=len(lost), mended=mended)


def _without_work(session: Session, *, kind: str, refs: Select[UUID], even_if_done: bool) -> Sequence[UUID]:
    (ref,) = refs.subquery().c
    answers = UNDER_WAY_OR_SEEN if even_if_done else (*UNDER_WAY_OR_SEEN, "done")
    answered = exists().where(Outbox.kind == kind, Outbox.ref == ref, Outbox.state.in_(answers))
    return session.scalars(select(ref).where(~answered)).all()


def look_after_letters(session: Session, *, now: datetime) -> list[Found]:
    """Find letters that nobody took in, arrivals of no letter, and letters that are in nobody's box.

    The last two cannot be mended from here, and somebody must look: part of the database is not as it was.
    """
    since = now - LOOKED_BACK
    return [
        ask_for_lost(
            session,
            what="letter_that_nobody_took_in",
            queue="escalations",
            kind=ARRIVED,
            refs=select(Letter.id).where(Letter.sent_at > since),
        ),
        Found(what="arrival_of_no_letter", found=_arrivals_of_nothing(session), mended=0),
        Found(what="letter_in_no_box", found=len(_missing_from_boxes(session, since)), mended=0),
    ]


def _arrivals_of_nothing(session: Session) -> int:
    there = exists().where(Letter.id == Outbox.ref)
    erased = exists().where(ErasedLetter.id == Outbox.ref)
    waiting = select(Outbox.id).where(
        Outbox.kind == ARRIVED, Outbox.state.in_(["waiting", "stuck"]), ~there, ~erased
    )
    return len(session.scalars(waiting).all())


def _missing_from_boxes(session: Session, since: datetime) -> Sequence[UUID]:
    """Return our letters that are not where they were sent. Who has left took their box along."""
    receivers = select(Organisation.org_id).where(Organisation.left_at.is_(None))
    sent = select(SentLetter.to_org, SentLetter.id).where(
        SentLetter.sent_at > since, SentLetter.to_org.in_(receivers)
    )
    letters = session.execute(sent).all()
    missing = text("select id from fence.missing_from_boxes(:orgs, :ids) id")
    said = {"orgs": [to_org for to_org, _ in letters], "ids": [letter_id for _, letter_id in letters]}
    return session.scalars(missing, said).all() if letters else []
