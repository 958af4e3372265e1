"""What the forms accept with which the course of a programme is changed."""

from marshmallow import fields

from heft_platform.form_fields import LONG, InVersion, maybe_day, maybe_words, words
from heft_platform.forms import Form, said


class MoveStep(InVersion):
    due_on = fields.Date(
        required=True,
        error_messages=said(
            missing="Enter the new day", invalid="The new day must be a real date, such as 4 12 2026"
        ),
    )
    why = maybe_words(at_most=LONG)
    along = fields.List(fields.String(), load_default=list)


class SkipStep(InVersion):
    why = words("Say why it is left out", at_most=LONG)


class PauseProgramme(InVersion):
    reason = words("Select why it is paused")
    explanation = maybe_words(at_most=LONG)
    until = maybe_day()


class ResumeProgramme(InVersion):
    explanation = maybe_words(at_most=LONG)


class ExtendProgramme(InVersion):
    weeks = fields.Integer(
        required=True,
        error_messages=said(missing="Enter by how many weeks", invalid="Enter a whole number of weeks"),
    )
    why = words("Say why it needs more time", at_most=LONG)
    approved_by = fields.UUID(
        load_default=None, error_messages=said(missing="", invalid="Choose who approved it from the list")
    )
    agreed_by = maybe_words()


class ChangePeople(InVersion):
    key_worker_id = fields.UUID(required=True, error_messages=said(missing="Choose a key worker"))
    coordinator_id = fields.UUID(required=True, error_messages=said(missing="Choose a coordinator"))
    why = words("Say why it changes", at_most=LONG)
    pupil_told = maybe_words(at_most=LONG)


class EndEarly(InVersion):
    how = words("Select why it ends")
    reason = words("Say what led to it", at_most=LONG)
    next_steps = fields.List(fields.String(), load_default=list)


class MergeProgramme(InVersion):
    into = words("Enter the reference of the other programme")
    why = words("Say why it should have been the other one", at_most=LONG)


class UndoChange(Form):
    change_id = fields.UUID(required=True, error_messages=said(missing="Open the page again"))
    why = words("Say why it is taken back", at_most=LONG)
