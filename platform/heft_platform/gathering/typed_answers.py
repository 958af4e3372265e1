"""What somebody typed in answer to the questions of a document: read, kept, and read out again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from heft_platform.forms import NEVER_TYPED, Problems
from heft_platform.gathering.questions import FormQuestion

LONGEST = 4000
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
HOW, EXPLAINED = "method", "explained"  # what a document may ask of itself
ROW, ROW_WORDS = "row", "row_words"  # which row of a table was answered, and what stood there


def asks_itself(questions: Iterable[FormQuestion], question_id: str) -> bool:
    """Say whether a document itself asks how it was done, or whether its purpose was explained."""
    return any(one.id == question_id for one in questions)


def how_it_was_done(questions: Sequence[FormQuestion], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a document was answered, where it asks that itself: nobody is asked twice."""
    noted: dict[str, Any] = {}
    if asks_itself(questions, HOW):
        noted["method"] = str(answers.get(HOW, ""))
    if asks_itself(questions, EXPLAINED):
        noted["was_explained"] = answers.get(EXPLAINED) == "yes"
    return noted


def is_typed(typed: "MultiDict[str, str]", question: FormQuestion) -> bool:
    """Say whether anything was typed or chosen in answer to a question."""
    names = [name for name in typed if name == question.name or name.startswith(f"{question.name}-")]
    return any(value.strip() for name in names for value in typed.getlist(name))


def answers_in(
    typed: "MultiDict[str, str]", questions: Iterable[FormQuestion], problems: Problems
) -> dict[str, Any]:
    """Return what was answered, by question; what is wrong with it is gathered. Nothing typed is no answer.

    What is asked only under a condition is neither needed nor kept where that does not hold: see `not_asked`.
    """
    answers = {}
    several = list(questions)
    left_out = {one.id for one in not_asked(typed, several)}
    for question in several:
        if question.id in left_out:
            continue
        answer = _answer(typed, question, question.name, problems)
        if answer:
            answers[question.id] = answer
        elif question.is_required and question.kind != "none" and (question.rows or not question.takes_rows):
            problems.add(question.name, f"Answer this: {question.label}")
    return answers


def rows_gone_since(
    questions: Iterable[FormQuestion], before: Mapping[str, Any]
) -> dict[str, list[dict[str, Any]]]:
    """Return what was said in rows that the plan no longer has, by question: no form shows them, so none may lose them."""
    known = {one.id: dict(one.rows) for one in questions if one.takes_rows}
    gone = {
        name: [
            row
            for row in before.get(name, ())
            if isinstance(row, dict) and ROW_WORDS in row and row[ROW] not in codes
        ]
        for name, codes in known.items()
    }
    return {name: rows for name, rows in gone.items() if rows}


def not_asked(typed: "MultiDict[str, str]", questions: Iterable[FormQuestion]) -> list[FormQuestion]:
    """Return the questions whose condition does not hold; one that hangs on such a question is not asked either."""
    known = {one.id: one for one in questions}
    left_out: dict[str, bool] = {}

    def is_left_out(question: FormQuestion) -> bool:
        if question.id not in left_out:
            left_out[question.id] = False  # a ring of conditions ends here
            other = known.get(question.condition.other) if question.condition else None
            if question.condition and other:
                given = typed.getlist(other.name)
                left_out[question.id] = is_left_out(other) or not question.condition.holds(given)
        return left_out[question.id]

    return [one for one in known.values() if is_left_out(one)]


def in_words(question: FormQuestion, answer: Any) -> str:
    """Return an answer as people read it."""
    words = dict(question.choices)
    if isinstance(answer, list) and answer and isinstance(answer[0], dict):
        return "; ".join(_row_in_words(question, row) for row in answer)
    if isinstance(answer, list):
        return "; ".join(words.get(str(one), str(one)) for one in answer)
    return words.get(str(answer), str(answer))


def as_offered(questions: Iterable[FormQuestion]) -> "MultiDict[str, str]":
    """Return what a form holds before anybody answered: what is usual is chosen."""
    return MultiDict({one.name: one.usual for one in questions if one.usual})


def as_typed(questions: Iterable[FormQuestion], answers: Mapping[str, Any]) -> "MultiDict[str, str]":
    """Return kept answers as a form holds them."""
    typed: MultiDict[str, str] = MultiDict()
    for question in questions:
        answer = answers.get(question.id)
        if question.kind == "table":
            for number, row in enumerate(answer or ()):
                for column in question.columns:
                    typed[f"{question.name}-{row.get(ROW) or number}-{column.id}"] = str(
                        row.get(column.id, "")
                    )
        elif isinstance(answer, list):
            typed.setlist(question.name, answer)
        elif answer is not None:
            typed[question.name] = str(answer)
    return typed


def _answer(typed: "MultiDict[str, str]", question: FormQuestion, name: str, problems: Problems) -> Any:
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


def _rows(typed: "MultiDict[str, str]", question: FormQuestion, problems: Problems) -> list[dict[str, Any]]:
    rows = []
    for code, label in question.rows:
        row = {}
        for column in question.columns:
            name = f"{question.name}-{code}-{column.id}"
            if answer := _answer(typed, column, name, problems):
                row[column.id] = answer
            elif question.takes_rows and question.is_required and column.is_required:
                problems.add(name, f"Answer “{column.label}” for: {label}")
        if row:
            said_of = {ROW: code, ROW_WORDS: label} if question.takes_rows else {ROW: code} if label else {}
            rows.append({**said_of, **row})
    return rows


def _row_in_words(question: FormQuestion, row: Mapping[str, Any]) -> str:
    label = row.get(ROW_WORDS) or dict(question.rows).get(str(row.get(ROW, "")), "")
    said = ", ".join(in_words(one, row[one.id]) for one in question.columns if one.id in row)
    return f"{label}: {said}" if label else said
