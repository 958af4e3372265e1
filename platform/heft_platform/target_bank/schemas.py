"""What the forms of the target bank accept."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from heft_platform.form_fields import LONG, SHORT, words
from heft_platform.forms import Form
from heft_platform.target_bank.services import PHASE_WORDS

MOST_STEPS = 10


class Lines(fields.String):
    """Small steps, one on each line."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        typed = super()._deserialize(value, attr, data, **kwargs)
        lines = [line.strip() for line in typed.splitlines() if line.strip()]
        if len(lines) > MOST_STEPS or any(len(line) > SHORT for line in lines):
            raise ValidationError(
                f"Write {MOST_STEPS} small steps or fewer, each on its own line, of {SHORT} characters or fewer"
            )
        return lines


class FindExample(Form):
    words = fields.String(load_default="", validate=validate.Length(max=100, error="Use fewer words"))
    need = fields.String(load_default="")
    phase = fields.String(
        load_default="", validate=validate.OneOf(["", *PHASE_WORDS], error="Select a phase of school")
    )


class ExampleForm(Form):
    need = words("Say for which need it is")
    phase = fields.String(
        load_default="any", validate=validate.OneOf(list(PHASE_WORDS), error="Select a phase of school")
    )
    statement = words("Write the target")
    success = words("Say what you will see or hear when it goes well", at_most=LONG)
    steps = Lines(load_default=list)
    measure = words("Select how it is measured")
