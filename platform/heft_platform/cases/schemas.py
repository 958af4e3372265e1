"""What the forms of invitations accept."""

from marshmallow import fields, validate

from heft_platform.form_fields import day, maybe_words, words
from heft_platform.forms import Form, said
from heft_tenants.tables import Section

OFFERED = {
    "PLAN": (Section.PLAN, "Plan: targets and promises"),
    "SCORES": (Section.SCORES, "Daily reports and progress"),
    "MEETINGS": (Section.MEETINGS, "Reviews"),
    "NOTES": (Section.NOTES, "Notes in the log"),
}


class Invite(Form):
    team_id = fields.UUID(required=True, error_messages=said(missing="Choose a team"))
    sections = fields.List(
        fields.String(validate=validate.OneOf(list(OFFERED), error="Select what they may see")),
        required=True,
        validate=validate.Length(min=1, error="Select what they may see"),
        error_messages=said(missing="Select what they may see"),
    )
    adds_notes = fields.Boolean(load_default=False)
    until_on = day("Choose an end date", unreal="The end must be a real date, such as 4 12 2026")
    parent_told = words("Say what the parent or carer was told", at_most=1000)


class Decline(Form):
    words = maybe_words(at_most=1000)
