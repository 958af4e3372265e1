"""What the forms of actions accept."""

from marshmallow import fields, validate

from heft_platform.form_fields import LONG, InVersion, day, maybe_words, words
from heft_platform.forms import Form, said


class AddAction(Form):
    what = words("Say what will be done", at_most=LONG)
    owner_id = fields.UUID(
        load_default=None, allow_none=True, error_messages=said(missing="", invalid="Choose who does it")
    )
    owner_name = maybe_words()
    due_on = day("Enter the day by which it is done")
    why = maybe_words(at_most=LONG)


class FinishAction(InVersion):
    outcome = maybe_words(at_most=LONG)


class CarryAction(InVersion):
    to = day("Enter the day to which it is carried")
    why_carried = words("Say why it is carried", at_most=LONG)


class DropAction(InVersion):
    why_dropped = words("Say why it is dropped", at_most=LONG)


class FinishSeveral(Form):
    chosen = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(min=1, error="Select an action to mark as done"),
        error_messages=said(missing="Select an action to mark as done"),
    )


class Narrowed(Form):
    whose = fields.String(load_default="mine")
    show = fields.String(load_default="open")
