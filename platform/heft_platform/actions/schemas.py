"""What the forms of actions accept."""

from marshmallow import fields, validate

from heft_platform.forms import Form, said

SHORT, LONG = 200, 2000


def _words(missing: str, at_most: int = LONG) -> fields.String:
    return fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error=missing),
            validate.Length(max=at_most, error=f"Use {at_most} characters or fewer"),
        ],
        error_messages=said(missing=missing),
    )


def _maybe_words(at_most: int = LONG) -> fields.String:
    too_long = f"Use {at_most} characters or fewer"
    return fields.String(load_default="", validate=validate.Length(max=at_most, error=too_long))


def _day(missing: str) -> fields.Date:
    return fields.Date(
        required=True,
        error_messages=said(missing=missing, invalid="Enter a real date, such as 4 12 2026"),
    )


class AddAction(Form):
    what = _words("Say what will be done")
    owner_id = fields.UUID(
        load_default=None, allow_none=True, error_messages=said(missing="", invalid="Choose who does it")
    )
    owner_name = _maybe_words(SHORT)
    due_on = _day("Enter the day by which it is done")
    why = _maybe_words()


class InVersion(Form):
    version = fields.Integer(required=True, error_messages=said(missing="Open the page again"))


class FinishAction(InVersion):
    outcome = _maybe_words()


class CarryAction(InVersion):
    to = _day("Enter the day to which it is carried")
    why_carried = _words("Say why it is carried")


class DropAction(InVersion):
    why_dropped = _words("Say why it is dropped")


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
