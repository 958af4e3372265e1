"""A sheet: the questions of one page, with what the template says now. Steps, questions, words and lengths are all read and written so."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from heft_platform.library.editing.choices import Choices, choices_for
from heft_platform.library.editing.kinds import TEXT, Kind, kind_of
from heft_platform.library.editing.places import NoSuchPlaceError, thing_at, things_at
from heft_platform.library.editing.questions import Answer, Question, answer_of, new_id, put, with_names
from heft_platform.library.editing.words import LENGTH, words_of

WHOLE = {"words": "Words", "length": "Length"}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a page asks. `seen` changes with what the template says, so that nobody overwrites what they have not seen."""

    place: str
    title: str
    questions: tuple[Question, ...]
    answers: dict[str, Answer]
    choices: dict[str, Choices]
    seen: str

    def in_words(self, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Say answers question by question, for people who compare two versions."""
        return [(one.label, self._said(one, answers.get(one.key)) or "Not said") for one in self.questions]

    def _said(self, question: Question, answer: Any) -> str:
        words = dict(self.choices.get(question.key, ()))
        if question.sort == "yes":
            return "Yes" if answer else "No"
        if isinstance(answer, list):
            return ", ".join(words.get(one) or str(one) for one in answer)
        return str(words.get(answer, answer)) if answer else ""


def sheet_of(body: dict[str, Any], place: str) -> Sheet:
    """Return the sheet for a thing of a template, or for its words or lengths.

    :raises NoSuchPlaceError: if the template has no such thing
    """
    if place in WHOLE:
        questions = LENGTH if place == "length" else words_of(body)
        return _sheet(place, WHOLE[place], questions, body, body)
    kind = kind_of(place.rpartition("/")[0])
    if kind is None:
        raise NoSuchPlaceError
    thing = thing_at(body, place)
    return _sheet(place, str(thing.get(kind.name_key) or kind.one), kind.questions, thing, body)


def sheet_of_new(body: dict[str, Any], place: str) -> Sheet:
    """Return the sheet for a new thing in the list at a place.

    :raises NoSuchPlaceError: if nothing can be added there
    """
    kind = _addable(place)
    if "/" in place:
        thing_at(body, place.rpartition("/")[0])  # what it would be added to must be there
    return _sheet(place, f"Add {_a(kind.one)}", kind.questions, {}, body)


def write(body: dict[str, Any], place: str, answers: Mapping[str, Answer]) -> None:
    """Write the answers of a sheet into the body.

    :raises NoSuchPlaceError: if the template has no such thing
    """
    sheet = sheet_of(body, place)
    thing = body if place in WHOLE else thing_at(body, place)
    _put_all(sheet.questions, thing, answers, body)


def made(
    body: dict[str, Any], place: str, answers: Mapping[str, Answer], *, prefix: str = ""
) -> dict[str, Any]:
    """Return a new thing for the list at a place, made of answers. Its id begins with the prefix.

    :raises NoSuchPlaceError: if nothing can be added there
    """
    kind = _addable(place)
    taken = {one["id"] for one in things_at(body, place)}
    thing = {"id": new_id(str(answers.get(kind.name_key, "")), taken, prefix=prefix), **kind.begins_with}
    for question in kind.questions:
        if question.sort in {"lines", "choices"} and question.key in {"lead", "duties", "completed_by"}:
            thing[question.key] = []
        if question.key == "week":
            thing["week"] = None
    _put_all(kind.questions, thing, answers, body)
    return thing


def _addable(place: str) -> Kind:
    """Return the kind of things that can be added to the list at a place.

    :raises NoSuchPlaceError: if none can
    """
    kind = kind_of(place)
    if kind is None or kind.is_fixed:
        raise NoSuchPlaceError
    return kind


def _put_all(
    questions: tuple[Question, ...],
    thing: dict[str, Any],
    answers: Mapping[str, Answer],
    body: dict[str, Any],
) -> None:
    owners = choices_for("roles", body, "")
    for question in questions:
        if question.key in answers:
            put(question, thing, answers[question.key], owners)


def _sheet(
    place: str, title: str, questions: tuple[Question, ...], thing: dict[str, Any], body: dict[str, Any]
) -> Sheet:
    answers = {one.key: answer_of(one, thing) for one in questions}
    answers |= {
        one.key: with_names(answers[one.key], choices_for("roles", body, ""))
        for one in questions
        if one.sort == "tasks"
    }
    choices = {one.key: choices_for(one.choices, body, answers[one.key]) for one in questions if one.choices}
    told = json.dumps([answers, [one.key for one in questions]], sort_keys=True)
    seen = hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:16]
    return Sheet(
        place=place, title=title[:TEXT], questions=questions, answers=answers, choices=choices, seen=seen
    )


def _a(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
