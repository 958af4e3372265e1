"""What the forms of the cluster accept."""

from marshmallow import fields, validate

from heft_platform.forms import Form, said

SCHOOL_ROLES = {
    "pastoral_lead": "Pastoral lead",
    "head": "Headteacher",
    "dsl": "Designated safeguarding lead",
    "senco": "SENCO",
}


class OpenSchool(Form):
    slug = fields.String(
        required=True,
        validate=validate.Length(min=2, max=40, error="Enter a short word for the address, such as oakfield"),
        error_messages=said(missing="Enter a short word for the address, such as oakfield"),
    )
    person_name = fields.String(
        required=True,
        validate=validate.Length(min=1, max=100, error="Enter the name of the first person"),
        error_messages=said(missing="Enter the name of the first person"),
    )
    email = fields.Email(
        required=True,
        error_messages=said(
            missing="Enter their e-mail address", invalid="Enter an e-mail address such as name@school.example"
        ),
    )
    role = fields.String(
        required=True,
        validate=validate.OneOf(list(SCHOOL_ROLES), error="Select what they do"),
        error_messages=said(missing="Select what they do"),
    )
