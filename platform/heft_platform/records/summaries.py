"""What the records of a pupil add up to: by term and by year, with what the law says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.records.statutory_terms import term_of, terms_of_year, year_of, year_words
from heft_platform.records.views import AttendanceView, SuspensionView
from heft_platform.records.wording import days_words
from heft_platform.words import with_capital

PERSISTENT, SEVERE = 90, 50  # percent attended: with so many or fewer an absence is persistent, severe
MOST_SESSIONS_IN_A_YEAR = 90
FEW, MANY = 10, 30  # sessions in a term: five days, fifteen days
WEEKEND = 5
REGULATIONS = "School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012"


@dataclass(frozen=True, kw_only=True)
class AttendanceFigures:
    """Sessions of a time, added up."""

    possible: int = 0
    attended: int = 0
    authorised: int = 0
    unauthorised: int = 0
    late: int = 0

    @property
    def percent(self) -> float | None:
        """Return the share attended, to one decimal; None if no session was possible."""
        return round(100 * self.attended / self.possible, 1) if self.possible else None

    @property
    def is_persistent(self) -> bool:
        """Say whether a tenth of the possible sessions or more was missed."""
        return self.possible > 0 and 100 * self.attended <= PERSISTENT * self.possible

    @property
    def is_severe(self) -> bool:
        """Say whether half of the possible sessions or more was missed."""
        return self.possible > 0 and 100 * self.attended <= SEVERE * self.possible

    @property
    def absence_words(self) -> str:
        if self.is_severe:
            return "Severe absence: half of the sessions or more were missed"
        return "Persistent absence: a tenth of the sessions or more were missed" if self.is_persistent else ""


@dataclass(frozen=True, kw_only=True)
class AttendanceOfTime:
    """A term or a year and its attendance."""

    name: str
    figures: AttendanceFigures


@dataclass(frozen=True, kw_only=True)
class SuspensionsOfTime:
    """A term or a year and its suspensions. Cancelled ones are in none of the numbers."""

    name: str
    number: int
    sessions: int
    permanent: int

    @property
    def days_words(self) -> str:
        return days_words(self.sessions)


@dataclass(frozen=True, kw_only=True)
class SuspensionSummary:
    """Suspensions of the year so far, and what the law says at such numbers."""

    terms: Sequence[SuspensionsOfTime]
    year: SuspensionsOfTime
    said_by_law: Sequence[str]


def figures_of(periods: Iterable[AttendanceView]) -> AttendanceFigures:
    """Add up periods of attendance."""
    several = list(periods)
    return AttendanceFigures(
        possible=sum(one.possible for one in several),
        attended=sum(one.attended for one in several),
        authorised=sum(one.authorised for one in several),
        unauthorised=sum(one.unauthorised for one in several),
        late=sum(one.late for one in several),
    )


def attendance_by_time(periods: Sequence[AttendanceView], *, today: date) -> list[AttendanceOfTime]:
    """Return the attendance of each term of this year that anything is known of, and then of the year.

    A period counts in the term in which it ends: what lies on both sides of a border cannot be divided.
    """
    first_on, last_on = year_of(today)
    known = [
        AttendanceOfTime(name=with_capital(f"{term.name} term"), figures=figures_of(there))
        for term in terms_of_year(first_on)
        if (there := [one for one in periods if term.first_on <= one.last_on <= term.last_on])
    ]
    whole = figures_of(one for one in periods if first_on <= one.last_on <= last_on)
    return (
        [*known, AttendanceOfTime(name=f"School year {year_words(first_on)}", figures=whole)] if known else []
    )


def suspension_summary(
    suspensions: Sequence[SuspensionView], *, today: date, calendar: SchoolCalendar | None = None
) -> SuspensionSummary:
    """Return the suspensions of this year by term, and what follows from their number."""
    counted = [one for one in suspensions if one.stands]
    first_on, last_on = year_of(today)
    terms = [
        _of_time(with_capital(f"{term.name} term"), counted, term.first_on, term.last_on, calendar)
        for term in terms_of_year(first_on)
        if term.first_on <= today
    ]
    year = _of_time(f"School year {year_words(first_on)}", counted, first_on, last_on, calendar)
    now = term_of(today)
    this_term = _of_time(now.name, counted, now.first_on, now.last_on, calendar)
    return SuspensionSummary(terms=terms, year=year, said_by_law=list(_said_by_law(this_term, year)))


def sessions_between(
    one: SuspensionView, first_on: date, last_on: date, calendar: SchoolCalendar | None
) -> int:
    """Return how many sessions of a suspension lie in a time."""
    if one.sessions is None or one.last_on is None or one.first_on > last_on or one.last_on < first_on:
        return 0
    if first_on <= one.first_on and one.last_on <= last_on:
        return one.sessions
    inside = _school_days(max(first_on, one.first_on), min(last_on, one.last_on), calendar)
    whole = _school_days(one.first_on, one.last_on, calendar)
    return round(one.sessions * inside / whole) if whole else 0


def count_sessions(category: str, first_on: date, last_on: date, calendar: SchoolCalendar | None) -> int:
    """Return the sessions of a suspension of whole days: two to a day, or one where it is lunchtimes."""
    return (1 if category == "LNCH" else 2) * _school_days(first_on, last_on, calendar)


def _of_time(
    name: str,
    suspensions: Sequence[SuspensionView],
    first_on: date,
    last_on: date,
    calendar: SchoolCalendar | None,
) -> SuspensionsOfTime:
    began = [one for one in suspensions if first_on <= one.first_on <= last_on]
    return SuspensionsOfTime(
        name=name,
        number=sum(not one.is_permanent for one in began),
        sessions=sum(sessions_between(one, first_on, last_on, calendar) for one in suspensions),
        permanent=sum(one.is_permanent for one in began),
    )


def _said_by_law(term: SuspensionsOfTime, year: SuspensionsOfTime) -> Iterable[str]:
    if year.sessions > MOST_SESSIONS_IN_A_YEAR:
        yield (
            f"More than 45 school days in one school year: no pupil may be suspended for longer ({REGULATIONS},"
            " regulation 22). Days at other schools count too, and are not in this number."
        )
    elif year.sessions:
        left = days_words(MOST_SESSIONS_IN_A_YEAR - year.sessions)
        yield (
            f"{with_capital(left)} left of the 45 school days that the law allows in one school year"
            f" ({REGULATIONS}, regulation 22). Days at other schools count too, and are not in this number."
        )
    if term.permanent or term.sessions > MANY:
        yield (
            "A permanent exclusion, or more than 15 school days in one term: the governing board must meet within"
            f" 15 school days of being told ({REGULATIONS}, regulation 24)."
        )
    elif term.sessions > FEW:
        yield (
            "More than 5 school days in one term: the governing board must meet within 50 school days if the parent"
            f" asks for it ({REGULATIONS}, regulation 24)."
        )


def _school_days(first_on: date, last_on: date, calendar: SchoolCalendar | None) -> int:
    """Count school days; weekdays where the calendar says nothing yet, as for years before the school came here."""
    if calendar is not None:
        try:
            return calendar.number_of_school_days(first_on, last_on)
        except CalendarHorizonError:
            pass
    days = (last_on - first_on).days + 1
    return sum((first_on + timedelta(days=number)).weekday() < WEEKEND for number in range(days))
