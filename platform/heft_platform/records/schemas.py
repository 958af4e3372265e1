"""What the pages of records accept, and what is said of a file that cannot be read."""

from datetime import date, time
from typing import Any

from marshmallow import ValidationError, fields, validate

from heft_platform.csv_tables import read_time
from heft_platform.form_fields import day, maybe_day, maybe_words, one_of, words
from heft_platform.forms import Form, SaidOf, said
from heft_platform.records import services
from heft_platform.records.services import AttendanceSaid, IncidentSaid, SuspensionSaid
from heft_platform.records.wording import CATEGORY_WORDS, RECORD_WORDS, SEVERITY_WORDS, kinds, known_reasons

LONGEST_TEXT, MOST_SESSIONS = 10_000, 1000
SAID_OF_FILE: SaidOf = {
    services.NotATextFileError: (
        "file",
        "This is not a CSV file. In your system or spreadsheet, choose “Export” or “Save as” CSV",
    ),
    services.FileTooLargeError: ("file", "The file must be smaller than 16 MB. Export a shorter time"),
    services.EmptyFileError: ("file", "There is nothing in this file"),
    services.HeadersMissingError: (
        "file",
        "The columns must be named. There is no {refusal.missing}. What is named is: {refusal.found}",
    ),
    services.TooManyRowsError: (
        "file",
        "There are more than {refusal.most} rows in this file. Export a shorter time",
    ),
    services.BrokenTableError: ("file", "The file cannot be read as a table from row {refusal.row} on"),
}


class TimeOfDay(fields.Field[time]):
    """A time of day, as people type it."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> time:
        found = read_time(str(value))
        if found is None:
            raise ValidationError("Enter the time like 9:40am or 14:05")
        return found


def _sessions(missing: str) -> fields.Integer:
    number = f"{missing} as a number"
    between = validate.Range(min=0, max=MOST_SESSIONS, error=number)
    return fields.Integer(
        required=True, validate=between, error_messages=said(missing=missing, invalid=number)
    )


class RecordIncident(Form):
    day = day("Enter the day on which it happened")
    at = TimeOfDay(load_default=None)
    period = maybe_words()
    place = maybe_words()
    kind = one_of((code for code, _ in kinds()), "Select what kind of behaviour it was")
    severity = fields.String(
        load_default="", validate=validate.OneOf(["", *SEVERITY_WORDS], error="Select how serious it was")
    )
    antecedent = maybe_words(at_most=LONGEST_TEXT)
    behaviour = words("Enter what happened", at_most=LONGEST_TEXT)
    consequence = maybe_words(at_most=LONGEST_TEXT)
    adults = maybe_words()

    def say(self, answers: dict[str, Any]) -> IncidentSaid:
        return IncidentSaid(**answers)


class RecordAttendance(Form):
    first_on = day("Enter the first day")
    last_on = day("Enter the last day")
    possible = _sessions("Enter the possible sessions")
    attended = _sessions("Enter the sessions attended")
    authorised = _sessions("Enter the authorised absences")
    unauthorised = _sessions("Enter the unauthorised absences")
    late = fields.Integer(
        load_default=0,
        validate=validate.Range(min=0, max=MOST_SESSIONS, error="Enter how often late as a number"),
        error_messages=said(missing="", invalid="Enter how often late as a number"),
    )

    def say(self, answers: dict[str, Any]) -> AttendanceSaid:
        return AttendanceSaid(**answers)


class RecordSuspension(Form):
    category = one_of(CATEGORY_WORDS, "Select what it is")
    first_on = day("Enter the first day")
    last_on = maybe_day()
    sessions = fields.Integer(
        load_default=None,
        validate=validate.Range(min=1, max=MOST_SESSIONS, error="Enter the sessions as a number"),
        error_messages=said(missing="", invalid="Enter the sessions as a number"),
    )
    reasons = fields.List(
        fields.String(validate=validate.OneOf(list(known_reasons()), error="Select reasons of the list")),
        load_default=list,
    )
    circumstances = maybe_words(at_most=LONGEST_TEXT)
    parent_told_on = maybe_day()
    authority_told_on = maybe_day()
    returned_on = maybe_day()
    cancelled_on = maybe_day()
    cancelled_why = maybe_words(at_most=LONGEST_TEXT)

    def say(self, answers: dict[str, Any]) -> SuspensionSaid:
        return SuspensionSaid(**answers)


class Correct(Form):
    """What goes along with every correction."""

    version = fields.Integer(
        required=True, error_messages=said(missing="Open this again, and correct it there")
    )
    why = maybe_words(at_most=LONGEST_TEXT)


class TakeBack(Form):
    version = fields.Integer(
        required=True, error_messages=said(missing="Open this again, and take it back there")
    )
    withdrawn_why = maybe_words(at_most=LONGEST_TEXT)


class ChooseLog(Form):
    """Which part of the log is shown: it may stand in an address, because it names nobody."""

    kind = fields.String(
        load_default="", validate=validate.OneOf(["", *RECORD_WORDS], error="Select what you want to see")
    )
    since = maybe_day()
    until = maybe_day()


class ChooseFile(Form):
    kind = one_of(RECORD_WORDS, "Select what is in the file")
    first_on = maybe_day()
    last_on = maybe_day()


def period_of(answers: dict[str, Any]) -> tuple[date, date] | None:
    """Return the period that was typed for a file that says none."""
    first_on, last_on = answers["first_on"], answers["last_on"]
    return (first_on, last_on) if first_on and last_on else None
