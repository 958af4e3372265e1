"""The questions of a template’s document as a form asks them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from heft_platform.codes import choices_of
from heft_platform.library.services import Document, ProgrammeTemplate, Question
from heft_tenants.tables import Visibility

FREE_ROWS = 4
MOST_SHOWN = 11  # choices at once: a rating from 0 to 10 has so many
# By what a template takes them from: the code and the words of each.
Rows = Mapping[str, Sequence[tuple[str, str]]]
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
    "file": "Say what it is. The file itself can be brought at the end of this page",
    "drawing": "Say what was drawn. A picture of it can be brought at the end of this page",
    "people": "One on each line",
}


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A question is asked only if another of the same document has one of these answers; `words` say so."""

    other: str
    answers: tuple[str, ...]
    words: str

    def holds(self, given: Any) -> bool:
        """Say whether the other question was answered so."""
        return not set(self.answers).isdisjoint(given if isinstance(given, list) else [given])


@dataclass(frozen=True, kw_only=True)
class FormQuestion:
    """A question as a form asks it: `kind` is text, long, one, many, table, or none when nothing is typed."""

    id: str
    label: str
    kind: str
    type: str
    hint: str = ""
    is_required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple["FormQuestion", ...] = field(default=())
    rows: tuple[tuple[str, str], ...] = field(default=())
    visibility: Visibility = Visibility.PASTORAL
    compare_as: str | None = None
    condition: Condition | None = None
    takes_rows: bool = False  # its rows are those of the plan
    usual: str = ""  # the code that is chosen unless somebody chooses another

    @property
    def is_long(self) -> bool:
        """Say whether there are so many choices that they stand in a list that opens."""
        return len(self.choices) > MOST_SHOWN

    @property
    def name(self) -> str:
        return f"answer-{self.id}"


@dataclass(frozen=True, kw_only=True)
class Part:
    """Questions under a title."""

    title: str
    questions: tuple[FormQuestion, ...]


def parts_of(template: ProgrammeTemplate, document: Document, *, rows: Rows | None = None) -> list[Part]:
    """Return the questions of a document, section by section. `rows` are those of tables that take them from the plan."""
    known = {one.id: one for section in document.sections for one in section.questions}
    return [
        Part(
            title=section.title,
            questions=tuple(
                _asked(template, document, question, rows=rows or {}, known=known)
                for question in section.questions
            ),
        )
        for section in document.sections
    ]


def questions_of(
    template: ProgrammeTemplate, document: Document
) -> list[tuple[str, tuple[FormQuestion, ...]]]:
    """Return the questions of a document as pairs of a section’s title and what is asked in it, for paper."""
    return [(part.title, part.questions) for part in parts_of(template, document)]


def is_guarded(question: FormQuestion) -> bool:
    """Say whether an answer is of a higher class than the rest of the record."""
    return ORDER.index(question.visibility) > ORDER.index(Visibility.PASTORAL)


def shown_to(questions: Iterable[FormQuestion], sees: Collection[Visibility]) -> list[FormQuestion]:
    """Return the questions that are shown to somebody who sees these classes: whoever reads an answer may write it."""
    return [one for one in questions if one.visibility in sees]


def documents_to_answer(template: ProgrammeTemplate, document: str) -> tuple[Document, ...]:
    """Return the documents of which any may be answered when this one was asked for; none if the template has it not."""
    known = {one.id for one in template.documents}
    return template.group_of(document) if document in known else ()


def guarded_in_others(template: ProgrammeTemplate, document: str) -> dict[str, FormQuestion]:
    """Return by id the guarded questions of the other documents of which one is chosen instead of this one."""
    return {
        question.id: question
        for other in documents_to_answer(template, document)
        if other.id != document
        for part in parts_of(template, other)
        for question in part.questions
        if is_guarded(question)
    }


def _asked(
    template: ProgrammeTemplate,
    document: Document,
    question: Question,
    *,
    rows: Rows,
    known: Mapping[str, Question],
) -> FormQuestion:
    kind, choices = _kind(template, question)
    if question.rows_from:
        there = tuple(rows.get(question.rows_from, ()))
    else:
        there = tuple(question.fixed_rows.items()) or tuple(
            (str(number), "") for number in range(question.max_rows or FREE_ROWS)
        )
    return FormQuestion(
        id=question.id,
        label=question.label,
        kind=kind,
        type=question.type,
        hint=question.help or question.text or HINTS.get(question.type, ""),
        is_required=question.required,
        choices=choices,
        columns=tuple(_asked(template, document, one, rows={}, known={}) for one in question.columns),
        rows=there if kind == "table" else (),
        visibility=document.visibility_of(question),
        compare_as=question.compare_as,
        condition=_condition(template, question, known),
        takes_rows=question.rows_from is not None,
        usual=question.default or "",
    )


def _condition(
    template: ProgrammeTemplate, question: Question, known: Mapping[str, Question]
) -> Condition | None:
    if question.shown_when is None or question.shown_when.field not in known:
        return None
    other = known[question.shown_when.field]
    _, choices = _kind(template, other)
    said = [words for code, words in choices if code in question.shown_when.values]
    return Condition(
        other=other.id,
        answers=question.shown_when.values,
        words=f"Only if the answer to “{other.label}” is: {' or '.join(said)}",
    )


def _kind(template: ProgrammeTemplate, question: Question) -> tuple[str, tuple[tuple[str, str], ...]]:
    if question.type in {"computed", "statement"}:
        return "none", ()
    if question.type == "table":
        return "table", ()
    if question.type in TEXTS:
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
    if question.type == "code" and question.codes:
        return tuple((code, f"{code}: {words}") for code, words in choices_of(question.codes))
    if question.type == "scale" and question.scale:
        return tuple(template.scale(question.scale).items())
    offered = {
        "purposes": template.purposes(),
        "entry.triggers": template.triggers(),
        "verdicts.next_steps": template.next_steps(),
    }
    return tuple(offered.get(question.options_from or "", question.options.items()))
