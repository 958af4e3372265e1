"""The questions that forms ask again and again, each with the words that say what to do."""

from collections.abc import Iterable

from marshmallow import fields, validate

from heft_platform.form_words import OPEN_AGAIN, REAL_DATE
from heft_platform.forms import Form, said

SHORT, LONG = 200, 2000  # characters: of a line, and of a few paragraphs


def words(missing: str, *, at_most: int = SHORT) -> fields.String:
    """Ask for words that must be there."""
    return fields.String(
        required=True,
        validate=[validate.Length(min=1, error=missing), _no_longer_than(at_most)],
        error_messages=said(missing=missing),
    )


def maybe_words(*, at_most: int = SHORT) -> fields.String:
    """Ask for words that may be left out."""
    return fields.String(load_default="", validate=_no_longer_than(at_most))


def day(missing: str, *, unreal: str = REAL_DATE) -> fields.Date:
    """Ask for a day that must be there. `unreal` is said of one that no calendar has."""
    return fields.Date(required=True, error_messages=said(missing=missing, invalid=unreal))


def maybe_day() -> fields.Date:
    """Ask for a day that may be left out."""
    return fields.Date(load_default=None, error_messages=said(missing=REAL_DATE))


def one_of(choices: Iterable[str], missing: str) -> fields.String:
    """Ask for one of these codes."""
    return fields.String(
        required=True,
        validate=validate.OneOf(list(choices), error=missing),
        error_messages=said(missing=missing),
    )


class InVersion(Form):
    """A form that is about one version of something, as the page showed it."""

    version = fields.Integer(required=True, error_messages=said(missing=OPEN_AGAIN))


def _no_longer_than(most: int) -> validate.Length:
    return validate.Length(max=most, error=f"Use {most:,} characters or fewer")
