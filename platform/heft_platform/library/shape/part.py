"""A part of a template: some keys, and no others."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validates_schema

from heft_platform.form_words import give_words
from heft_platform.library.shape import values


class Part(Schema):
    """A part of a template. What is named here must be right, and nothing else may stand here."""

    class Meta:
        unknown = EXCLUDE  # named by `refuse_others`, with what may stand here

    error_messages = {"type": values.NEEDS_KEYS}

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Let no key speak in the words of the library that reads it."""
        del field_name
        give_words(field_obj, nothing=values.NOTHING_HERE)

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def refuse_others(self, _data: Any, original: Any, **_: Any) -> None:
        """Refuse a key that has no meaning here: left as it is, a slip would silently leave something out."""
        if not isinstance(original, Mapping):
            return
        known = [field.data_key or name for name, field in self.fields.items()]
        if wrong := {key: [_no_such_key(key, known)] for key in original if key not in known}:
            raise ValidationError(wrong)


def _no_such_key(key: str, known: list[str]) -> str:
    near = get_close_matches(str(key), known, n=1)
    return (
        f"There is no such key. Did you mean “{near[0]}”?"
        if near
        else f"There is no such key. Use: {', '.join(known)}."
    )


class Labelled(Part):
    """A part with an id and words for people."""

    id = values.an_id()
    label = values.label()
