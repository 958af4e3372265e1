"""What the page of a checklist accepts."""

from marshmallow import fields

from heft_platform.form_fields import LONG, maybe_words
from heft_platform.forms import Form


class TickLines(Form):
    ticked = fields.List(fields.String(), load_default=list)
    opened = fields.List(fields.String(), load_default=list)
    words = maybe_words(at_most=LONG)
