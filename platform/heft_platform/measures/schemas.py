"""What the form of a set of scores accepts, made of the tool's scales."""

from typing import Any, cast

from marshmallow import fields, validate

from heft_platform.forms import Form, SaidOf, said
from heft_platform.measures import services
from heft_platform.measures.services import RATERS, Tool

SAID_OF: SaidOf = {
    services.TotalDiffersError: (
        "total",
        "The four scales add up to {refusal.sum}. Correct them or the total",
    ),
    services.ExpectedTooLowError: ("expected", "Enter more than where it started"),
    services.InTheFutureError: ("taken_on", "The day must be today or before"),
}


def form_of(tool: Tool) -> Form:
    """Return the form that takes scores of a tool."""
    asked: dict[str, fields.Field[Any]] = {
        "taken_on": fields.Date(
            required=True,
            error_messages=said(missing="Enter the day", invalid="Enter a real date, such as 4 12 2026"),
        ),
        "edition": _one_of([code for code, _ in tool.editions], "Select the edition"),
        "rater": _one_of([one for one in RATERS if one in tool.raters], "Select who rated"),
        "rater_name": _words(200),
        "note": _words(2000),
    }
    if tool.is_about_a_target:
        asked["about"] = fields.String(
            required=True,
            validate=[
                validate.Length(min=1, error="Write the target"),
                validate.Length(max=500, error="Use 500 characters or fewer"),
            ],
            error_messages=said(missing="Write the target"),
        )
    for scale in tool.scales:
        range_ = f"{scale.words} must be a whole number from {scale.lowest} to {scale.highest}"
        asked[scale.code] = fields.Integer(
            load_default=None,
            strict=False,
            validate=validate.Range(min=scale.lowest, max=scale.highest, error=range_),
            error_messages=said(missing=range_),
        )
    return cast("Form", Form.from_dict(asked, name="Scores")())


def _one_of(choices: list[str], missing: str) -> fields.String:
    return fields.String(
        required=True,
        validate=validate.OneOf(choices, error=missing),
        error_messages=said(missing=missing),
    )


def _words(most: int) -> fields.String:
    return fields.String(
        load_default="", validate=validate.Length(max=most, error=f"Use {most:,} characters or fewer")
    )
