"""When there is school: read a school's calendar, keep the cluster's terms and a school's own changes."""

from heft_platform.calendar.school_days import (
    CalendarHorizonError,
    NotASchoolDayError,
    SchoolCalendar,
    TermDates,
)
from heft_platform.calendar.services.closures import (
    ClosureTooLongError,
    DayAlreadyClosedError,
    add_closure,
    add_inset,
    remove_change,
)
from heft_platform.calendar.services.reading import (
    TermView,
    calendar_asked,
    calendar_of_school,
    days_without_pupils,
    school_years,
)
from heft_platform.calendar.services.term_dates import (
    TermChangedMeanwhileError,
    TermNameTakenError,
    add_own_term,
    add_term,
    change_own_term,
    change_term,
    own_term,
    remove_own_term,
    set_term,
    term,
)
from heft_platform.calendar.term_rules import (
    BeginsWithoutSchoolError,
    BreakOutsideTermError,
    EndsWithoutSchoolError,
    HalfABreakError,
    TermsOverlapError,
    TermTooLongError,
)
from heft_platform.refusals import EndsBeforeItBeginsError

__all__ = [
    "BeginsWithoutSchoolError",
    "BreakOutsideTermError",
    "CalendarHorizonError",
    "ClosureTooLongError",
    "DayAlreadyClosedError",
    "EndsBeforeItBeginsError",
    "EndsWithoutSchoolError",
    "HalfABreakError",
    "NotASchoolDayError",
    "SchoolCalendar",
    "TermChangedMeanwhileError",
    "TermDates",
    "TermNameTakenError",
    "TermTooLongError",
    "TermView",
    "TermsOverlapError",
    "add_closure",
    "add_inset",
    "add_own_term",
    "add_term",
    "calendar_asked",
    "calendar_of_school",
    "change_own_term",
    "change_term",
    "days_without_pupils",
    "own_term",
    "remove_change",
    "remove_own_term",
    "school_years",
    "set_term",
    "term",
]
