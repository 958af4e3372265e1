"""Why an organisation cannot leave yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.audit import services as audit
from heft_platform.cases import services as cases
from heft_platform.cluster import services as cluster
from heft_platform.escalations import services as escalations
from heft_tenants import grounds, outbox
from heft_tenants.letters import Letter


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Where an organisation's trail stands, and how many letters it has got: every deed moves the one, or the other."""

    trail: int
    letters: int


def mark(session: Session) -> Mark:
    """Say how far the organisation at hand is, so that it can be seen later whether anything was done since."""
    letters = session.scalar(select(func.count(Letter.id)))
    return Mark(trail=audit.entries_so_far(session), letters=letters or 0)


def mark_as_eraser(connection: grounds.Connection) -> Mark:
    """Say the same of the leaving organisation, which nobody can enter any more."""
    (trail,) = connection.execute("select coalesce(max(seq), 0) from owned.trail_head").fetchall()
    (letters,) = connection.execute("select count(*) from letterbox.letter").fetchall()
    return Mark(trail=trail[0], letters=letters[0])


def reasons_to_stay(session: Session, *, kind: str, now: datetime, today: date) -> Iterator[str]:
    """Give everything that must end before the organisation at hand leaves: a sentence for each, with what to do."""
    if threads := escalations.open_threads(session):
        yield f"These requests are open: {', '.join(threads)}. {WHO_ENDS_A_REQUEST[kind]}"
    if gates := cases.open_gates(session, now=now, today=today):
        said = ", ".join(f"{number} {words}" for words, number in gates.items())
        yield f"Gates are open: {said}. End the access, and answer or take back the invitations."
    if work := outbox.unfinished(session, now=now):
        yield f"Work is under way, due or stuck: {work} pieces. Let the workers finish, or cancel what is stuck."
    if kind == "authority" and (others := cluster.others_here(session)):
        yield f"These belong to its cluster, and leave before it: {', '.join(others)}."


WHO_ENDS_A_REQUEST = {
    "school": "Withdraw them, or have the authority close them.",
    "authority": "Close them, or have the schools withdraw them.",
    "agency": "Have them closed.",
}
