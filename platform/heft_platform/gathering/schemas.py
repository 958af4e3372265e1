"""What the forms accept with which something is asked for, and its answer typed in."""

from marshmallow import fields

from heft_platform.form_fields import LONG, InVersion, day, maybe_words, one_of, words
from heft_platform.forms import Form, said


class AskSomebody(Form):
    label = maybe_words()
    document = maybe_words()
    asked_id = fields.UUID(
        load_default=None, allow_none=True, error_messages=said(missing="", invalid="Choose a person")
    )
    asked_name = maybe_words()
    due_on = day("Enter by when")


class ChangeAsked(InVersion):
    asked_id = fields.UUID(
        load_default=None, allow_none=True, error_messages=said(missing="", invalid="Choose a person")
    )
    asked_name = maybe_words()
    due_on = day("Enter by when")


class LeaveOut(InVersion):
    state = one_of(("waived", "not_applicable"), "Select whether it is left out or does not apply")
    reason = words("Say why", at_most=LONG)


class TypeAnswer(InVersion):
    document = words("Open the page again")
    method = maybe_words()
    supporter = maybe_words()
    was_explained = fields.Boolean(load_default=False)


class BringAnswerFile(Form):
    question = maybe_words()
