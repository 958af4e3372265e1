"""What a thread of letters comes to: the same state and the same clock for both sides, from the letters alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from heft_tenants.letters import LetterOfThread

STATE_AFTER = {
    "request.sent": "New",
    "request.acknowledged": "With officer",
    "request.asked": "Waiting for school",
    "request.replied": "With officer",
    "request.answered": "Answered",
    "request.closed": "Closed",
    "request.withdrawn": "Withdrawn",
}
TONES = {"New": "info", "With officer": "info", "Waiting for school": "due", "Answered": "good"}
TITLES = {
    "request.sent": "Request for help",
    "request.acknowledged": "We have your request",
    "request.asked": "Question",
    "request.replied": "Answer to the question",
    "request.answered": "Answer",
    "request.closed": "Closed",
    "request.withdrawn": "Withdrawn",
}
ENDED = {"Closed", "Withdrawn"}
NEW = "New"


@dataclass(frozen=True, kw_only=True)
class ThreadState:
    """Where a request stands."""

    words: str
    tone: str
    officer: str
    acknowledge_by: date | None
    promised_on: date | None

    @property
    def is_open(self) -> bool:
        return self.words not in ENDED

    @property
    def is_acknowledged(self) -> bool:
        return self.promised_on is not None


def state_of(letters: Sequence[LetterOfThread]) -> ThreadState:
    """Work out the state of a thread. Letters after one that ended it change nothing."""
    state, officer = NEW, ""
    acknowledge_by = promised_on = None
    for letter in letters:
        if state in ENDED:
            break
        state = STATE_AFTER.get(letter.kind, state)
        officer = letter.content.get("officer", officer)
        acknowledge_by = _date(letter.content.get("acknowledge_by")) or acknowledge_by
        promised_on = _date(letter.content.get("promised_on")) or promised_on
    return ThreadState(
        words=state,
        tone=TONES.get(state, ""),
        officer=officer,
        acknowledge_by=acknowledge_by,
        promised_on=promised_on,
    )


def state_after(kinds: Sequence[str]) -> str:
    """Work out in words where a thread stands, from the kinds of its letters alone."""
    state = NEW
    for kind in kinds:
        if state in ENDED:
            break
        state = STATE_AFTER.get(kind, state)
    return state


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
