"""When sessions are due, worked out on the school’s calendar from what was agreed and what was recorded."""

from dataclasses import dataclass
from datetime import date, timedelta

from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.library.services import CADENCE_WORDS, Monitoring
from heft_platform.words import number_of

DAYS_OF = {"daily": 1, "weekly": 7, "fortnightly": 14}
MOST_COUNTED = 200  # sessions that can have been missed without a word


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What became of the sessions of a programme of which somebody said so."""

    held: int
    pupil_absent: int
    not_held: tuple[date, ...]
    last_held_on: date | None
    last_on: date
    next_on: date | None  # as it was agreed at the last


@dataclass(frozen=True, kw_only=True)
class Cadence:
    """How the sessions of a programme go: held, missed, and since when one is overdue."""

    label: str
    cadence: str
    longest_gap: int
    held: int
    missed: int  # planned and not held, whether somebody said so or not
    pupil_absent: int
    last_held_on: date | None
    next_on: date | None
    overdue_since: date | None
    early_review_after: int | None
    missed_since_meeting: int

    @property
    def planned(self) -> int:
        return self.held + self.missed + self.pupil_absent

    @property
    def cadence_words(self) -> str:
        return CADENCE_WORDS[self.cadence]

    @property
    def proposes_review(self) -> bool:
        return self.early_review_after is not None and self.missed_since_meeting >= self.early_review_after

    @property
    def sentence(self) -> str:
        if not self.planned:
            return "No session was due yet."
        said = f"{self.held} of {number_of(self.planned, 'planned session')} held."
        if self.missed:
            said += f" {self.missed} missed."
        if self.pupil_absent:
            said += f" The pupil was absent for {self.pupil_absent}."
        return said


def next_day(calendar: SchoolCalendar, day: date, cadence: str) -> date | None:
    """Return the school day on which the session after this day is due; None where the calendar ends before."""
    try:
        return calendar.next_school_day(day + timedelta(days=DAYS_OF[cadence]))
    except CalendarHorizonError:
        return None


def work_out(
    *,
    monitoring: Monitoring,
    cadence: str,
    started_on: date,
    last_met_on: date | None,
    recorded: Recorded | None,
    calendar: SchoolCalendar,
    today: date,
    is_running: bool = True,
) -> Cadence:
    """Return how the sessions go. Nothing is due while a programme does not run.

    A session of which nobody said anything counts as missed once the template’s days of grace are over.
    """
    last_held_on = recorded.last_held_on if recorded else None
    missed = recorded.not_held if recorded else ()
    due = recorded.next_on if recorded else None
    due = due or next_day(calendar, recorded.last_on if recorded else started_on, cadence)
    silent: list[date] = []
    while (
        is_running
        and due is not None
        and len(silent) < MOST_COUNTED
        and _is_over(calendar, due, monitoring, today)
    ):
        silent.append(due)
        due = next_day(calendar, due, cadence)
    overdue = silent[0] if silent else _gap_since(calendar, last_held_on or started_on, monitoring, today)
    return Cadence(
        label=monitoring.label,
        cadence=cadence,
        longest_gap=monitoring.max_gap_school_days,
        held=recorded.held if recorded else 0,
        missed=len(missed) + len(silent),
        pupil_absent=recorded.pupil_absent if recorded else 0,
        last_held_on=last_held_on,
        next_on=due if is_running else None,
        overdue_since=overdue if is_running else None,
        early_review_after=monitoring.missed.early_review_after,
        missed_since_meeting=sum(day >= (last_met_on or started_on) for day in [*missed, *silent]),
    )


def _is_over(calendar: SchoolCalendar, due: date, monitoring: Monitoring, today: date) -> bool:
    """Say whether the days of grace after a session's day are over."""
    try:
        return today > calendar.add_school_days(due, monitoring.missed.flag_after_school_days)
    except CalendarHorizonError:
        return False


def _gap_since(
    calendar: SchoolCalendar, last_held_on: date, monitoring: Monitoring, today: date
) -> date | None:
    """Return the day on which the longest gap between two sessions was over, if it is."""
    try:
        latest = calendar.add_school_days(last_held_on, monitoring.max_gap_school_days)
    except CalendarHorizonError:
        return None
    return latest if latest < today else None
