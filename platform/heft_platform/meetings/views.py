"""What pages, packs and other features see of meetings, and the words for it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

MODE_WORDS = {"in_person": "In person", "phone": "By telephone", "video": "By video"}
PART_WORDS = {
    "full": "The whole meeting",
    "part": "Part of the meeting",
    "views_only": "Sends views, and is not there",
    "not_there": "Is not there",
}
STEP_WORDS = {
    "sent": "Invited",
    "comes": "Comes",
    "sends_views": "Sends views",
    "cannot": "Cannot come",
    "taken_back": "No longer invited",
}
WAS_WORDS = {
    "there": "There",
    "remote": "By telephone or video",
    "views": "Views read in",
    "apologies": "Sent apologies",
    "absent": "Did not come",
}
HEARD = frozenset({"there", "remote", "views"})
OUTLOOK_WORDS = {
    "likely": "Likely to succeed",
    "unsure": "Too early to say",
    "unlikely": "Unlikely to succeed",
}


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """What was recorded of a programme at a meeting, as far as a visitor may see it too."""

    id: UUID
    milestone_id: UUID
    label: str
    held_on: date
    present: str
    summary: str
    recorder: str
    targets: tuple[tuple[str, str, str], ...]  # statement, result, what happens to it: in words
    achieved: tuple[str, ...]  # the statements of those that were achieved, in whatever words
    commitments: tuple[tuple[str, str], ...]  # what was committed to, result: in words


@dataclass(frozen=True, kw_only=True)
class KeptView:
    """How a commitment was kept, as the last review said it: what it means, and in the words of the template’s scale."""

    result: str  # kept, partly, not_kept, not_due
    result_words: str


@dataclass(frozen=True, kw_only=True)
class InvitationStepView:
    """What became of an invitation once."""

    kind: str
    on_day: date
    words: str
    by: str

    @property
    def kind_words(self) -> str:
        return STEP_WORDS[self.kind]


@dataclass(frozen=True, kw_only=True)
class InvitedView:
    """Somebody who is wanted at a meeting, with everything that became of the invitation."""

    id: UUID
    role: str
    role_label: str
    party: str
    name: str
    contact: str
    steps: tuple[InvitationStepView, ...]

    @property
    def was_invited(self) -> bool:
        return any(step.kind == "sent" for step in self.steps)

    @property
    def state(self) -> str:
        """Return the newest step; nothing before the first."""
        return self.steps[-1].kind if self.steps else ""

    @property
    def state_words(self) -> str:
        if not self.steps:
            return "Not invited yet"
        last = self.steps[-1]
        return "Invited, no answer yet" if last.kind == "sent" else last.kind_words

    @property
    def views(self) -> str:
        """Return the views that were sent, as they were sent last."""
        return next((step.words for step in reversed(self.steps) if step.kind == "sends_views"), "")


@dataclass(frozen=True, kw_only=True)
class MeetingPlanView:
    """How a meeting is arranged; version 0 when nothing was arranged yet."""

    starts_at: str = ""
    mode: str = "in_person"
    place: str = ""
    privacy: str = ""
    access: str = ""
    interpreter: str = ""
    other_times: str = ""
    chair: str = ""
    note_taker: str = ""
    pupil_part: str = ""
    pupil_part_why: str = ""
    pupil_items: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    family_gap: str = ""
    saver: str = ""
    saved_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class DraftView:
    """A record while it is written."""

    answers: dict[str, Any]
    saver: str
    saved_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """How somebody took part."""

    name: str
    role_label: str
    party: str
    was: str

    @property
    def was_words(self) -> str:
        return WAS_WORDS[self.was]


@dataclass(frozen=True, kw_only=True)
class Word:
    """What was said to an item of the agenda; `who` is empty for what was noted for all."""

    item: str
    title: str
    who: str
    party: str
    words: str
    was_read_in: bool


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What a meeting decided, beside targets and commitments."""

    chair: str = ""
    note_taker: str = ""
    decisions: str = ""
    parked: str = ""
    further_measures: str = ""
    control: int | None = None
    outlook: str = ""
    alternatives: tuple[str, ...] = ()
    family_gap: str = ""
    why_day: str = ""

    @property
    def outlook_words(self) -> str:
        return OUTLOOK_WORDS.get(self.outlook, "")


@dataclass(frozen=True, kw_only=True)
class RemarkView:
    """What was added to a finished record."""

    author: str
    written_at: datetime
    body: str


@dataclass(frozen=True, kw_only=True)
class RecordView:
    """A finished record, whole."""

    review: ReviewView
    decided: Decided
    evidence: tuple[tuple[str, str], ...]  # a target’s statement, and what shows its result
    comments: tuple[tuple[str, str], ...]  # a commitment, and what was said of it
    attendance: tuple[Attendance, ...]
    words: tuple[Word, ...]
    remarks: tuple[RemarkView, ...] = field(default=())

    def by_item(self) -> list[tuple[str, list[Word]]]:
        """Return what was said by item of the agenda, in its order."""
        grouped: dict[str, list[Word]] = {}
        for word in self.words:
            grouped.setdefault(word.title, []).append(word)
        return list(grouped.items())
