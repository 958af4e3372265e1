"""What happened on the way, as marks beside the figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from heft_platform.sessions.services.recording import SessionView


@dataclass(frozen=True, kw_only=True)
class Event:
    """A mark on the way: what happened on a day."""

    day: date
    words: str


def events_of(
    *, held: Iterable[tuple[date, str]], sessions: Iterable[SessionView], others: Iterable[Event] = ()
) -> list[Event]:
    """Return what happened in order of days: meetings, sessions that were missed, and what else is given."""
    meetings = [Event(day=day, words=f"{label} held") for day, label in held]
    missed = [
        Event(day=one.day, words="Session missed" + (f": {one.why}" if one.why else ""))
        for one in sessions
        if one.outcome == "not_held"
    ]
    return sorted([*meetings, *missed, *others], key=lambda event: (event.day, event.words))
