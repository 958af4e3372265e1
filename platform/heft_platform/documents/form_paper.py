"""A question set as paper asks it: boxes to tick, lines to write on, tables with room, and nothing that we know already."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from heft_platform.documents.paper import Ask, Heading, Page, Piece, Table, Words
from heft_platform.gathering.services import FormQuestion, questions_of
from heft_platform.library.services import Document, ProgrammeTemplate, Question
from heft_platform.plans.services import PARTY_WORDS

LINES = {"long_text": 3, "people": 3}
NUMBER = re.compile(r"(-?\d+)(?: \((.+)\))?")  # a step of a scale of numbers, and what it means
MOST_TICKED = 5  # choices that have a column each
NEVER_ASKED = {"computed", "file"}
ROOM = 3  # lines of a table that has none of its own
MOST_COLUMNS, MOST_COLUMNS_LARGE = 6, 2
ROWS_OF = {"targets": "Target", "commitments.all": "Promise", "commitments.own": "Promise"}
FACES = "faces_5"


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What stands in tables of targets and of commitments, these with whose side made them: nothing, on blank paper."""

    targets: tuple[str, ...] = ()
    commitments: tuple[tuple[str, str], ...] = ()

    def of(self, source: str, sides: Collection[str]) -> list[str]:
        """Return the lines of a table that takes them from the plan; a person’s own commitments are those of their sides."""
        if source == "targets":
            return list(self.targets)
        return [said for said, side in self.commitments if source != "commitments.own" or side in sides]


def form_pieces(
    template: ProgrammeTemplate, forms: Sequence[Document], *, rows: Rows, is_large: bool
) -> Iterator[Piece]:
    """Give the pieces of several forms: each on a page of its own, under its name."""
    for number, form in enumerate(forms):
        if number:
            yield Page()
        yield Heading(text=form.label, level=1)
        yield from one_form(template, form, level=2, rows=rows, is_large=is_large)


def one_form(
    template: ProgrammeTemplate, form: Document, *, level: int, rows: Rows, is_large: bool
) -> Iterator[Piece]:
    """Give the pieces of one form, its sections under headings of a level where they say more than its name."""
    sides = {PARTY_WORDS[template.role(role).party] for role in form.completed_by}
    if form.intro:
        yield Words(text=form.intro)
    for section, asked in questions_of(template, form):
        pieces = [
            piece
            for one in asked
            if one.type not in NEVER_ASKED
            for piece in _question(form.question(one.id), one, rows, sides, is_large=is_large)
        ]
        if pieces and (section != form.label or level == 1):
            yield Heading(text=section, level=level)
        yield from pieces


def _question(
    question: Question, asked: FormQuestion, rows: Rows, sides: Collection[str], *, is_large: bool
) -> Iterator[Piece]:
    if asked.type == "statement":
        yield Words(text=question.text)
    elif asked.kind == "table":
        yield from _table(question, asked, rows, sides, is_large=is_large)
    else:
        choices, meanings = _choices(asked)
        yield Ask(
            label=asked.label,
            hint=". ".join(one for one in (_hint(question, asked), meanings) if one),
            choices=choices,
            lines=0 if choices or asked.type == "drawing" else LINES.get(asked.type, 1),
            has_faces=question.scale == FACES,
            is_drawn=asked.type == "drawing",
        )


def _choices(asked: FormQuestion) -> tuple[tuple[str, ...], str]:
    """Return what can be ticked; of a scale of numbers the numbers alone, and what they mean. A code is written."""
    if asked.type == "code":
        return (), ""
    choices = tuple(words for _, words in asked.choices)
    steps = [NUMBER.fullmatch(one) for one in choices]
    if not all(steps):
        return choices, ""
    numbers = [(one.group(1), one.group(2)) for one in steps if one]
    meanings = ", ".join(f"{number} is {said}" for number, said in numbers if said)
    return tuple(number for number, _ in numbers), meanings


def _hint(question: Question, asked: FormQuestion) -> str:
    """Return what stands under a question: its help, and when it is asked."""
    when = [asked.condition.words] if asked.condition else []
    several = ["Tick all that fit"] if question.type == "multi_choice" else []
    return ". ".join(one.rstrip(".") for one in (question.help, *several, *when) if one)


def _table(
    question: Question, asked: FormQuestion, rows: Rows, sides: Collection[str], *, is_large: bool
) -> Iterator[Piece]:
    of_rows = ROWS_OF.get(question.rows_from or "", "")
    from_plan = question.rows_from or ""
    names = rows.of(from_plan, sides) if from_plan else [words for _, words in asked.rows if words]
    columns = list(asked.columns)
    headings = [one.label for one in columns]
    most = MOST_COLUMNS_LARGE if is_large else MOST_COLUMNS
    if names and not is_large and _is_ticked(columns):
        headings = [words for _, words in columns[0].choices] + headings[1:]
        columns = columns[1:]
    number = question.max_rows or ROOM
    if of_rows or names:
        headings = [of_rows or asked.label, *headings]
        lines = [(name, *([""] * (len(headings) - 1))) for name in names or [""] * number]
    else:
        lines = [("",) * len(headings) for _ in range(number)]
    if asked.label not in headings:
        yield Ask(label=asked.label, hint=question.help)
    table = Table(caption=asked.label, headings=tuple(headings), rows=tuple(map(tuple, lines)), is_blank=True)
    yield from [table] if len(headings) <= most else _line_by_line(table)
    if key := _key(columns):
        yield Words(text=key, is_gap=True)


def _is_ticked(columns: Sequence[FormQuestion]) -> bool:
    """Say whether the first thing asked of each line can be ticked under words of its own."""
    first, *others = columns
    return 0 < len(first.choices) <= MOST_TICKED and len(first.choices) + len(others) < MOST_COLUMNS


def _line_by_line(table: Table) -> Iterator[Piece]:
    """Give a table that is too wide as one table for each of its lines, with what is asked down its side."""
    for number, row in enumerate(table.rows[:ROOM] if not table.rows[0][0] else table.rows, start=1):
        name = row[0] or str(number)
        lines = tuple(zip(table.headings, row, strict=True))
        yield replace(
            table,
            caption=f"{table.caption}: {name}",
            headings=(f"{table.caption}: {name}", ""),
            rows=lines[1:] if row[0] else lines,
        )


def _key(columns: Sequence[FormQuestion]) -> str:
    """Return what may be written in the columns that have words of their own."""
    keys = []
    for one in columns:
        choices, meanings = _choices(one)
        if choices:
            said = f"{choices[0]} to {choices[-1]}, where {meanings}" if meanings else ", ".join(choices)
            keys.append(f"{one.label}: {said}.")
    return f"To write in the table. {' '.join(keys)}" if keys else ""
