"""What the forms of a programme accept."""

from marshmallow import fields, validate

from heft_platform.form_fields import LONG, maybe_words, words
from heft_platform.forms import Form, said


class StartProgramme(Form):
    template_id = fields.UUID(required=True, error_messages=said(missing="Select a template"))
    triggers = fields.List(
        fields.String(),
        required=True,
        validate=validate.Length(min=1, error="Select at least one reason"),
        error_messages=said(missing="Select at least one reason"),
    )
    purposes = fields.List(fields.String(), load_default=list)
    concern = maybe_words(at_most=LONG)
    concern_on = fields.Date(
        load_default=None,
        error_messages={"invalid": "The day of the first worry must be a real date, such as 2 11 2026"},
    )
    prerequisites = fields.List(fields.String(), load_default=list)
    why_not_ready = maybe_words(at_most=LONG)
    follows = maybe_words()
    why_again = maybe_words(at_most=LONG)
    key_worker_id = fields.UUID(required=True, error_messages=said(missing="Choose a key worker"))
    first_meeting_on = fields.Date(
        required=True,
        error_messages=said(
            missing="Enter the date of the first meeting",
            invalid="The first meeting must be on a real date, such as 4 12 2026",
        ),
    )


class DecideAgainst(Form):
    reason = words("Say why no programme is started", at_most=LONG)
    instead = maybe_words(at_most=LONG)


class AddNote(Form):
    body = words("Write the note", at_most=4000)


class TakeOn(Form):
    role = words("Choose the part")
    who = words("Enter who takes it on")


class CloseProgramme(Form):
    version = fields.Integer(load_default=None, error_messages=said(missing="Open the page again"))
    verdict = words("Select how it went")
    next_steps = fields.List(
        fields.String(),
        required=True,
        validate=validate.Length(min=1, error="Select what comes next"),
        error_messages=said(missing="Select what comes next"),
    )
    words = words("Say what made the difference", at_most=LONG)


class JudgeProgramme(Form):
    credit = maybe_words(at_most=LONG)
    support = maybe_words(at_most=LONG)
    left_out = maybe_words(at_most=LONG)
    after_care = fields.String(load_default="")
    closing_steps = fields.List(fields.String(), load_default=list)
