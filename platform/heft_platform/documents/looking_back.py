"""How far back an extract of the record looks: over school days, as its template says."""

from dataclasses import dataclass
from datetime import date, timedelta

from heft_platform import words
from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar


@dataclass(frozen=True, kw_only=True)
class WindowBack:
    """How many school days a pack looks back, and the first of them: None if the calendar does not reach so far."""

    school_days: int
    since: date | None

    def holds(self, day: date) -> bool:
        return self.since is None or day >= self.since

    @property
    def said(self) -> str:
        window = f"the last {words.number_of(self.school_days, 'school day')}"
        if self.since is None:
            return f"This is all that is recorded: the school’s calendar does not reach back over {window}."
        return f"This looks back over {window}, since {words.day(self.since)}."


def look_back(calendar: SchoolCalendar, school_days: int, *, today: date) -> WindowBack:
    """Return the window of so many school days that ends today."""
    try:
        since = calendar.add_school_days(today + timedelta(days=1), -school_days)
    except CalendarHorizonError:
        since = None
    return WindowBack(school_days=school_days, since=since)
