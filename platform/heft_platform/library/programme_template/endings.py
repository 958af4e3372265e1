"""How a programme ends: outcomes, what comes next after each, and what is done to close it."""

from dataclasses import dataclass

from heft_platform.library.programme_template.asking import Asked


@dataclass(frozen=True, kw_only=True)
class NextStep(Asked):
    """What may follow: another plan by its template's key, a request to the authority by its id, or words alone."""

    id: str
    label: str
    plan: str | None = None
    escalation: str | None = None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """An outcome, what it means, and what may come next after it."""

    id: str
    label: str
    meaning: str
    next_steps: tuple[NextStep, ...]


@dataclass(frozen=True, kw_only=True)
class EarlyEnds:
    """Ways to end before the last meeting: codes of a scale."""

    scale: str
    options: tuple[str, ...]
    reason_required: bool
    next_steps_required: bool


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """Where, by whom and on what evidence the outcome is decided."""

    scale: str
    meeting: str
    decided_by: tuple[str, ...]
    evidence: tuple[str, ...]
    options: tuple[Verdict, ...]
    early_ends: EarlyEnds


@dataclass(frozen=True, kw_only=True)
class ClosingStep:
    """Something that a role does when a programme closes."""

    id: str
    label: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class AfterCare:
    """After which outcomes somebody keeps looking in: for how many weeks, how often, on which document."""

    offered_for: tuple[str, ...]
    weeks: int
    cadence: str
    owner: str
    document: str


@dataclass(frozen=True, kw_only=True)
class Closing:
    """What must exist before a programme closes (`meeting.ID`, `document.ID`, `verdict`, `next_steps`), and after."""

    requires: tuple[str, ...]
    unless_early_end: tuple[str, ...]
    steps: tuple[ClosingStep, ...]
    after_care: AfterCare
    agency_access: str
    records: str

    def required(self, kind: str) -> tuple[str, ...]:
        """Return the ids of the meetings or documents (`kind`) that must exist."""
        return tuple(
            token.removeprefix(f"{kind}.") for token in self.requires if token.startswith(f"{kind}.")
        )
