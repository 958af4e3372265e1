"""What the pages, the packs and the other features see of a programme."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from heft_platform.calendar.services import SchoolCalendar
from heft_platform.library.services import REPEATED, ProgrammeTemplate
from heft_platform.plans.services import PARTY_WORDS, CommitmentView, OfPlan, Plan, TargetView
from heft_tenants.tables import Section

VOICE_WORDS = "Gather what the pupil says, or say why not"


@dataclass(frozen=True, kw_only=True)
class MilestoneView:
    """A milestone of the programme: done, next, or to come."""

    id: UUID
    code: str
    label: str
    due_on: date
    held_on: date | None
    is_meeting: bool
    is_final: bool
    is_next: bool
    is_optional: bool = False
    window_from: date | None = None  # its day is still to be set: between this one and `due_on`
    skipped_on: date | None = None
    skip_reason: str = ""
    moved_because: str = ""
    tolerance: int = 0

    @property
    def template_milestone(self) -> str:
        """Return the template’s id for it: a milestone that comes again has a number of its own."""
        return self.code.partition(REPEATED)[0]

    @property
    def is_to_come(self) -> bool:
        return self.held_on is None and self.skipped_on is None


@dataclass(frozen=True, kw_only=True)
class LaterDate:
    """A later milestone, and where it would be if it moved along."""

    code: str
    label: str
    due_on: date
    would_be: date


@dataclass(frozen=True, kw_only=True)
class CourseChange:
    """A change of a programme’s course: what it was, by whom, why, and each thing before and after."""

    id: UUID
    kind: str
    at: datetime
    by: str
    what: str
    why: str
    details: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class EntryLine:
    """A line of the checklist with which a programme began."""

    kind: str
    label: str
    answer: str
    reason: str
    answered_on: date
    answered_by: str


@dataclass(frozen=True, kw_only=True)
class RelationView:
    """Another plan of the pupil, and how the programme stands to it."""

    code: str
    label: str
    how: str
    plan_name: str
    named_on: date


@dataclass(frozen=True, kw_only=True)
class NotStartedView:
    """A programme that was suggested and not started."""

    reason: str
    instead: str
    decided_by: str
    decided_on: date


@dataclass(frozen=True, kw_only=True)
class RelatedProgramme:
    """Another programme of the pupil that this one is tied to, and how, in words."""

    reference: str
    how: str


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
    is_judged: bool = False  # closed with a verdict, after its last meeting

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
    concern_on: date | None
    milestones: tuple[MilestoneView, ...]
    targets: tuple[TargetView, ...]
    commitments: tuple[CommitmentView, ...]
    notes: tuple[NoteView, ...]
    next_steps: tuple[str, ...]
    closing_words: str
    closed_on: date | None
    key_worker_id: UUID
    version: int
    ask_missing: Callable[[], tuple[str, ...]] = tuple
    school_days: SchoolCalendar | None = None  # as it was read with the programme
    reasons: dict[str, str] = field(default_factory=dict)  # by party, why it makes no commitment
    coordinator_id: UUID | None = None
    paused_on: date | None = None
    extended_weeks: int = 0
    times_extended: int = 0
    cycle: int = 1
    ended_as: str | None = None  # in words, whichever way it was closed
    related: tuple[RelatedProgramme, ...] = field(default=())

    @property
    def id(self) -> UUID:
        return self.line.id

    @property
    def reference(self) -> str:
        return self.line.reference

    @property
    def pupil_name(self) -> str:
        return self.line.pupil_name

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Return in words what it needs before it can begin. Asked for where it is shown, and not before."""
        return self.ask_missing()

    @property
    def voice_is_missing(self) -> bool:
        return VOICE_WORDS in self.missing

    @property
    def next_milestone(self) -> MilestoneView | None:
        return next((milestone for milestone in self.milestones if milestone.is_next), None)

    @property
    def last_held_on(self) -> date | None:
        """Return the day of the last meeting that was held; None before the first."""
        return max((milestone.held_on for milestone in self.milestones if milestone.held_on), default=None)

    def shows(self, section: str) -> bool:
        """Say whether a section is open to the reader: SUMMARY, NOTES, PLAN, SCORES, MEETINGS."""
        return bool(self.sections & Section[section])

    @property
    def plan(self) -> Plan:
        return Plan(targets=self.targets, commitments=self.commitments, reasons=self.reasons)

    @property
    def of_plan(self) -> OfPlan:
        """Return of whose plan the features are asked that keep a part of it."""
        return OfPlan(
            programme_id=self.id,
            pupil_id=self.line.pupil_id,
            started_on=self.started_on,
            template=self.template,
        )

    @property
    def milestone_at_hand(self) -> str:
        """Return the milestone at whose meeting the plan is agreed now: the one held last, or the first to come."""
        meetings = [milestone for milestone in self.milestones if milestone.is_meeting]
        held = [milestone for milestone in meetings if milestone.held_on]
        return (held or meetings[:1])[-1].code if meetings else ""

    def by_party(self) -> list[tuple[str, list[CommitmentView]]]:
        """Return the commitments by who made them, the school's first."""
        grouped = [
            (words, [one for one in self.commitments if one.party == party])
            for party, words in PARTY_WORDS.items()
        ]
        return [(words, commitments) for words, commitments in grouped if commitments]

    def looked_back_on(self, held_on: date) -> tuple[date, date]:
        """Return the days on which a meeting of a day looks back: from the last one, or from the start."""
        return self.last_held_on or self.started_on, held_on

    def commitments_asked_about(self, held_on: date) -> list[CommitmentView]:
        """Return the commitments that held on any of these days."""
        first, last = self.looked_back_on(held_on)
        return [one for one in self.commitments if not one.why_not_asked(first, last)]


def tasks_by_milestone(programme: ProgrammeView) -> dict[str, list[str]]:
    """Return in words what is done by each milestone to come, and by whom; nothing of a milestone that its template does not know."""
    template = programme.template
    known = {one.id: one for one in template.milestones}
    return {
        milestone.code: [f"{task.label} ({template.role(task.owner).label})" for task in known[own].tasks]
        for milestone in programme.milestones
        if (own := milestone.template_milestone) in known and milestone.held_on is None
    }
