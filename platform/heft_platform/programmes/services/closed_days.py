"""No step of a programme is put on a day without school."""

from datetime import date

from heft_platform.calendar.services import SchoolCalendar
from heft_tenants.refusals import Refused


class NotASchoolDayError(Refused):
    """A meeting would not be on a school day; `why` says what the day is instead."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def refuse_closed_day(school_days: SchoolCalendar, day: date) -> None:
    """Refuse a day without school.

    :raises NotASchoolDayError: saying what the day is instead
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    if (why := school_days.why_no_school(day)) is not None:
        raise NotASchoolDayError(why)
