"""The columns of suspensions and exclusions."""

from heft_platform.csv_tables import Column, Layout
from heft_platform.pupils.services import COLUMNS_OF_PUPIL, PUPIL_IS_NAMED
from heft_platform.records.files.reading import MOST_ROWS

LAYOUT = Layout(
    columns=(
        *COLUMNS_OF_PUPIL,
        Column(
            field="outside_id",
            words="Number",
            aliases=("exclusion id", "suspension id", "exclusion number", "reference", "ref", "id"),
        ),
        Column(
            field="category",
            words="Category",
            aliases=(
                *("exclusion category", "suspension category", "category", "exclusion type", "type"),
                *("suspension type", "category code"),
            ),
        ),
        Column(
            field="first_on",
            words="First day",
            aliases=(
                *("start date", "exclusion start date", "suspension start date", "date from", "from date"),
                *("from", "first day", "start", "date of suspension", "date of exclusion", "date"),
            ),
        ),
        Column(
            field="last_on",
            words="Last day",
            aliases=(
                *("end date", "exclusion end date", "suspension end date", "date to", "to date", "to"),
                *("last day", "end"),
            ),
        ),
        Column(
            field="sessions",
            words="Sessions",
            aliases=("sessions", "number of sessions", "no of sessions", "sessions lost", "total sessions"),
        ),
        Column(
            field="days",
            words="Days",
            aliases=(
                "days",
                "number of days",
                "no of days",
                "total days",
                "school days",
                "length",
                "duration",
            ),
        ),
        Column(
            field="reason",
            words="Reason",
            aliases=("reason", "reason 1", "reason1", "main reason", "exclusion reason", "reason code"),
        ),
        Column(field="reason_2", words="Reason 2", aliases=("reason 2", "reason2", "second reason")),
        Column(field="reason_3", words="Reason 3", aliases=("reason 3", "reason3", "third reason")),
        Column(
            field="circumstances",
            words="What happened",
            aliases=(
                "circumstances",
                "comments",
                "comment",
                "notes",
                "details",
                "description",
                "what happened",
            ),
        ),
        Column(
            field="parent_told_on",
            words="Parent told on",
            aliases=(
                *("parent told on", "parent informed", "parents informed", "parent notified"),
                *("date parent informed", "letter date", "letter sent"),
            ),
        ),
        Column(
            field="authority_told_on",
            words="Authority told on",
            aliases=("authority told on", "la informed", "la notified", "date la informed", "la notified on"),
        ),
        Column(
            field="returned_on",
            words="Back on",
            aliases=("returned on", "date returned", "return date", "back on", "reintegration date"),
        ),
        Column(
            field="cancelled",
            words="Cancelled",
            aliases=("cancelled on", "cancelled", "date cancelled", "rescinded", "withdrawn"),
        ),
    ),
    needed=(PUPIL_IS_NAMED, ("Start date", frozenset({"first_on"}))),
    most_rows=MOST_ROWS,
)
