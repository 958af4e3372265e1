"""What the forms about templates accept. A sheet makes its form out of its questions."""

import re
from typing import Any, cast

from marshmallow import ValidationError, fields, validate

from heft_platform.form_fields import LONG, InVersion, maybe_words, words
from heft_platform.forms import Form, said
from heft_platform.library.editing import Question, Sheet

A_NUMBER = r"^$|^-?\d{1,4}$"


class PublishDraft(InVersion):
    note = maybe_words(at_most=LONG)


class MoveThing(Form):
    by = fields.Integer(
        required=True,
        validate=validate.OneOf([-1, 1], error="Press Up or Down"),
        error_messages=said(missing="Press Up or Down"),
    )


class Guidance(Form):
    words = words("Write the guidance", at_most=1000)


def form_of(sheet: Sheet) -> Form:
    """Return the form of a sheet: one answer for each of its questions."""
    made = Form.from_dict(
        {question.key: _field(question, sheet) for question in sheet.questions}, name="SheetForm"
    )
    return cast("Form", made())


def _field(question: Question, sheet: Sheet) -> Any:
    codes = [code for code, _ in sheet.choices.get(question.key, ())]
    if question.sort == "choices":
        known = validate.OneOf(codes, error="Select from the list")
        return fields.List(fields.String(validate=known), load_default=list)
    checks: list[Any] = []
    missing = f"{'Select' if question.sort == 'choice' else 'Enter'} an answer to “{question.label}”"
    if question.is_needed:
        checks.append(validate.Length(min=1, error=missing))
    if question.sort == "choice":
        checks.append(validate.OneOf([*codes, ""], error="Select from the list"))
    elif question.sort == "number":
        checks += [validate.Regexp(A_NUMBER, error=f"Enter a whole number for “{question.label}”")]
        checks.append(_at_least(question.least, question.label))
    elif question.sort != "yes":
        too_long = f"Use {question.at_most} characters or fewer for “{question.label}”"
        checks.append(validate.Length(max=question.at_most, error=too_long))
    if question.is_needed:
        return fields.String(required=True, validate=checks, error_messages=said(missing=missing))
    return fields.String(load_default="", validate=checks)


def _at_least(least: int, label: str) -> Any:
    def check(answer: str) -> None:
        if answer and re.match(A_NUMBER, answer) and int(answer) < least:
            raise ValidationError(f"Enter {least} or more for “{label}”")

    return check
