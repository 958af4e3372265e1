"""A piece of work, seen from inside its organisation, and what may be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session


@dataclass(frozen=True, kw_only=True)
class Work:
    """One row of the outbox. It names ids and a kind; everything else is read in the organisation's own context."""

    org: int
    id: UUID
    kind: str
    ref: UUID
    step: str

    @property
    def key(self) -> str:
        """The idempotency key of whatever this work does outside the database: the same at every try."""
        return f"{self.org}-{self.id}"


Record = Callable[[Session, Work], None]
# Given the key: has its effect in the world, and returns how to record it, or how to record that it is halfway.
Outside = Callable[[str], "Record | Halfway"]
Doing = Callable[[Session, Work], Outside | None]


@dataclass(frozen=True, kw_only=True)
class Halfway:
    """Work outside that has come so far: how to record that, in a transaction of its own, and how it goes on."""

    record: Record
    go_on: Outside


def nothing_to_note(session: Session, work: Work) -> None:
    """Record nothing: whoever asks how it went sees it from what was written before, or from the clock."""
    del session, work


class UnknownKindError(LookupError):
    """Nobody here knows what this is: a worker of the next version may, so it is tried again and raises the alarm."""


class RefusedWorkError(Exception):
    """Work that can never be done, with a code that says why: it is ended, not tried again."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.known_as = code
