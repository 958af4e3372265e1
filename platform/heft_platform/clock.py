"""The only clock of the platform, so that tests can choose the time."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SCHOOL_TIME = ZoneInfo("Europe/London")
_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """Return the moment, in UTC."""
    return _stopped_at.get() or datetime.now(UTC)  # noqa: TID251  (the one place that may ask)


def today() -> date:
    """Return the date in school."""
    return now().astimezone(SCHOOL_TIME).date()


@contextmanager
def stopped_at(moment: datetime) -> Generator[None]:
    """Let it be this moment in the enclosed work. For tests and for the demo's past."""
    before = _stopped_at.set(moment)
    try:
        yield
    finally:
        _stopped_at.reset(before)
