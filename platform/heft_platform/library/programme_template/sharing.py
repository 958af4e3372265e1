"""Who sees what of a programme, what is sent round, and what is printed."""

from dataclasses import dataclass

from heft_tenants.tables import Visibility


@dataclass(frozen=True, kw_only=True)
class Views:
    """The parts of the plan and the documents in each one's view. A document's own class applies on top."""

    default_class: Visibility
    pupil_view: tuple[str, ...]
    family_view: tuple[str, ...]
    staff_view: tuple[str, ...]
    agency_view: tuple[str, ...]
    la_view: str
    never_shared: tuple[Visibility, ...]


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When a notice goes: at something, or some school days before or after it."""

    at: str | None = None
    school_days_before: int | None = None
    school_days_after: int | None = None


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A notice that leaves the platform: a reference and a date, never a name or a detail.

    It goes to roles, or to whoever completes the document, or to whoever is invited (`completed_by`, `invited`).
    """

    id: str
    event: str
    to: tuple[str, ...]
    timing: Timing
    reminder_school_days: tuple[int, ...]
    content: str


@dataclass(frozen=True, kw_only=True)
class Output:
    """A page to print: for which roles, holding which parts and documents. A questionnaire prints blank."""

    id: str
    label: str
    audience: tuple[str, ...]
    parts: tuple[str, ...]
    formats: tuple[str, ...]  # pdf, docx


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a programme and its parts are called, on pages and on paper."""

    plan: str
    plan_short: str
    lead: str
    monitor: str
    interim: str
    end: str
