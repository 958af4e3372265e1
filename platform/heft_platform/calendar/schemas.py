"""What the forms of the calendar accept."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from heft_platform.calendar.published_dates import NotADateError, WrongWeekdayError, read_date
from heft_platform.form_fields import maybe_words, one_of
from heft_platform.forms import Form, said

KINDS = {"inset": "Staff training (INSET)", "closure": "School closed"}
NAME_MISSING = "Enter the name of the term, such as Autumn term 2027"


class PublishedDate(fields.Date):
    """A date in one box, written as it was published. The weekday may be with it, and is checked."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        try:
            return read_date(str(value))
        except WrongWeekdayError as wrong:
            raise ValidationError(f"{wrong}. Check it with the published dates") from None
        except NotADateError:
            raise self.make_error("invalid", input=value, obj_type="date") from None


def a_date(what: str, **more: Any) -> PublishedDate:
    """Declare a question for a date; `what` is its name inside a sentence."""
    words = said(missing=f"Enter {what}", invalid=f"Enter {what} with its year, such as 2 September 2026")
    return PublishedDate(error_messages=words, **more)


class EnterTerm(Form):
    name = fields.String(
        required=True,
        validate=validate.Length(min=1, max=60, error=NAME_MISSING),
        error_messages=said(missing=NAME_MISSING),
    )
    first_on = a_date("the first day of term", required=True)
    break_from = a_date("the first day of half-term", load_default=None)
    break_to = a_date("the last day of half-term", load_default=None)
    last_on = a_date("the last day of term", required=True)


class ChangeTerm(EnterTerm):
    version = fields.Integer(required=True)


class AddDays(Form):
    kind = one_of(KINDS, "Select why there are no pupils")
    day = a_date("the day", required=True)
    last_on = a_date("the last day", load_default=None)
    reason = maybe_words(at_most=100)
