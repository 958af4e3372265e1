"""What the forms of the directory accept."""

from marshmallow import fields, validate

from heft_platform.form_fields import InVersion, maybe_words
from heft_platform.forms import Form, said


class FindService(Form):
    words = fields.String(load_default="", validate=validate.Length(max=100, error="Use fewer words"))
    need = fields.String(load_default="")
    age = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(min=0, max=25, error="Enter an age from 0 to 25"),
        error_messages=said(missing="", invalid="Enter an age from 0 to 25"),
    )
    place = fields.String(load_default="")


class ChangeTeam(InVersion):
    contact_name = maybe_words(at_most=100)
    email = fields.Email(
        required=True,
        error_messages=said(missing="Enter the team’s e-mail address", invalid="Enter a full e-mail address"),
    )
    phone = maybe_words(at_most=40)
