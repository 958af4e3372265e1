"""What the forms of a request accept, on both sides."""

from marshmallow import fields, validate

from heft_platform.forms import Form, said

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


def some_words(missing: str) -> fields.String:
    return fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error=missing),
            validate.Length(max=LONGEST, error=f"Use {LONGEST} characters or fewer"),
        ],
        error_messages=said(missing=missing),
    )


def maybe_words() -> fields.String:
    too_long = f"Use {LONGEST} characters or fewer"
    return fields.String(load_default="", validate=validate.Length(max=LONGEST, error=too_long))


class WriteRequest(Form):
    asks = fields.List(
        fields.String(),
        required=True,
        validate=validate.Length(min=1, error="Select what you ask for"),
        error_messages=said(missing="Select what you ask for"),
    )
    why_now = some_words("Say why you ask now")
    family_told = some_words("Say when and how the family was told, or why not")
    family_view = maybe_words()
    pupil_view = maybe_words()


class Erase(Form):
    why = fields.String(
        required=True,
        validate=validate.OneOf(list(REASONS), error="Select why it is erased"),
        error_messages=said(missing="Select why it is erased"),
    )


class InVersion(Form):
    version = fields.Integer(required=True, error_messages=said(missing="Open the page again"))


class Words(Form):
    words = some_words("Write your answer")


class Question(Form):
    question = some_words("Write the question")


class Reasons(Form):
    words = some_words("Say why, so that the other side knows")


class WhatToChange(Form):
    words = some_words("Say what should be different")


class Acknowledge(Form):
    promised_on = fields.Date(
        required=True,
        error_messages=said(
            missing="Enter the day by which you will answer", invalid="Enter a real date, such as 4 12 2026"
        ),
    )
    words = maybe_words()


class Answer(Form):
    decision = fields.String(
        required=True,
        validate=validate.OneOf(list(DECISIONS), error="Select what you decided"),
        error_messages=said(missing="Select what you decided"),
    )
    words = some_words("Write the answer to the school")


class Note(Form):
    body = some_words("Write the note")
