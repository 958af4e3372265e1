"""What the form of a set of scores accepts, made of the tool's scales."""

from typing import Any, cast

from marshmallow import fields, validate

from heft_platform.form_fields import LONG, day, maybe_words, one_of, words
from heft_platform.forms import Form, SaidOf, said
from heft_platform.measures import services
from heft_platform.measures.services import RATERS, Tool

SAID_OF: SaidOf = {
    services.TotalDiffersError: (
        "total",
        "The four scales add up to {refusal.sum}. Correct them or the total",
    ),
    services.ExpectedTooLowError: ("expected", "Enter more than where it started"),
    services.InTheFutureError: ("taken_on", "{refusal.words}"),
}


def form_of(tool: Tool) -> Form:
    """Return the form that takes scores of a tool."""
    asked: dict[str, fields.Field[Any]] = {}
    if tool.is_about_a_target:
        asked["about"] = words("Write the target", at_most=500)
    asked |= {
        "taken_on": day("Enter the day"),
        "rater": one_of([one for one in RATERS if one in tool.raters], "Select who rated"),
        "rater_name": maybe_words(),
        "edition": one_of([code for code, _ in tool.editions], "Select the edition"),
    }
    for scale in tool.scales:
        range_ = f"{scale.words} must be a whole number from {scale.lowest} to {scale.highest}"
        asked[scale.code] = fields.Integer(
            load_default=None,
            strict=False,
            validate=validate.Range(min=scale.lowest, max=scale.highest, error=range_),
            error_messages=said(missing=range_),
        )
    asked["note"] = maybe_words(at_most=LONG)
    return cast("Form", Form.from_dict(asked, name="Scores")())
