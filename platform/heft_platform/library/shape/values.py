"""What may stand at a key. Each says in words what is wrong, and what would do."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from heft_platform.library.shape.words import BASES, REQUIREMENTS

LONGEST_LABEL, LONGEST_TEXT, LONGEST_LIST, LARGEST_NUMBER = 200, 2000, 300, 999
AN_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
NO_ID = frozenset({"yes", "no", "on", "off", "y", "n"})  # true and false, where nobody quotes them
WANTS_AN_ID = "Use small letters, digits and _ for an id, and never yes, no, on or off."
NEEDS_KEYS = "This must hold keys, such as “id: something”, moved in on the lines below."
NOTHING_HERE = "There is nothing here: write what belongs here, or take it out."
NEEDS_A_LIST = "This must be a list: [one, two], or a line with a dash for each."


def _missing(wanted: str, messages: Mapping[str, str]) -> dict[str, Any]:
    """Return a field's messages: an empty key (“label:”) lacks its value as a missing key does."""
    said = f"This is missing: write {wanted}."
    return {"error_messages": {"required": said, "null": said, **messages}}


class Text(fields.String):
    """Text. An unquoted yes or no arrives here as true or false."""

    default_error_messages = {"unquoted": "This must be text: put yes, no, on and off in quotation marks."}

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        if isinstance(value, bool):
            raise self.make_error("unquoted")
        if not isinstance(value, str):
            raise self.make_error("invalid")
        return super()._deserialize(value, *rest, **more)


def text(*, longest: int = LONGEST_TEXT, required: bool = True, **more: Any) -> Text:
    length = f"Write something here, {longest:,} characters at most."
    said = _missing("text", {"invalid": "This must be text: put it in quotation marks."})
    checks = [_not_blank, validate.Length(max=longest, error=length), *more.pop("checks", ())]
    return Text(required=required, validate=checks, **said, **more)


def label() -> Text:
    return text(longest=LONGEST_LABEL)


def an_id(*, required: bool = True, **more: Any) -> Text:
    said = _missing("an id: small letters, digits and _", {"invalid": WANTS_AN_ID, "unquoted": WANTS_AN_ID})
    return Text(required=required, validate=_is_id, **said, **more)


def matching(pattern: str, wanted: str, *, required: bool = True, **more: Any) -> Text:
    said = f"Use {wanted}."
    return Text(
        required=required,
        validate=validate.Regexp(rf"(?:{pattern})\Z", error=said),
        **_missing(wanted, {"invalid": said}),
        **more,
    )


def one_of(*choices: str, required: bool = True, **more: Any) -> Text:
    said = f"Use one of: {', '.join(choices)}."
    return Text(
        required=required,
        validate=validate.OneOf(choices, error=said),
        **_missing(f"one of: {', '.join(choices)}", {"invalid": said}),
        **more,
    )


def requirement(*others: str, required: bool = True) -> Text:
    return one_of(*REQUIREMENTS, *others, required=required)


def basis() -> Text:
    return one_of(*BASES)


def number(
    least: int = 0, most: int = LARGEST_NUMBER, *, required: bool = True, **more: Any
) -> fields.Integer:
    said = f"Use a whole number from {least} to {most}."
    return _Whole(
        required=required,
        strict=True,
        validate=validate.Range(min=least, max=most, error=said),
        **_missing(f"a whole number from {least} to {most}", {"invalid": said}),
        **more,
    )


class _Whole(fields.Integer):
    """A whole number. True and false are no numbers here, though Python counts with them."""

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, *rest, **more)


def yes_or_no(*, required: bool = True, **more: Any) -> fields.Boolean:
    said = "Use true or false, without quotation marks."
    return _TrueOrFalse(required=required, **_missing("true or false", {"invalid": said}), **more)


class _TrueOrFalse(fields.Boolean):
    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


def always() -> fields.Boolean:
    """Return a key that has one right value: true."""
    return yes_or_no(validate=validate.Equal(True, error="This must be true."))


def part(of: type[Schema], *, required: bool = True) -> fields.Nested:
    return fields.Nested(of, required=required, **_missing("keys below it", {"type": NEEDS_KEYS}))


def _list(of: Any, checks: Iterable[Any], *, required: bool = True, **more: Any) -> fields.List[Any]:
    too_many = validate.Length(max=LONGEST_LIST, error=f"At most {LONGEST_LIST} may stand here.")
    return fields.List(
        of,
        required=required,
        validate=[too_many, *checks],
        **_missing("a list, if only []", {"invalid": NEEDS_A_LIST}),
        **more,
    )


def list_of(of: type[Schema], least: int = 0, **more: Any) -> fields.List[Any]:
    enough = validate.Length(min=least, error=f"At least {least} must stand here.")
    nested = fields.Nested(of, error_messages={"type": NEEDS_KEYS, "null": NEEDS_KEYS})
    return _list(nested, [enough], **more)


def ids(least: int = 0, **more: Any) -> fields.List[Any]:
    """Return a list of names that stand elsewhere, each once."""
    enough = validate.Length(min=least, error=f"At least {least} must be named here.")
    return _list(an_id(), [enough, _each_once], **more)


def some_of(*choices: str, least: int = 0, **more: Any) -> fields.List[Any]:
    enough = validate.Length(min=least, error=f"Use at least {least} of: {', '.join(choices)}.")
    return _list(one_of(*choices), [enough, _each_once], **more)


def tokens(wanted: str, pattern: str) -> fields.List[Any]:
    return _list(matching(pattern, wanted), [_each_once])


def texts(**more: Any) -> fields.List[Any]:
    return _list(text(), [], **more)


def codes(**more: Any) -> fields.List[Any]:
    """Return a list of codes, such as "2": text, though some look like numbers."""
    code = Text(required=True, error_messages={"invalid": "A code is text: put it in quotation marks."})
    return _list(code, [_each_once], **more)


def numbers(least: int = 0) -> fields.List[Any]:
    return _list(number(least), [_each_once])


class Labels(fields.Field[dict[str, str]]):
    """A map of ids to words, such as the options of a question."""

    default_error_messages = {"null": "Write ids with their words, such as “first: The first”."}

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str]:
        if not isinstance(value, dict) or not value:
            raise self.make_error("null")
        if wrong := dict(self._wrong(value)):
            raise ValidationError(wrong)
        return value

    def _wrong(self, value: Mapping[str, Any]) -> Iterable[tuple[str, list[str]]]:
        for key, words in value.items():
            if not AN_ID.match(str(key)) or key in NO_ID:
                yield key, [WANTS_AN_ID]
            elif not isinstance(words, str) or not words.strip() or len(words) > LONGEST_LABEL:
                yield key, [f"This must be text of at most {LONGEST_LABEL} characters, in quotation marks."]


class Names(fields.Field[list[str]]):
    """A list of names, or one of a few words that stand for several."""

    def __init__(self, *words: str) -> None:
        self.words = words
        super().__init__(required=True, **_missing(f"a list, or one of: {', '.join(words)}", {}))

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> Any:
        if isinstance(value, str):
            if value not in self.words:
                raise ValidationError(f"Use a list, or one of: {', '.join(self.words)}.")
            return value
        return ids(1).deserialize(value, *rest, **more)


def _is_id(value: str) -> None:
    if not AN_ID.match(value) or value in NO_ID:
        raise ValidationError(WANTS_AN_ID)


def _not_blank(value: str) -> None:
    if not value.strip():
        raise ValidationError("Write something here.")


def _each_once(items: list[Any]) -> None:
    if twice := next((item for place, item in enumerate(items) if item in items[:place]), None):
        raise ValidationError(f"“{twice}” stands here more than once: name it once.")
