"""The columns of a behaviour log."""

from heft_platform.csv_tables import Column, Layout
from heft_platform.pupils.services import COLUMNS_OF_PUPIL, PUPIL_IS_NAMED
from heft_platform.records.files.reading import MOST_ROWS

LAYOUT = Layout(
    columns=(
        *COLUMNS_OF_PUPIL,
        Column(
            field="outside_id",
            words="Number",
            aliases=(
                *("incident id", "incident number", "behaviour id", "behaviour event id", "event id"),
                *("incident ref", "reference", "ref", "id"),
            ),
        ),
        Column(
            field="day",
            words="Date",
            aliases=(
                *("incident date", "date of incident", "behaviour date", "event date", "date", "date time"),
                *("date/time", "datetime", "incident date time", "recorded on", "day"),
            ),
        ),
        Column(field="at", words="Time", aliases=("incident time", "time of incident", "event time", "time")),
        Column(
            field="period", words="Period", aliases=("period", "lesson", "session", "time of day", "when")
        ),
        Column(field="place", words="Place", aliases=("location", "incident location", "place", "where")),
        Column(
            field="kind",
            words="Kind",
            aliases=(
                *("behaviour type", "incident type", "behaviour category", "event type", "type", "category"),
                *("behaviour code", "kind"),
            ),
        ),
        Column(
            field="severity",
            words="How serious",
            aliases=("severity", "seriousness", "level", "behaviour level", "points", "how serious"),
        ),
        Column(
            field="antecedent",
            words="Before",
            aliases=("antecedent", "antecedents", "what happened before", "before", "trigger", "triggers"),
        ),
        Column(
            field="behaviour",
            words="What happened",
            aliases=(
                *("behaviour description", "incident description", "description", "what happened", "details"),
                *("incident details", "narrative", "incident", "behaviour", "comments", "comment", "notes"),
                "summary",
            ),
        ),
        Column(
            field="consequence",
            words="Afterwards",
            aliases=(
                *("consequence", "consequences", "action taken", "actions taken", "action", "actions"),
                *("outcome", "resolution", "sanction", "follow up", "afterwards"),
            ),
        ),
        Column(
            field="adults",
            words="Adults",
            aliases=(
                *("staff involved", "recorded by", "reported by", "member of staff", "staff", "staff member"),
                *("teacher", "adults", "adult"),
            ),
        ),
    ),
    needed=(
        PUPIL_IS_NAMED,
        ("Date", frozenset({"day"})),
        ("Description", frozenset({"behaviour", "kind"})),
    ),
    most_rows=MOST_ROWS,
)
