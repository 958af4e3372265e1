"""What the page of the trail can be narrowed to."""

from datetime import date, timedelta

from marshmallow import fields, validate

from heft_platform.forms import Form, said

REAL_DATE = "Enter a real date, such as 24 11 2026"
LAST_DAY = date.max - timedelta(days=1)  # it ends when the next one begins


class ChooseEntries(Form):
    """It may stand in an address, because it names nobody."""

    person = fields.UUID(
        load_default=None, error_messages=said(missing="", invalid="Choose somebody of the list")
    )
    day = fields.Date(
        load_default=None,
        validate=validate.Range(max=LAST_DAY, error=REAL_DATE),
        error_messages=said(missing="", invalid=REAL_DATE),
    )
