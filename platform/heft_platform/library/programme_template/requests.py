"""What may be asked of the local authority, when, by whom, and what goes with it."""

from dataclasses import dataclass

from heft_tenants.tables import Visibility


@dataclass(frozen=True, kw_only=True)
class FamilyPart:
    """What the family must know, say and agree before a request: each a requirement, or `not_needed`."""

    informed: str
    view_recorded: str
    agreement: str


@dataclass(frozen=True, kw_only=True)
class Payload:
    """The fixed copy that a request carries: documents and parts of the plan, without these classes."""

    documents: tuple[str, ...]
    parts: tuple[str, ...]
    excludes_classes: tuple[Visibility, ...]


@dataclass(frozen=True, kw_only=True)
class ReplyClock:
    """Within how many school days the authority usually acknowledges and replies. Its own word wins; 0: no reply."""

    acknowledge_school_days: int
    reply_school_days: int
    set_by: str


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """A request to the authority. `when` lists what offers it, such as `verdict.unsuccessful` or `risk.high`."""

    id: str
    label: str
    basis: str
    when: tuple[str, ...]
    before: str  # decision_to_exclude, none
    raised_by: tuple[str, ...]
    approved_by: tuple[str, ...]
    to: str
    family: FamilyPart
    payload: Payload
    asks: tuple[str, ...]
    clock: ReplyClock
