"""One question of a form: how it is asked, what may be answered, and how an answer is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from heft_platform import words
from heft_platform.codes import choices_of

NOT_ASKED = "Not asked"
YES_NO = (("yes", "Yes"), ("no", "No"), ("not_known", "Asked, not known"))


@dataclass(frozen=True, kw_only=True)
class Question:
    """A field of a form. Its kind is line, long, choice or day."""

    name: str
    words: str
    kind: str = "long"
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    missing: str = ""  # what is said when it is not answered; may stay open if empty

    @property
    def label(self) -> str:
        return self.words if self.missing else f"{self.words} (optional)"

    def said(self, answer: Any) -> str:
        """Return an answer in words. Blank is not “no”."""
        if answer in {None, ""}:
            return NOT_ASKED
        if self.kind == "choice":
            return dict(self.choices).get(answer, str(answer))
        if self.kind == "day":
            return words.day(date.fromisoformat(str(answer)))
        return str(answer)


def line(name: str, says: str, hint: str = "", missing: str = "") -> Question:
    return Question(name=name, words=says, kind="line", hint=hint, missing=missing)


def long(name: str, says: str, hint: str = "", missing: str = "") -> Question:
    return Question(name=name, words=says, hint=hint, missing=missing)


def day(name: str, says: str, hint: str = "", missing: str = "") -> Question:
    return Question(name=name, words=says, kind="day", hint=hint, missing=missing)


def choice(name: str, says: str, choices: Sequence[tuple[str, str]], missing: str = "") -> Question:
    return Question(name=name, words=says, kind="choice", choices=tuple(choices), missing=missing)


def yes_no(name: str, says: str) -> Question:
    return choice(name, says, YES_NO)


def from_list(name: str, says: str, codes: str) -> Question:
    """Ask for a code of a list of `heft_platform.codes`."""
    return choice(name, says, choices_of(codes))


def as_typed(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers as the fields of a form show them: days in their three boxes."""
    typed = dict(answers)
    for question in questions:
        if question.kind == "day" and (answer := answers.get(question.name)):
            on_day = date.fromisoformat(str(answer))
            parts = {"day": on_day.day, "month": on_day.month, "year": on_day.year}
            typed |= {f"{question.name}-{part}": number for part, number in parts.items()}
    return typed


def said_of(questions: Sequence[Question], answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return every question with its answer in words."""
    return [(question.words, question.said(answers.get(question.name))) for question in questions]
