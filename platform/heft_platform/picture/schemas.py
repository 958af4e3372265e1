"""What the forms of the picture accept, made of the questions that they ask."""

from collections.abc import Sequence
from typing import Any, cast

from marshmallow import fields, validate

from heft_platform.form_fields import maybe_words
from heft_platform.forms import Form, SaidOf, said
from heft_platform.picture import services
from heft_platform.picture.services import Question

LINE, LONG = 200, 4000
SAID_OF: SaidOf = {
    services.NeedMissingError: (
        "need_primary",
        "Select the main type of need: SEN support and EHC plans have one",
    ),
    services.NeedWithoutProvisionError: (
        "provision",
        "Select SEN support or an EHC plan, or leave the types of need open",
    ),
    services.OnlyWithSupportError: (
        "need_primary",
        "“No specialist assessment” goes with SEN support only. Select another type of need",
    ),
    services.SameNeedTwiceError: ("need_secondary", "Select another second type of need, or leave it open"),
    services.EndsBeforeItBeginsError: ("ends_on", "{refusal.words}"),
    services.InTheFutureError: ("on_day", "{refusal.words}"),
}


class Source(Form):
    source = maybe_words(at_most=LINE)


def form_of(questions: Sequence[Question]) -> Form:
    """Return the form that asks these questions."""
    made = Form.from_dict({one.name: _field(one) for one in questions}, name="Questions")
    return cast("Form", made())


def _field(question: Question) -> fields.Field[Any]:
    if question.kind == "day":
        return fields.Date(
            **_how(question, None), error_messages=_said(question, "Enter a real date, such as 4 12 2026")
        )
    if question.kind == "choice":
        allowed = ["", *dict(question.choices)] if not question.missing else list(dict(question.choices))
        select = question.missing or "Select one of the answers"
        return fields.String(
            **_how(question, ""),
            validate=validate.OneOf(allowed, error=select),
            error_messages=_said(question, select),
        )
    most = LINE if question.kind == "line" else LONG
    checks: list[validate.Validator] = [validate.Length(max=most, error=f"Use {most:,} characters or fewer")]
    if question.missing:
        checks.insert(0, validate.Length(min=1, error=question.missing))
    return fields.String(**_how(question, ""), validate=checks, error_messages=_said(question, "Write words"))


def _how(question: Question, nothing: Any) -> dict[str, Any]:
    return {"required": True} if question.missing else {"load_default": nothing, "allow_none": True}


def _said(question: Question, invalid: str) -> dict[str, Any]:
    return said(missing=question.missing or invalid, invalid=invalid)
