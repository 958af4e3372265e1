"""What a pupil’s records say of the triggers of a template: met, not met or not known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from heft_platform.library.programme_template import Trigger
from heft_platform.records.services import AttendanceView, SuspensionView, figures_of, term_of, year_of
from heft_platform.words import number_of, short_day

ONE_DAY = timedelta(days=1)
LONG_ENOUGH = timedelta(days=3 * 366)  # how far back the terms with a suspension are counted


@dataclass(frozen=True, kw_only=True)
class FromRecords:
    """What records say of a line: `state` is met, not_met or not_known."""

    state: str
    words: str


@dataclass(frozen=True, kw_only=True)
class PupilRecords:
    """The records that triggers are counted from, as of a day."""

    attendance: Sequence[AttendanceView]
    suspensions: Sequence[SuspensionView]
    today: date

    def say(self, trigger: Trigger) -> FromRecords | None:
        """Return what is on record of a trigger; None for one that only people can judge."""
        if trigger.kind == "metric" and trigger.metric in _METRICS:
            number, words = _METRICS[trigger.metric](self)
            if number is None:
                return FromRecords(state="not_known", words=words)
            return FromRecords(state="met" if trigger.is_reached_by(number) else "not_met", words=words)
        if trigger.kind == "event" and trigger.event in _EVENTS:
            days = _EVENTS[trigger.event](self)
            words = f"Last on {short_day(max(days))}" if days else "Not this school year"
            return FromRecords(state="met" if days else "not_met", words=words)
        return None

    def began_between(self, first_on: date, last_on: date) -> int:
        """Return how many suspensions that stand began from a day to another; permanent exclusions are none."""
        return sum(
            one.stands and not one.is_permanent and first_on <= one.first_on <= last_on
            for one in self.suspensions
        )


Counted = tuple[float | None, str]


def _attendance(of: PupilRecords) -> Counted:
    since, until = year_of(of.today)
    figures = figures_of(one for one in of.attendance if since <= one.last_on <= until)
    if figures.percent is None:
        return None, "No attendance of this school year is on record"
    return figures.percent, f"{figures.percent:g}% of {figures.possible} sessions this school year"


def _this_term(of: PupilRecords) -> Counted:
    term = term_of(of.today)
    number = of.began_between(term.first_on, term.last_on)
    return number, f"{number_of(number, 'suspension')} this term"


def _this_year(of: PupilRecords) -> Counted:
    number = of.began_between(*year_of(of.today))
    return number, f"{number_of(number, 'suspension')} this school year"


def _terms_running(of: PupilRecords) -> Counted:
    """Count the terms with a suspension one after another, up to this one, or to the last if this had none yet."""
    term = term_of(of.today)
    if not of.began_between(term.first_on, term.last_on):
        term = term_of(term.first_on - ONE_DAY)
    number = 0
    while of.began_between(term.first_on, term.last_on):
        number += 1
        term = term_of(term.first_on - ONE_DAY)
    return number, f"Suspensions in {number_of(number, 'term')} running"


def _ended(of: PupilRecords) -> list[date]:
    since, _ = year_of(of.today)
    return [
        one.last_on
        for one in of.suspensions
        if one.stands and one.last_on is not None and since <= one.last_on <= of.today
    ]


def _cancelled(of: PupilRecords) -> list[date]:
    since, until = year_of(of.today)
    return [
        one.cancelled_on
        for one in of.suspensions
        if one.cancelled_on is not None and since <= one.cancelled_on <= until
    ]


_METRICS: Mapping[str | None, Callable[[PupilRecords], Counted]] = MappingProxyType(
    {
        "attendance_percent": _attendance,
        "suspensions_this_term": _this_term,
        "suspensions_this_year": _this_year,
        "terms_with_suspension": _terms_running,
    }
)
_EVENTS: Mapping[str | None, Callable[[PupilRecords], list[date]]] = MappingProxyType(
    {"suspension_ended": _ended, "exclusion_cancelled": _cancelled}
)
