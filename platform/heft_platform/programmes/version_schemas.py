"""What the forms about versions of templates accept: a day to preview, and the move of a programme to another version."""

from marshmallow import fields, validate

from heft_platform.forms import Form, said


class PreviewDates(Form):
    first_meeting_on = fields.Date(
        load_default=None,
        allow_none=True,
        error_messages=said(
            missing="Enter a day", invalid="The first meeting must be on a real date, such as 4 12 2026"
        ),
    )


class MoveToVersion(Form):
    template_id = fields.UUID(required=True, error_messages=said(missing="Choose a version"))
    version = fields.Integer(required=True, error_messages=said(missing="Open the page again"))
    why = fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error="Say why the programme moves"),
            validate.Length(max=1000, error="Use 1000 characters or fewer"),
        ],
        error_messages=said(missing="Say why the programme moves"),
    )
