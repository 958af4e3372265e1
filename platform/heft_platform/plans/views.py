"""What the pages, the packs and the other features see of a plan."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from heft_platform import words

PARTY_WORDS = {
    "school": "Help from school",
    "family": "Help from home",
    "pupil": "What I will try",
    "agency": "Help from other services",
    "la": "Help from the local authority",
    "independent": "Help from others",
}
PARTY_NAMES = {
    "school": "school",
    "family": "the family",
    "pupil": "the pupil",
    "agency": "other services",
    "la": "the local authority",
    "independent": "others",
}
HORIZON_WORDS = {"short": "Short term", "long": "Long term"}
ANSWER_WORDS = {
    "agrees": "Agrees",
    "disagrees": "Was there and does not agree",
    "could_not": "Could not say",
    "waived": "Goes ahead without",
}
WAY_WORDS = {
    "in_room": "In the room",
    "on_paper": "On paper",
    "by_telephone": "By telephone",
    "told_to_staff": "Told to staff",
}
DEED_WORDS = {
    "added": "Written",
    "changed": "Changed",
    "up": "Stepped up",
    "down": "Made a smaller step",
    "replaced": "Replaced",
    "dropped": "Taken out",
}


@dataclass(frozen=True, kw_only=True)
class TargetStepView:
    """A small step on the way to a target."""

    id: UUID
    words: str
    reached_on: date | None
    reached_by: str


@dataclass(frozen=True, kw_only=True)
class TargetView:
    """A target of the plan."""

    id: UUID
    place: int
    statement: str
    success: str
    measure: str
    measure_words: str
    baseline: str
    aim: str
    version: int
    horizon: str = "short"
    pupil_words: str = ""
    smart: dict[str, str] = field(default_factory=dict)
    help: str = ""
    review_on: date | None = None
    steps: tuple[TargetStepView, ...] = ()

    @property
    def horizon_words(self) -> str:
        return HORIZON_WORDS[self.horizon]

    @property
    def steps_reached(self) -> int:
        return sum(1 for step in self.steps if step.reached_on)


@dataclass(frozen=True, kw_only=True)
class CommitmentLine:
    """A commitment of the plan, and when it holds: `since` where it names no first day and that is known otherwise."""

    id: UUID
    party: str
    who: str
    what: str
    how_often: str
    starts_on: date | None = None
    ends_on: date | None = None
    since: date | None = None

    @property
    def lasts(self) -> str:
        """Say from which day it holds, and until when; nothing where that is not said."""
        since = f"from {words.day(self.starts_on)}" if self.starts_on else ""
        until = f"until {words.day(self.ends_on)}" if self.ends_on else ""
        return " ".join(one for one in (since, until) if one)

    @property
    def when(self) -> str:
        """Say how often, from when and until when, as far as it is said."""
        return ", ".join(one for one in (self.how_often, self.lasts) if one)

    def why_not_asked(self, first: date, last: date) -> str:
        """Say why nobody is asked how it was kept in these days: it held on none of them. Nothing if it did."""
        begins = self.starts_on or self.since
        if begins is not None and begins > last:
            return f"begins on {words.day(begins)}"
        if self.ends_on is not None and self.ends_on < first:
            return f"ended on {words.day(self.ends_on)}"
        return ""


@dataclass(frozen=True, kw_only=True)
class CommitmentView(CommitmentLine):
    """A commitment with its target: `target` is the number of that; None when it is for all, or that was taken out."""

    target: int | None
    target_id: UUID | None
    version: int
    is_additional: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What stands in the plan now; `reasons` says, by party, why it makes no commitment."""

    targets: tuple[TargetView, ...]
    commitments: tuple[CommitmentView, ...]
    reasons: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """What was done to a target or a commitment: `differences` are what, before and after."""

    part_id: UUID
    deed: str
    deed_words: str
    why: str
    by: str
    at: datetime
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class AgreementView:
    """What one person said of a version of the plan."""

    party: str
    role: str
    role_words: str
    name: str
    answer: str
    answer_words: str
    how_words: str
    words: str
    said_on: date
    recorder: str


@dataclass(frozen=True, kw_only=True)
class PlanVersionView:
    """A plan as it was put before people, and what each last said of it."""

    id: UUID
    number: int
    label: str
    content: dict[str, Any]
    fingerprint: str
    made_at: datetime
    made_by: str
    agreements: tuple[AgreementView, ...]
