"""What the forms accept with which something is asked for, and its answer typed in."""

from marshmallow import fields, validate

from heft_platform.form_fields import LONG, InVersion, maybe_words, words
from heft_platform.forms import Form, said

REAL_DAY = "The day must be a real date, such as 4 12 2026"


class AskSomebody(Form):
    label = maybe_words()
    document = maybe_words()
    asked_id = fields.UUID(
        load_default=None, allow_none=True, error_messages=said(missing="", invalid="Choose a person")
    )
    asked_name = maybe_words()
    due_on = fields.Date(required=True, error_messages=said(missing="Enter by when", invalid=REAL_DAY))


class ChangeAsked(InVersion):
    asked_id = fields.UUID(
        load_default=None, allow_none=True, error_messages=said(missing="", invalid="Choose a person")
    )
    asked_name = maybe_words()
    due_on = fields.Date(required=True, error_messages=said(missing="Enter by when", invalid=REAL_DAY))


class LeaveOut(InVersion):
    state = fields.String(
        required=True,
        validate=validate.OneOf(
            ["waived", "not_applicable"], error="Select whether it is left out or does not apply"
        ),
        error_messages=said(missing="Select whether it is left out or does not apply"),
    )
    reason = words("Say why", at_most=LONG)


class TypeAnswer(InVersion):
    document = words("Open the page again")
    method = maybe_words()
    supporter = maybe_words()
    was_explained = fields.Boolean(load_default=False)


class BringPicture(Form):
    question = maybe_words()
