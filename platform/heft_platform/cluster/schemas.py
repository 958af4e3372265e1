"""What the forms of the cluster accept."""

from marshmallow import fields, validate

from heft_platform.accounts.services import role_words
from heft_platform.cluster.services import ROLES_TO_BEGIN_WITH
from heft_platform.form_fields import one_of, words
from heft_platform.forms import Form, said
from heft_platform.words import with_capital

KIND_WORDS = {"authority": "Local authority", "school": "School", "agency": "Agency"}
SCHOOL_ROLES = {role: with_capital(role_words(role)) for role in ROLES_TO_BEGIN_WITH["school"]}
SLUG_MISSING = "Enter a short name for the address, such as oakfield"


class OpenSchool(Form):
    slug = fields.String(
        required=True,
        validate=validate.Length(min=2, max=40, error=SLUG_MISSING),
        error_messages=said(missing=SLUG_MISSING),
    )
    person_name = words("Enter the name of the first person", at_most=100)
    email = fields.Email(
        required=True,
        error_messages=said(
            missing="Enter their e-mail address",
            invalid="Enter an e-mail address such as name@school.example",
        ),
    )
    role = one_of(SCHOOL_ROLES, "Select what they do")
