"""What the form of a review accepts."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from marshmallow import fields, validate

from heft_platform.forms import Form, said


class HoldReview(Form):
    present = fields.String(
        required=True,
        validate=validate.Length(min=1, max=1000, error="Say who was there"),
        error_messages=said(missing="Say who was there"),
    )
    summary = fields.String(
        required=True,
        validate=validate.Length(min=1, max=4000, error="Say in a sentence or two how it is going"),
        error_messages=said(missing="Say in a sentence or two how it is going"),
    )
    held_on = fields.Date(
        required=True,
        error_messages=said(
            missing="Enter the day of the meeting", invalid="Enter a real date, such as 4 12 2026"
        ),
    )


def chosen(
    answers: Mapping[str, Any], prefix: str, ids: Sequence[UUID], allowed: Mapping[str, str]
) -> dict[UUID, str]:
    """Return the choices that were made, thing by thing; those without an answer are not in it."""
    given = {id_: str(answers.get(f"{prefix}-{id_}", "")) for id_ in ids}
    return {id_: value for id_, value in given.items() if value in allowed}
