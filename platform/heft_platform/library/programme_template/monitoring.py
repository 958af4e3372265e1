"""What happens between meetings: sessions with an adult, daily reports, and word from school to home."""

from dataclasses import dataclass

from heft_platform.library.programme_template.asking import Asked
from heft_tenants.tables import Visibility


@dataclass(frozen=True, kw_only=True)
class Cadence:
    """How often: of these, daily, weekly or fortnightly, the meeting chooses."""

    options: tuple[str, ...]
    default: str


@dataclass(frozen=True, kw_only=True)
class Missed:
    """When a missed session is shown, whom it is told, and after how many an early review is proposed."""

    flag_after_school_days: int
    tell: tuple[str, ...]
    early_review_after: int | None = None


@dataclass(frozen=True, kw_only=True)
class Monitoring(Asked):
    """One kind of session or report. Never longer than `max_gap_school_days` between two of them."""

    id: str
    label: str
    basis: str
    owner: str
    with_roles: tuple[str, ...]
    cadence: Cadence
    max_gap_school_days: int
    document: str
    missed: Missed

    @property
    def is_daily(self) -> bool:
        """Say whether it may be kept every day, as a daily report is."""
        return "daily" in self.cadence.options


@dataclass(frozen=True, kw_only=True)
class HomeSchool(Asked):
    """How often school and home speak, good news first, and after how many school days of silence it is shown."""

    rhythm_options: tuple[str, ...]
    default: str
    positive_first: bool
    gap_flag_school_days: int


@dataclass(frozen=True, kw_only=True)
class SharedWith(Asked):
    """Which roles must know the targets, and on which document they get them."""

    roles: tuple[str, ...]
    document: str | None = None


@dataclass(frozen=True, kw_only=True)
class StaffBriefing:
    """Whether all staff may be briefed, in words written for that, and who approves them."""

    allowed: bool
    visibility: Visibility
    approved_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Communication:
    """Who hears what, and how."""

    home_school: HomeSchool
    channels: tuple[str, ...]
    targets_shared_with: SharedWith
    staff_briefing: StaffBriefing
