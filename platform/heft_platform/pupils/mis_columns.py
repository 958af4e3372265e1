"""Which column of a school's file holds what: management information systems all write other headings."""

from types import MappingProxyType

from heft_platform.csv_tables import Column, Layout

MOST_PUPILS = 5000
NAMES = frozenset({"family_name", "given_name", "name"})
CLASS_NAMES = (
    *("reg", "reg group", "registration group", "registration form", "registration", "form", "form group"),
    *("class", "class name", "tutor group"),
)
LAYOUT = Layout(
    columns=(
        Column(field="upn", words="UPN", aliases=("upn", "unique pupil number")),
        Column(
            field="family_name",
            words="Surname",
            aliases=("legal surname", "legal last name", "surname", "last name", "family name"),
        ),
        Column(
            field="given_name",
            words="Forename",
            aliases=("legal forename", "legal first name", "forename", "first name", "given name"),
        ),
        Column(
            field="preferred_name",
            words="Preferred name",
            aliases=(
                *("preferred forename", "preferred first name", "preferred name", "known as"),
                "chosen name",
            ),
        ),
        Column(
            field="name",
            words="Name",
            aliases=("name", "pupil name", "student name", "full name", "pupil", "student"),
        ),
        Column(field="born_on", words="Date of birth", aliases=("dob", "date of birth", "birth date")),
        Column(
            field="year_group",
            words="Year group",
            aliases=(
                *("nc year", "ncyear actual", "current nc year", "year group", "year", "year taught in"),
            ),
        ),
        Column(field="class_name", words="Class", aliases=CLASS_NAMES),
        Column(
            field="sen",
            words="SEN",
            aliases=("sen", "sen status", "sen provision", "sen provision code", "sen need"),
        ),
        Column(
            field="enrolment",
            words="Enrolment",
            aliases=(
                *("enrolment status", "enrolment", "enrollment status", "enrol status", "enrolment type"),
                *("registration status", "registration type"),
            ),
        ),
        Column(
            field="left_on",
            words="Left on",
            aliases=("date of leaving", "leaving date", "date left", "left on", "leave date", "dol"),
        ),
    ),
    needed=(("UPN", frozenset({"upn"})), ("Surname", NAMES)),
    most_rows=MOST_PUPILS,
)
FIELD_WORDS = MappingProxyType({column.field: column.words for column in LAYOUT.columns})
