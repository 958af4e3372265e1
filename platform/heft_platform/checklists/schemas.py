"""What the page of a checklist accepts."""

from marshmallow import fields, validate

from heft_platform.forms import Form

LONGEST = 2000


class TickLines(Form):
    ticked = fields.List(fields.String(), load_default=list)
    opened = fields.List(fields.String(), load_default=list)
    words = fields.String(
        load_default="", validate=validate.Length(max=LONGEST, error=f"Use {LONGEST:,} characters or fewer")
    )
