"""What the forms of the cluster accept."""

from marshmallow import fields, validate

from heft_platform.forms import Form, said

KIND_WORDS = {"authority": "Local authority", "school": "School", "agency": "Agency"}
SCHOOL_ROLES = {  # who may begin: each of them can do everything in a school but what only the head approves
    "head": "Headteacher",
    "pastoral_lead": "Pastoral lead",
    "dsl": "Designated safeguarding lead",
    "senco": "SENCO",
}


SLUG_MISSING = "Enter a short name for the address, such as oakfield"


class OpenSchool(Form):
    slug = fields.String(
        required=True,
        validate=validate.Length(min=2, max=40, error=SLUG_MISSING),
        error_messages=said(missing=SLUG_MISSING),
    )
    person_name = fields.String(
        required=True,
        validate=validate.Length(min=1, max=100, error="Enter the name of the first person"),
        error_messages=said(missing="Enter the name of the first person"),
    )
    email = fields.Email(
        required=True,
        error_messages=said(
            missing="Enter their e-mail address",
            invalid="Enter an e-mail address such as name@school.example",
        ),
    )
    role = fields.String(
        required=True,
        validate=validate.OneOf(list(SCHOOL_ROLES), error="Select what they do"),
        error_messages=said(missing="Select what they do"),
    )
