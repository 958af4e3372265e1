"""What the forms of documents accept."""

from marshmallow import fields, validate

from heft_platform.forms import Form, said

CHOOSE = "Select Word or PDF"


class AskForFile(Form):
    kind = fields.String(load_default="record")
    audience = fields.String(load_default="school")
    leave_out = fields.List(fields.String(), load_default=list)
    meeting = fields.UUID(
        load_default=None, error_messages=said(missing="", invalid="Choose a meeting from the list")
    )
    is_large = fields.Boolean(load_default=False)
    form = fields.String(
        required=True,
        validate=validate.OneOf(("word", "pdf"), error=CHOOSE),
        error_messages=said(missing=CHOOSE),
    )
