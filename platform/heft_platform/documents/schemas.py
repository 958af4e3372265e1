"""What the forms of documents accept."""

from marshmallow import fields, validate

from heft_platform.forms import Form, said

CHOOSE = "Select Word or PDF"


class AskForFile(Form):
    form = fields.String(
        required=True,
        validate=validate.OneOf(("word", "pdf"), error=CHOOSE),
        error_messages=said(missing=CHOOSE),
    )
