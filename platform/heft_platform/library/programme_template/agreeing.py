"""Who agrees to what, how, and what follows if somebody does not."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """Whether a programme may go on without an agreement, and who says so."""

    allowed: bool
    reason_required: bool
    approved_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Signature:
    """An agreement to exactly one version of a text: parts of the plan and documents in `scope`."""

    id: str
    label: str
    basis: str
    meeting: str
    scope: tuple[str, ...]
    rule: str  # all_present, listed_roles, optional
    roles: tuple[str, ...]
    methods: tuple[str, ...]  # typed, paper_scan, verbal_recorded
    absent_may_sign_school_days: int
    refusal: str  # record_reason, full_time_applies
    waiver: Waiver
