"""What is made of the rows of a file: what each says and of whom, or what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from heft_platform.calendar.services import SchoolCalendar
from heft_platform.csv_tables import DateColumn, Line, LineProblem, Table
from heft_platform.pupils.services import OnRoll, PupilNotFoundError, Roll
from heft_platform.records.checking import checked
from heft_platform.records.refusals import RecordRefusedError
from heft_platform.records.said import Said

MOST_ROWS = 50_000
LONGEST_TEXT = 10_000
LONGEST_WORD = 200


class CellError(Exception):
    """A cell cannot be understood: the field and the words for the preview."""

    def __init__(self, field: str, words: str) -> None:
        self.field, self.words = field, words
        super().__init__(words)


@dataclass(frozen=True, kw_only=True)
class KnownOfSchool:
    """What reading a file needs to know: whom the school has, when there is school, what day it is, and which period was typed."""

    roll: Roll
    calendar: SchoolCalendar
    today: date
    period: tuple[date, date] | None = None


@dataclass(frozen=True, kw_only=True)
class ReadLine:
    """A row that was understood: of whom it is, how the other system knows it, and what it says."""

    row: int
    pupil: OnRoll
    outside_id: str
    said: Said


@dataclass(kw_only=True)
class ReadFile:
    """A file row by row. `unknown` are rows about pupils who are not on the school's list."""

    lines: list[ReadLine] = field(default_factory=list)
    problems: list[LineProblem] = field(default_factory=list)
    unknown: list[LineProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: int = 0


def lines_with_pupils(table: Table, known: KnownOfSchool, read: ReadFile) -> Iterator[tuple[Line, OnRoll]]:
    """Give each row that lies rightly in its columns and names a pupil; of the others say what is wrong."""
    born = table.dates("born_on", latest=known.today)
    for line in table.lines:
        if line.problems:
            read.problems += [table.problem(line.row, name, words) for name, words in line.problems]
            continue
        try:
            pupil = known.roll.whom(line, born)
        except PupilNotFoundError as refusal:
            named = next((one for one in (refusal.field, "family_name", "name") if table.has(one)), "upn")
            found = table.problem(line.row, named, refusal.words)
            (read.unknown if refusal.is_unknown else read.problems).append(found)
            continue
        yield line, pupil


def add(table: Table, known: KnownOfSchool, read: ReadFile, line: ReadLine) -> None:
    """Take a row over if the rules of the record allow it; else say which does not."""
    try:
        said = checked(line.said, today=known.today, calendar=known.calendar)
    except RecordRefusedError as refusal:
        read.problems.append(table.problem(line.row, refusal.field, refusal.words))
        return
    read.lines.append(ReadLine(row=line.row, pupil=line.pupil, outside_id=line.outside_id, said=said))


def day_of(line: Line, field: str, column: DateColumn, *, missing: str = "") -> date | None:
    """Return the day that a cell says; None if it is empty and need not say one.

    :raises CellError: if it says none, or is empty and must say one
    """
    cell = line.get(field)
    if not cell and not missing:
        return None
    day = column.read(cell)
    if day is None:
        raise CellError(field, column.why_not(cell) if cell else missing)
    return day


def words_of(line: Line, field: str, *, most: int = LONGEST_WORD) -> str:
    """Return what a cell says in words.

    :raises CellError: if they are more than the record takes
    """
    words = line.get(field)
    if len(words) > most:
        raise CellError(field, f"This has {len(words):,} characters, and may have {most:,}. Make it shorter")
    return words
