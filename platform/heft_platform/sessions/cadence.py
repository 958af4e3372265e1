"""When sessions are due, worked out on the school’s calendar from what was agreed and what was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.library.services import CADENCE_WORDS, Monitoring
from heft_platform.programmes.services import Rest
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
class Course:
    """What of a programme’s course its sessions hang on."""

    began_on: date | None
    stands_still_since: date | None  # it rests, or is closed
    rests: Sequence[Rest]
    last_met_on: date | None


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
    return _school_day_from(calendar, day + timedelta(days=DAYS_OF[cadence]))


def work_out(
    *,
    monitoring: Monitoring,
    cadence: str,
    course: Course,
    recorded: Recorded | None,
    calendar: SchoolCalendar,
    today: date,
) -> Cadence:
    """Return how the sessions go. Nothing is due before a programme begins, while it rests, or once it is closed.

    A session of which nobody said anything counts as missed once the template’s days of grace are over. One that falls
    into a pause is due on the first school day after it.
    """
    is_running = course.began_on is not None and course.stands_still_since is None
    began_on, until = course.began_on or today, course.stands_still_since or today
    last_held_on = recorded.last_held_on if recorded else None
    missed = recorded.not_held if recorded else ()
    silent: list[date] = []
    due = recorded.next_on if recorded else None
    due = _after_rests(
        calendar, due or next_day(calendar, recorded.last_on if recorded else began_on, cadence), course.rests
    )
    while due is not None and len(silent) < MOST_COUNTED and _is_over(calendar, due, monitoring, until):
        silent.append(due)
        due = _after_rests(calendar, next_day(calendar, due, cadence), course.rests)
    since = max([last_held_on or began_on, *(rest.until for rest in course.rests)])
    overdue = silent[0] if silent else _gap_since(calendar, since, monitoring, today)
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
        early_review_after=monitoring.missed.early_review_after if is_running else None,
        missed_since_meeting=sum(day >= (course.last_met_on or began_on) for day in [*missed, *silent]),
    )


def _after_rests(calendar: SchoolCalendar, due: date | None, rests: Sequence[Rest]) -> date | None:
    """Return the day on which a session is due that was to be on this one: the first school day after a pause."""
    for rest in rests:
        if due is not None and rest.since <= due < rest.until:
            due = _school_day_from(calendar, rest.until)
    return due


def _school_day_from(calendar: SchoolCalendar, day: date) -> date | None:
    try:
        return calendar.next_school_day(day)
    except CalendarHorizonError:
        return None


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
