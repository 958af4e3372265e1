"""The rules for what goes on record, the same whether it is typed or imported."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from heft_platform.calendar.services import SchoolCalendar
from heft_platform.records import refusals
from heft_platform.records.said import AttendanceSaid, IncidentSaid, Said, SuspensionSaid
from heft_platform.records.summaries import count_sessions
from heft_platform.records.wording import known_reasons, period_words

OLDEST_RECORD = timedelta(days=20 * 365)
LONGEST_PERIOD = timedelta(days=366)
SUSPENDED_AHEAD, ENDS_AHEAD = timedelta(days=14), timedelta(days=120)
MOST_REASONS = 3
FOREVER = date.max


def checked(said: Said, *, today: date, calendar: SchoolCalendar | None) -> Said:
    """Return what was said, with what can be counted worked out.

    :raises RecordRefusedError: naming the field, if it cannot be
    """
    if isinstance(said, IncidentSaid):
        _check_day("day", said.day, today)
        return said
    if isinstance(said, AttendanceSaid):
        return _checked_attendance(said, today)
    return _checked_suspension(said, today, calendar)


def check_overlap(said: Said, others: Iterable[tuple[date, date | None]]) -> None:
    """See that no other period of the pupil covers any day of this one.

    :raises OverlapsError: naming the other
    """
    if isinstance(said, IncidentSaid):
        return
    if isinstance(said, SuspensionSaid) and said.cancelled_on is not None:
        return
    for first_on, last_on in others:
        if first_on <= (said.last_on or FOREVER) and said.first_on <= (last_on or FOREVER):
            raise refusals.OverlapsError(period_words(first_on, last_on or first_on))


def _checked_attendance(said: AttendanceSaid, today: date) -> AttendanceSaid:
    _check_day("last_on", said.last_on, today)
    _check_day("first_on", said.first_on, today)
    if said.last_on < said.first_on:
        raise refusals.RecordEndsBeforeItBeginsError
    if said.last_on - said.first_on > LONGEST_PERIOD:
        raise refusals.TooLongError
    total = said.attended + said.authorised + said.unauthorised
    if total != said.possible:
        raise refusals.FiguresDoNotAddUpError(total, said.possible)
    if said.late > said.possible:
        raise refusals.LateTooOftenError
    return said


def _checked_suspension(said: SuspensionSaid, today: date, calendar: SchoolCalendar | None) -> SuspensionSaid:
    _check_day("first_on", said.first_on, today + SUSPENDED_AHEAD)
    for field in ("parent_told_on", "authority_told_on", "cancelled_on"):
        if day := getattr(said, field):
            _check_day(field, day, today)
    if len(said.reasons) > MOST_REASONS or not set(said.reasons) <= known_reasons().keys():
        raise refusals.UnknownReasonError
    if (said.cancelled_on is None) != (not said.cancelled_why):
        raise refusals.CancelledWithoutReasonError
    if said.category == "PERM":
        if said.last_on or said.sessions:
            raise refusals.PermanentHasNoEndError
        return said
    return _with_sessions(said, today, calendar)


def _with_sessions(said: SuspensionSaid, today: date, calendar: SchoolCalendar | None) -> SuspensionSaid:
    if said.last_on is None:
        raise refusals.NeedsAnEndError
    if said.last_on < said.first_on:
        raise refusals.RecordEndsBeforeItBeginsError
    _check_day("last_on", said.last_on, today + ENDS_AHEAD)
    most = count_sessions(said.category, said.first_on, said.last_on, calendar)
    if not most:
        raise refusals.NoSchoolThenError
    if said.sessions is not None and said.sessions > most:
        raise refusals.TooManySessionsError(most)
    return said if said.sessions else replace(said, sessions=most)


def _check_day(field: str, day: date, latest: date) -> None:
    if day > latest:
        raise refusals.NotYetError(field, day)
    if day < latest - OLDEST_RECORD:
        raise refusals.TooLongAgoError(field, day)
