"""What the forms about versions of templates accept: a day to preview, and the move of a programme to another version."""

from marshmallow import fields

from heft_platform.form_fields import InVersion, words
from heft_platform.forms import Form, said


class PreviewDates(Form):
    first_meeting_on = fields.Date(
        load_default=None,
        allow_none=True,
        error_messages=said(
            missing="Enter a day", invalid="The first meeting must be on a real date, such as 4 12 2026"
        ),
    )


class MoveToVersion(InVersion):
    template_id = fields.UUID(required=True, error_messages=said(missing="Choose a version"))
    why = words("Say why the programme moves", at_most=1000)
