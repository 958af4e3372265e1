"""What the page of the trail can be narrowed to."""

from marshmallow import fields

from heft_platform.forms import Form, said


class ChooseEntries(Form):
    """It may stand in an address, because it names nobody."""

    person = fields.UUID(
        load_default=None, error_messages=said(missing="", invalid="Choose somebody of the list")
    )
    day = fields.Date(
        load_default=None, error_messages=said(missing="", invalid="Enter a real date, such as 24 11 2026")
    )
