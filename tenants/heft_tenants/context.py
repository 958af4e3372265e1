"""Whose work is this? One organisation, one person, at most one open gate: for the whole of a transaction."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Kind = Literal["org", "visitor", "admin", "work"]


@dataclass(frozen=True, kw_only=True)
class Context:
    """For whom a transaction works. The kind decides the database role that does it."""

    kind: Kind
    org: int
    cluster: int
    person: UUID | None = None
    programme: UUID | None = None  # a visitor's: the one case that the gate opens
    grant: UUID | None = None


class NoContextError(Exception):
    """Records were asked for before anybody said for which organisation."""


class AnotherContextError(Exception):
    """Work for another organisation is under way: two organisations are two transactions, one after the other."""


_context: ContextVar[Context | None] = ContextVar("heft_context", default=None)


def current() -> Context:
    """Say for whom the work at hand is done.

    :raises NoContextError: if nobody said
    """
    if (context := _context.get()) is None:
        raise NoContextError
    return context


def current_or_none() -> Context | None:
    return _context.get()


@contextmanager
def working_as(context: Context) -> Generator[None]:
    """Do the enclosed work in one context, and in no other.

    :raises AnotherContextError: if other work is under way
    """
    if _context.get() not in (None, context):
        raise AnotherContextError
    before = _context.set(context)
    try:
        yield
    finally:
        _context.reset(before)
