"""What pages and other features see of an action."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

SOURCE_WORDS = {
    "meeting": "Agreed at a meeting",
    "review": "Agreed at a review",
    "session": "From a key-worker session",
    "failing": "The plan is not working between reviews",
    "typed": "Added to the list",
}
STEP_WORDS = {"carried": "Carried", "done": "Done", "dropped": "Dropped"}


@dataclass(frozen=True, kw_only=True)
class ActionStepView:
    """What became of an action once."""

    kind: str
    words: str
    due_before: date
    due_after: date | None
    by: str
    at: datetime

    @property
    def kind_words(self) -> str:
        return STEP_WORDS[self.kind]


@dataclass(frozen=True, kw_only=True)
class ActionView:
    """An action as lists and its own page show it."""

    id: UUID
    pupil_id: UUID
    pupil_name: str
    pupil_initials: str
    pupil_group: str
    programme_id: UUID | None
    reference: str
    what: str
    why: str
    owner_id: UUID | None
    owner: str
    due_on: date
    source: str
    state: str
    carried: int
    ended_on: date | None
    added_on: date
    added_by: str
    is_overdue: bool
    version: int
    steps: tuple[ActionStepView, ...] = field(default=())

    @property
    def source_words(self) -> str:
        return SOURCE_WORDS[self.source]

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def state_words(self) -> str:
        if not self.is_open:
            return STEP_WORDS[self.state]
        return "Overdue" if self.is_overdue else "Open"

    @property
    def tone(self) -> str:
        return {"Done": "good", "Dropped": "quiet", "Overdue": "due"}.get(self.state_words, "")
