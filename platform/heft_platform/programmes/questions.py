"""The questions of a template’s document as a form asks them, and what somebody typed in answer."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from heft_platform.forms import NEVER_TYPED, Problems
from heft_platform.library.services import Document, ProgrammeTemplate, Question
from heft_tenants.tables import Visibility

LONGEST = 4000
FREE_ROWS = 4
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
ORDER = list(Visibility)
YES_NO = (("yes", "Yes"), ("no", "No"))
TEXTS = {
    "short_text": "text",
    "integer": "text",
    "number": "text",
    "date": "text",
    "time": "text",
    "person": "text",
}
LONG_TEXTS = {"long_text", "people", "file", "drawing"}
HINTS = {
    "file": "Say where the paper is kept",
    "drawing": "Say what was drawn, and where the drawing is kept",
    "people": "One on each line",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as a form asks it: `kind` is text, long, one, many, table, or none when nothing is typed."""

    id: str
    label: str
    kind: str
    type: str
    hint: str = ""
    is_required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple["Asked", ...] = field(default=())
    rows: tuple[tuple[str, str], ...] = field(default=())
    visibility: Visibility = Visibility.PASTORAL
    compare_as: str | None = None

    @property
    def name(self) -> str:
        return f"answer-{self.id}"


@dataclass(frozen=True, kw_only=True)
class Part:
    """Questions under a title."""

    title: str
    questions: tuple[Asked, ...]


def parts_of(template: ProgrammeTemplate, document: Document) -> list[Part]:
    """Return the questions of a document, section by section."""
    return [
        Part(
            title=section.title,
            questions=tuple(_asked(template, document, question) for question in section.questions),
        )
        for section in document.sections
    ]


def is_guarded(question: Asked) -> bool:
    """Say whether an answer is of a higher class than the rest of the record."""
    return ORDER.index(question.visibility) > ORDER.index(Visibility.PASTORAL)


def shown_to(questions: Iterable[Asked], sees: Collection[Visibility]) -> list[Asked]:
    """Return the questions that are shown to somebody who sees these classes: whoever reads an answer may write it."""
    return [one for one in questions if one.visibility in sees]


def answers_in(
    typed: "MultiDict[str, str]", questions: Iterable[Asked], problems: Problems
) -> dict[str, Any]:
    """Return what was answered, by question; what is wrong with it is gathered. Nothing typed is no answer."""
    answers = {}
    for question in questions:
        answer = _answer(typed, question, question.name, problems)
        if answer:
            answers[question.id] = answer
        elif question.is_required and question.kind != "none":
            problems.add(question.name, f"Answer this: {question.label}")
    return answers


def in_words(question: Asked, answer: Any) -> str:
    """Return an answer as people read it."""
    words = dict(question.choices)
    if isinstance(answer, list) and answer and isinstance(answer[0], dict):
        return "; ".join(_row_in_words(question, row) for row in answer)
    if isinstance(answer, list):
        return "; ".join(words.get(str(one), str(one)) for one in answer)
    return words.get(str(answer), str(answer))


def as_typed(questions: Iterable[Asked], answers: Mapping[str, Any]) -> "MultiDict[str, str]":
    """Return kept answers as a form holds them."""
    typed: MultiDict[str, str] = MultiDict()
    for question in questions:
        answer = answers.get(question.id)
        if question.kind == "table":
            for number, row in enumerate(answer or ()):
                for column in question.columns:
                    typed[f"{question.name}-{row.get('row') or number}-{column.id}"] = str(
                        row.get(column.id, "")
                    )
        elif isinstance(answer, list):
            typed.setlist(question.name, answer)
        elif answer is not None:
            typed[question.name] = str(answer)
    return typed


def _asked(template: ProgrammeTemplate, document: Document, question: Question) -> Asked:
    kind, choices = _kind(template, question)
    rows = tuple(question.fixed_rows.items()) or tuple(
        (str(number), "") for number in range(question.max_rows or FREE_ROWS)
    )
    return Asked(
        id=question.id,
        label=question.label,
        kind=kind,
        type=question.type,
        hint=question.help or question.text or HINTS.get(question.type, ""),
        is_required=question.required,
        choices=choices,
        columns=tuple(_asked(template, document, one) for one in question.columns),
        rows=rows if kind == "table" else (),
        visibility=document.visibility_of(question),
        compare_as=question.compare_as,
    )


def _kind(template: ProgrammeTemplate, question: Question) -> tuple[str, tuple[tuple[str, str], ...]]:
    if question.type in {"computed", "statement"}:
        return "none", ()
    if question.type == "table":
        return "table", ()
    if question.type in TEXTS or question.type == "code":
        return "text", ()
    if question.type in LONG_TEXTS:
        return "long", ()
    choices = _choices(template, question)
    return ("many" if question.type == "multi_choice" else "one"), choices


def _choices(template: ProgrammeTemplate, question: Question) -> tuple[tuple[str, str], ...]:
    if question.type == "yes_no":
        return YES_NO
    if question.type == "yes_no_unsure":
        return (*YES_NO, ("unsure", "Not sure"))
    if question.type == "scale" and question.scale:
        return tuple(template.scale(question.scale).items())
    offered = {
        "purposes": template.purposes(),
        "entry.triggers": template.triggers(),
        "verdicts.next_steps": template.next_steps(),
    }
    return tuple(offered.get(question.options_from or "", question.options.items()))


def _answer(typed: "MultiDict[str, str]", question: Asked, name: str, problems: Problems) -> Any:
    if question.kind == "none":
        return None
    if question.kind == "table":
        return _rows(typed, question, problems)
    known = {code for code, _ in question.choices}
    if question.kind == "many":
        return [code for code in typed.getlist(name) if code in known]
    text = NEVER_TYPED.sub("", typed.get(name, "")).replace("\r\n", "\n").strip()
    if question.kind == "one":
        return text if text in known else ""
    if len(text) > LONGEST:
        problems.add(name, f"Use {LONGEST} characters or fewer")
    if text and question.type in {"integer", "number"} and not NUMBER.fullmatch(text):
        problems.add(name, f"Enter a number: {question.label}")
    return text


def _rows(typed: "MultiDict[str, str]", question: Asked, problems: Problems) -> list[dict[str, Any]]:
    rows = []
    for code, label in question.rows:
        row = {
            column.id: answer
            for column in question.columns
            if (answer := _answer(typed, column, f"{question.name}-{code}-{column.id}", problems))
        }
        if row:
            rows.append({"row": code, **row} if label else row)
    return rows


def _row_in_words(question: Asked, row: Mapping[str, Any]) -> str:
    label = dict(question.rows).get(str(row.get("row", "")), "")
    said = ", ".join(in_words(one, row[one.id]) for one in question.columns if one.id in row)
    return f"{label}: {said}" if label else said
