"""What the pages, the packs and the other features see of a programme."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.plan_views import PARTY_WORDS, CommitmentView, Plan, TargetView
from heft_tenants.tables import Section

__all__ = ["PARTY_WORDS", "CommitmentView", "TargetView"]


@dataclass(frozen=True, kw_only=True)
class StepView:
    """A step of the programme: done, next, or to come."""

    id: UUID
    code: str
    label: str
    due_on: date
    held_on: date | None
    is_meeting: bool
    is_final: bool
    is_next: bool


@dataclass(frozen=True, kw_only=True)
class NoteView:
    """A note in the log."""

    author: str
    written_at: datetime
    body: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeLine:
    """A programme as lists show it."""

    id: UUID
    reference: str
    pupil_id: UUID
    pupil_name: str
    pupil_initials: str
    pupil_group: str
    template_label: str
    state: str
    state_words: str
    tone: str
    week: int
    weeks: int
    next_label: str
    next_on: date | None
    key_worker: str
    coordinator: str

    @property
    def is_open(self) -> bool:
        return self.state != "closed"


@dataclass(frozen=True, kw_only=True)
class ProgrammeView:
    """A programme with its plan, as its own pages show it. For a visitor, what the gate does not open is absent."""

    line: ProgrammeLine
    template: ProgrammeTemplate
    sections: Section
    started_on: date
    purposes: tuple[str, ...]
    triggers: tuple[str, ...]
    concern: str
    steps: tuple[StepView, ...]
    targets: tuple[TargetView, ...]
    commitments: tuple[CommitmentView, ...]
    notes: tuple[NoteView, ...]
    verdict: str | None
    next_steps: tuple[str, ...]
    closing_words: str
    closed_on: date | None
    key_worker_id: UUID
    version: int
    missing: tuple[str, ...] = field(default=())
    reasons: dict[str, str] = field(default_factory=dict)  # by party, why it promises nothing

    @property
    def id(self) -> UUID:
        return self.line.id

    @property
    def reference(self) -> str:
        return self.line.reference

    @property
    def next_step(self) -> StepView | None:
        return next((step for step in self.steps if step.is_next), None)

    @property
    def last_held_on(self) -> date | None:
        """Return the day of the last meeting that was held; None before the first."""
        return max((step.held_on for step in self.steps if step.held_on), default=None)

    def shows(self, section: str) -> bool:
        """Say whether a section is open to the reader: SUMMARY, NOTES, PLAN, SCORES, MEETINGS."""
        return bool(self.sections & Section[section])

    @property
    def plan(self) -> Plan:
        return Plan(targets=self.targets, commitments=self.commitments, reasons=self.reasons)

    def by_party(self) -> list[tuple[str, list[CommitmentView]]]:
        """Return the promises by who made them, the school's first."""
        grouped = [
            (words, [one for one in self.commitments if one.party == party])
            for party, words in PARTY_WORDS.items()
        ]
        return [(words, promises) for words, promises in grouped if promises]
