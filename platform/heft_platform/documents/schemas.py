"""What the forms of documents accept."""

from marshmallow import fields, validate

from heft_platform.forms import Form, said

CHOOSE = "Select Word or PDF"
CHOOSE_A_PRINT = "Choose what to print: press PDF or Word beside it"


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


class AskToPrint(Form):
    """`wanted` is what the button that was pressed stands for: a form, an audience, and a kind."""

    wanted = fields.String(
        required=True,
        validate=validate.Regexp(r"(pdf|word) [a-z_]+ \S+\Z", error=CHOOSE_A_PRINT),
        error_messages=said(missing=CHOOSE_A_PRINT),
    )
    is_large = fields.Boolean(load_default=False)
    is_named = fields.Boolean(load_default=False)
