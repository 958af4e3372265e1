"""What the forms of signing in accept."""

from marshmallow import fields, validate

from heft_platform.accounts.hashing import LONGEST_PASSWORD, SHORTEST_PASSWORD
from heft_platform.forms import Form, said


class SignIn(Form):
    email = fields.String(
        required=True,
        validate=validate.Length(min=1, max=254, error="Enter your e-mail address"),
        error_messages=said(missing="Enter your e-mail address"),
    )
    password = fields.String(
        required=True,
        validate=validate.Length(min=1, error="Enter your password"),
        error_messages=said(missing="Enter your password"),
    )


class ChooseOrganisation(Form):
    organisation = fields.Integer(
        required=True,
        error_messages=said(missing="Select where you are working", invalid="Select where you are working"),
    )


class ChoosePassword(Form):
    password = fields.String(
        required=True,
        validate=validate.Length(
            min=SHORTEST_PASSWORD,
            max=LONGEST_PASSWORD // 4,
            error=f"Use between {SHORTEST_PASSWORD} and {LONGEST_PASSWORD // 4} characters",
        ),
        error_messages=said(missing="Choose a password"),
    )
