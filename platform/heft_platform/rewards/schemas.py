"""What the forms of rewards and consequences accept."""

from marshmallow import fields, validate

from heft_platform.forms import Form, said

SHORT, LONG = 200, 1000


def _words(missing: str, *, at_most: int) -> fields.String:
    return fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error=missing),
            validate.Length(max=at_most, error=f"Use {at_most} characters or fewer"),
        ],
        error_messages=said(missing=missing),
    )


def _target() -> fields.UUID:
    return fields.UUID(
        load_default=None, allow_none=True, error_messages=said(missing="", invalid="Select a target")
    )


class RewardForm(Form):
    kind = _words("Select what kind of reward it is", at_most=SHORT)
    what = _words("Say what the pupil gets", at_most=LONG)
    giver = _words("Select who gives it", at_most=SHORT)
    merits = fields.List(fields.String(), load_default=list)
    chosen_by_pupil = fields.Boolean(
        required=True, error_messages=said(missing="Say whether the pupil chose it")
    )
    within_reach = fields.Boolean(
        required=True, error_messages=said(missing="Say whether the pupil can reach it")
    )
    costs_nothing = fields.Boolean(load_default=False)
    target_id = _target()


class ConsequenceForm(Form):
    kind = _words("Select what kind of consequence it is", at_most=SHORT)
    what = _words("Say what happens", at_most=LONG)
    occasion = fields.String(
        load_default="", validate=validate.Length(max=LONG, error=f"Use {LONG} characters or fewer")
    )
    known_to_pupil = fields.Boolean(
        required=True, error_messages=said(missing="Say whether the pupil knows it beforehand")
    )
    target_id = _target()


class GiveReward(Form):
    reward_id = fields.UUID(required=True, error_messages=said(missing="Select the reward"))
    day = fields.Date(
        required=True,
        error_messages=said(
            missing="Enter the day on which it was given", invalid="Enter a real date, such as 4 12 2026"
        ),
    )
    given_by = _words("Say who gave it", at_most=SHORT)
    for_what = _words("Say what it was for", at_most=LONG)
