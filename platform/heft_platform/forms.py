"""Forms: what was answered, what is wrong with it, and the words that say what to do."""

import re
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load
from werkzeug.datastructures import MultiDict

from heft_platform.form_words import OF_SCHEMA, give_words
from heft_tenants.refusals import ChangedMeanwhileError, Refused

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NEVER_TYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SaidOf = Mapping[type[Any], tuple[str, str]]  # of refusals; type[Refused] would refuse a mapping of one kind


def said(*, missing: str, invalid: str | None = None) -> dict[str, Any]:
    """Say in the page's words that an answer is missing, or of the wrong form."""
    return {"required": missing, "null": missing, "invalid": invalid or missing}


class Form(Schema):
    """What a form accepts: named after the deed. Lists stay lists, dates may come in three parts."""

    class Meta:
        unknown = EXCLUDE  # the CSRF token and the button arrive with the answers

    error_messages = OF_SCHEMA

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Let no question speak in the library's words."""
        del field_name
        give_words(field_obj)

    def read(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers as the types the service expects.

        :raises marshmallow.ValidationError: naming every answer that is wrong
        """
        read: dict[str, Any] = self.load(answers)
        return read

    @pre_load
    def _gather(self, answers: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        gathered: dict[str, Any] = {}
        for name, field in self.fields.items():
            if isinstance(field, fields.Date):
                value: Any = date_in_parts(answers, name)
            elif isinstance(field, fields.List) and isinstance(answers, MultiDict):
                value = answers.getlist(name)
            else:
                value = answers.get(name)
            if isinstance(value, str):
                value = without_control_characters(value)
            elif isinstance(value, list):
                value = [without_control_characters(one) for one in value]
            if value is not None and (value != "" or isinstance(field, fields.String)):
                gathered[name] = value
        return gathered


def without_control_characters(typed: str) -> str:
    """Return what was typed without what no key writes and the database refuses; lines and tabs stay."""
    return NEVER_TYPED.sub("", typed).replace("\r\n", "\n").strip()


def date_in_parts(answers: Mapping[str, Any], name: str) -> str | None:
    """Return a date as YYYY-MM-DD from its three boxes, or as it was typed in one; None if nothing was typed."""
    parts = [str(answers.get(f"{name}-{part}") or "").strip() for part in ("day", "month", "year")]
    if not any(parts):
        return answers.get(name) or None
    day, month, year = parts
    if month[:3].lower() in MONTHS:
        month = str(MONTHS.index(month[:3].lower()) + 1)
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


def in_three_boxes(name: str, day: date) -> dict[str, str]:
    """Return the answers of a question for a date that say a day: what `date_in_parts` reads."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


@dataclass(frozen=True)
class Problem:
    """One line of the error summary: the words, and the field they lead to."""

    field: str
    words: str


class Problems:
    """What is wrong with the answers, field by field, in the order of the form."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._by_field = {problem.field: problem.words for problem in problems}
        self.changed_meanwhile = False

    def __bool__(self) -> bool:
        return bool(self._by_field)

    def add(self, field: str, words: str) -> None:
        self._by_field.setdefault(field, words)

    def follow(self, page: Sequence[tuple[str, ...]]) -> None:
        """Take the order of a page that asks in parts. `page` says, part by part, how the names of its fields begin."""

        def part_of(field: str) -> int:
            return next((number for number, names in enumerate(page) if field.startswith(names)), 0)

        self._by_field = dict(sorted(self._by_field.items(), key=lambda one: part_of(one[0])))

    def of(self, field: str) -> str | None:
        """Return what is wrong with one answer, or None."""
        return self._by_field.get(field)

    def summary(self) -> list[Problem]:
        return [Problem(field, words) for field, words in self._by_field.items()]

    @contextmanager
    def gathered(self, said_of: SaidOf) -> Generator[None]:
        """Turn wrong answers and refusals into problems instead of errors."""
        try:
            yield
        except ValidationError as invalid:
            for name, messages in invalid.messages_dict.items():
                self.add(name, _first(messages))
        except Refused as refusal:
            if type(refusal) not in said_of:
                raise
            field, words = said_of[type(refusal)]
            self.changed_meanwhile = isinstance(refusal, ChangedMeanwhileError)
            self.add(field, _Said().format(words, refusal=refusal))


class _Said(Formatter):
    """Puts what a refusal knows into its words. A day is said as “5 January 2027”."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, date) and not format_spec:
            return f"{value.day} {value:%B %Y}"
        return str(super().format_field(value, format_spec))


def _first(messages: Any) -> str:
    while not isinstance(messages, str):
        messages = next(iter(messages.values() if isinstance(messages, dict) else messages))
    return messages
