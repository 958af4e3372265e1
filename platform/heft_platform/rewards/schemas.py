"""What the forms of rewards and consequences accept."""

from marshmallow import fields

from heft_platform.form_fields import day, maybe_words, words
from heft_platform.forms import Form, said

LONGEST = 1000


def _target() -> fields.UUID:
    return fields.UUID(
        load_default=None, allow_none=True, error_messages=said(missing="", invalid="Select a target")
    )


class RewardForm(Form):
    what = words("Say what the pupil gets", at_most=LONGEST)
    kind = words("Select what kind of reward it is")
    giver = words("Select who gives it")
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
    what = words("Say what happens", at_most=LONGEST)
    kind = words("Select what kind of consequence it is")
    occasion = maybe_words(at_most=LONGEST)
    known_to_pupil = fields.Boolean(
        required=True, error_messages=said(missing="Say whether the pupil knows it beforehand")
    )
    target_id = _target()


class GiveReward(Form):
    reward_id = fields.UUID(required=True, error_messages=said(missing="Select the reward"))
    day = day("Enter the day on which it was given")
    given_by = words("Say who gave it")
    for_what = words("Say what it was for", at_most=LONGEST)
