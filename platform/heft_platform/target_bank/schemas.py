"""What the forms of the target bank accept."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from heft_platform.forms import Form, said
from heft_platform.target_bank.services import PHASE_WORDS

SHORT, LONG, MOST_STEPS = 200, 2000, 10


def _words(missing: str, at_most: int = SHORT) -> fields.String:
    return fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error=missing),
            validate.Length(max=at_most, error=f"Use {at_most} characters or fewer"),
        ],
        error_messages=said(missing=missing),
    )


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
    need = _words("Say for which need it is")
    phase = fields.String(
        load_default="any", validate=validate.OneOf(list(PHASE_WORDS), error="Select a phase of school")
    )
    statement = _words("Write the target")
    success = _words("Say what you will see or hear when it goes well", LONG)
    steps = Lines(load_default=list)
    measure = _words("Select how it is measured")


class InVersion(Form):
    version = fields.Integer(required=True, error_messages=said(missing="Open the page again"))
