"""What stands on record, as pages and packs show it. Each field is a column, with that column's visibility."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from heft_platform.records.wording import (
    CATEGORY_WORDS,
    SEVERITY_WORDS,
    days_words,
    is_praise,
    kind_words,
    period_words,
    reason_words,
)


@dataclass(frozen=True, kw_only=True)
class RecordView:
    """What everything on record has."""

    id: UUID
    pupil_id: UUID
    source: str
    recorded_by: UUID
    recorder_name: str
    recorded_at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_why: str
    version: int

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def source_words(self) -> str:
        return f"imported by {self.recorder_name}" if self.source == "import" else self.recorder_name


@dataclass(frozen=True, kw_only=True)
class IncidentView(RecordView):
    """Something that happened."""

    day: date
    at: time | None
    period: str
    place: str
    kind: str
    kind_said: str
    severity: str
    antecedent: str
    behaviour: str
    consequence: str
    adults: str

    record = "incident"

    @property
    def kind_words(self) -> str:
        return kind_words(self.kind, self.kind_said)

    @property
    def is_praise(self) -> bool:
        return is_praise(self.kind)

    @property
    def severity_words(self) -> str:
        return SEVERITY_WORDS.get(self.severity, "")

    @property
    def when_words(self) -> str:
        """Say “9:40am, Period 2”, or nothing."""
        at = f"{self.at.hour % 12 or 12}:{self.at:%M}{'am' if self.at.hour < 12 else 'pm'}" if self.at else ""
        return ", ".join(filter(None, (at, self.period)))


@dataclass(frozen=True, kw_only=True)
class AttendanceView(RecordView):
    """A period of attendance, in sessions."""

    first_on: date
    last_on: date
    possible: int
    attended: int
    authorised: int
    unauthorised: int
    late: int
    marks: dict[str, str]

    record = "attendance"

    @property
    def day(self) -> date:
        return self.last_on

    @property
    def period_words(self) -> str:
        return period_words(self.first_on, self.last_on)

    @property
    def percent(self) -> float | None:
        return round(100 * self.attended / self.possible, 1) if self.possible else None


@dataclass(frozen=True, kw_only=True)
class SuspensionView(RecordView):
    """A suspension, a lunchtime suspension or a permanent exclusion."""

    category: str
    first_on: date
    last_on: date | None
    sessions: int | None
    reasons: Sequence[str]
    circumstances: str
    parent_told_on: date | None
    authority_told_on: date | None
    returned_on: date | None
    cancelled_on: date | None
    cancelled_why: str

    record = "suspension"

    @property
    def day(self) -> date:
        return self.first_on

    @property
    def category_words(self) -> str:
        return CATEGORY_WORDS[self.category]

    @property
    def is_permanent(self) -> bool:
        return self.category == "PERM"

    @property
    def stands(self) -> bool:
        """Say whether it counts: it was neither cancelled nor taken back."""
        return self.cancelled_on is None and self.withdrawn_at is None

    @property
    def period_words(self) -> str:
        if self.last_on is None:
            return f"from {period_words(self.first_on, self.first_on)}"
        return period_words(self.first_on, self.last_on)

    @property
    def days_words(self) -> str:
        return days_words(self.sessions)

    @property
    def reason_words(self) -> list[str]:
        return [reason_words(code) for code in self.reasons]


AnyRecord = IncidentView | AttendanceView | SuspensionView


@dataclass(frozen=True, kw_only=True)
class VersionView:
    """What a record said before, when that changed, by whom and why."""

    version: int
    told: Sequence[tuple[str, str]]
    why: str
    changer_name: str
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How much was recorded between two days. Good news is counted apart; what was taken back is not counted."""

    incidents: int
    praise: int
    suspensions: int
    suspended_sessions: int
    attendance_percent: float | None
    late: int


@dataclass(frozen=True, kw_only=True)
class LogPage:
    """Some of what is on record, the newest first, and how much there is."""

    entries: Sequence[AnyRecord]
    number: int
    page: int
    pages: int
