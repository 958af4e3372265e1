"""What the forms of a request accept, on both sides."""

from typing import Any

from marshmallow import fields, validate

from heft_platform.form_fields import day, maybe_words, one_of, words
from heft_platform.forms import Form, said
from heft_platform.library.programme_template import FamilyPart

LONGEST = 4000
DECISIONS = {
    "advice": "Advice",
    "outreach": "Outreach is offered",
    "meeting": "A meeting is offered",
    "panel": "It goes to a panel",
    "declined": "Not this time, with reasons",
}
REASONS = {
    "kept_long_enough": "We have kept it for as long as our retention schedule says",
    "record_erased": "The pupil’s record is erased",
    "asked_to": "We were asked to erase it, and agreed",
}


class WriteRequest(Form):
    asks = fields.List(
        fields.String(),
        required=True,
        validate=validate.Length(min=1, error="Select what you ask for"),
        error_messages=said(missing="Select what you ask for"),
    )
    why_now = words("Say why you ask now", at_most=LONGEST)
    family_told = words("Say when and how the family was told, or why not", at_most=LONGEST)
    family_view = maybe_words(at_most=LONGEST)
    pupil_view = maybe_words(at_most=LONGEST)


def form_of(family: FamilyPart) -> WriteRequest:
    """Return the form of a request, as its template asks for the family’s part: what it requires cannot stay empty."""
    asked: dict[str, Any] = {}
    if family.informed != "required":
        asked["family_told"] = maybe_words(at_most=LONGEST)
    if family.view_recorded == "required":
        asked["family_view"] = words(
            "Write what the family says. If they were asked and say nothing, write that", at_most=LONGEST
        )
    if family.agreement == "required":
        asked["family_agrees"] = one_of(
            ("yes",), "This request goes only with the family’s agreement: ask them, and tick the box"
        )
    form: WriteRequest = WriteRequest.from_dict(asked, name="WriteThisRequest")()  # type: ignore[assignment]
    return form


class Erase(Form):
    why = one_of(REASONS, "Select why it is erased")


class Words(Form):
    words = words("Write your answer", at_most=LONGEST)


class Question(Form):
    question = words("Write the question", at_most=LONGEST)


class Reasons(Form):
    words = words("Say why, so that the other side knows", at_most=LONGEST)


class WhatToChange(Form):
    words = words("Say what should be different", at_most=LONGEST)


class Acknowledge(Form):
    promised_on = day("Enter the day by which you will answer")
    words = maybe_words(at_most=LONGEST)


class Answer(Form):
    decision = one_of(DECISIONS, "Select what you decided")
    words = words("Write the answer to the school", at_most=LONGEST)


class Note(Form):
    body = words("Write the note", at_most=LONGEST)
