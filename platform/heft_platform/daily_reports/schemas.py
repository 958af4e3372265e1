"""What the form of a lesson accepts."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from marshmallow import fields, validate

from heft_platform.forms import Form
from heft_platform.programmes.services import TargetView

CHIPS = (
    "Great start",
    "Used card",
    "Helped a friend",
    "Needed 2 reminders",
    "Hard after lunch",
    "Tired today",
)


class ScoreLesson(Form):
    was_missed = fields.Boolean(load_default=False)
    chips = fields.List(fields.String(validate=validate.OneOf(CHIPS)), load_default=list)
    words = fields.String(
        load_default="", validate=validate.Length(max=500, error="Use 500 characters or fewer")
    )
    version = fields.Integer(load_default=0)


def points_of(answers: Mapping[str, Any], targets: list[TargetView], *, met_all: bool) -> dict[UUID, int]:
    """Return the points that were given, target by target; those without an answer are not in it."""
    if met_all:
        return {target.id: 2 for target in targets}
    given = {target.id: answers.get(f"target-{target.place}") for target in targets}
    return {id_: int(value) for id_, value in given.items() if value in {"0", "1", "2"}}
