"""The columns of attendance: figures by pupil, or marks by day and half of the day."""

from heft_platform.csv_tables import Column, Layout
from heft_platform.pupils.services import COLUMNS_OF_PUPIL, PUPIL_IS_NAMED
from heft_platform.records.files.reading import MOST_ROWS

LAYOUT = Layout(
    columns=(
        *COLUMNS_OF_PUPIL,
        Column(
            field="first_on",
            words="From",
            aliases=(
                "from",
                "date from",
                "from date",
                "start date",
                "period start",
                "start",
                "week beginning",
            ),
        ),
        Column(
            field="last_on", words="To", aliases=("to", "date to", "to date", "end date", "period end", "end")
        ),
        Column(
            field="possible",
            words="Possible",
            aliases=(
                *("possible sessions", "sessions possible", "possible", "total possible", "poss"),
                *("possible marks", "total sessions", "sessions"),
            ),
        ),
        Column(
            field="attended",
            words="Attended",
            aliases=(
                *("attended sessions", "sessions attended", "attended", "attendances", "present", "presents"),
                *("present sessions", "present marks", "actual", "sessions present", "total present"),
            ),
        ),
        Column(
            field="authorised",
            words="Authorised",
            aliases=(
                *("authorised absences", "authorised absence", "authorised", "auth absences", "auth absence"),
                *("auth", "auth abs", "authorised sessions", "authorised abs", "sessions authorised"),
            ),
        ),
        Column(
            field="unauthorised",
            words="Unauthorised",
            aliases=(
                *("unauthorised absences", "unauthorised absence", "unauthorised", "unauth absences"),
                *("unauth absence", "unauth", "unauth abs", "unauthorised sessions", "unauthorised abs"),
                "sessions unauthorised",
            ),
        ),
        Column(
            field="late",
            words="Late",
            aliases=("lates", "late", "number of lates", "no of lates", "late sessions", "total lates"),
        ),
        Column(
            field="percent",
            words="Attendance",
            aliases=(
                *("attendance %", "% attendance", "percentage attendance", "attendance percentage"),
                *("attendance percent", "present %", "% present", "% attended", "attended %", "attendance"),
            ),
        ),
        Column(
            field="day", words="Date", aliases=("mark date", "attendance date", "session date", "date", "day")
        ),
        Column(field="half", words="Session", aliases=("am/pm", "ampm", "session name", "session", "period")),
        Column(
            field="mark",
            words="Mark",
            aliases=("attendance code", "attendance mark", "mark code", "mark", "code"),
        ),
        Column(field="am", words="AM", aliases=("am", "am mark", "am code", "morning")),
        Column(field="pm", words="PM", aliases=("pm", "pm mark", "pm code", "afternoon")),
    ),
    needed=(
        PUPIL_IS_NAMED,
        ("Possible sessions, or marks", frozenset({"possible", "mark", "am", "pm"})),
    ),
    most_rows=MOST_ROWS,
)
