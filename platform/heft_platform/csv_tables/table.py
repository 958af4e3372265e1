"""The rows under the headings, however much stands above, between and below them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from heft_platform.csv_files import rows_of
from heft_platform.csv_tables.cells import as_lines, short
from heft_platform.csv_tables.dates import DateColumn
from heft_platform.csv_tables.layout import HeadersMissingError, Layout
from heft_platform.csv_tables.problems import LineProblem
from heft_tenants.refusals import Refused

TITLE_LINES = 10  # reports put a title and a date above their headings
NO_RECORD = re.compile(
    r"(grand |sub-?)?totals?\b|(average|mean|count|sum|overall)\b|end of (report|file)|"
    r"(report )?(printed|generated|exported|produced|created|run) (on|at|by)\b|page \d",
    re.IGNORECASE,
)


class TooManyRowsError(Refused):
    """There are more rows than such a file has; `most` says how many it may have."""

    def __init__(self, most: int) -> None:
        self.most = f"{most:,}"
        super().__init__(most)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row: its number as a spreadsheet shows it, and its cells by field."""

    row: int
    said: Mapping[str, str]
    problems: tuple[tuple[str, str], ...]  # of its place among the columns: the field, the words

    def get(self, field: str) -> str:
        return self.said.get(field, "")


@dataclass(frozen=True, kw_only=True)
class Table:
    """A file that was understood: which columns it has, what stands above them, and its rows."""

    layout: Layout
    headings: Sequence[str]
    places: Mapping[str, Sequence[int]]
    title: str
    lines: Sequence[Line]

    def has(self, field: str) -> bool:
        return field in self.places

    def column(self, field: str) -> Iterator[str]:
        """Give what every row says in a column."""
        return (line.get(field) for line in self.lines)

    def dates(self, field: str, *, latest: date) -> DateColumn:
        """Return the reader of a column of dates, which has looked at all of it."""
        return DateColumn(self.column(field), latest=latest)

    def heading_of(self, field: str) -> str:
        """Return how the file itself calls a column, so that it is found there."""
        return self.headings[self.places[field][0]] if field in self.places else self.layout.words_of(field)

    def problem(self, row: int, field: str, words: str) -> LineProblem:
        return LineProblem(row=row, column=self.heading_of(field), words=words)


def read_table(text: str, layout: Layout) -> Table:
    """Return the table of a file.

    :raises HeadersMissingError: if no line near the top names the columns that are needed
    :raises TooManyRowsError: if there are more rows than the layout allows
    :raises BrokenTableError: at the first row that no spreadsheet could read
    """
    rows = rows_of(text)
    headings, title = _find_headings(rows, layout)
    places = layout.places_in(headings)
    lines: list[Line] = []
    for row, cells in rows:
        if cells == headings or _is_no_record(cells, places):
            continue
        if len(lines) == layout.most_rows:
            raise TooManyRowsError(layout.most_rows)
        lines.append(_line(row, cells, headings, places))
    return Table(layout=layout, headings=headings, places=places, title=title, lines=lines)


def _find_headings(rows: Iterator[tuple[int, list[str]]], layout: Layout) -> tuple[list[str], str]:
    """Return the first line that names the columns, and what stood above it, leaving the rows after it to be read."""
    best: list[str] = []
    above: list[str] = []
    for _, cells in islice(rows, TITLE_LINES):
        if not layout.missing_from(layout.places_in(cells)):
            return cells, "\n".join(above)
        best = max(best, cells, key=lambda headings: len(layout.places_in(headings)))
        above.append(" ".join(filter(None, cells)))
    raise HeadersMissingError(layout.missing_from(layout.places_in(best)), best)


def _is_no_record(cells: Sequence[str], places: Mapping[str, Sequence[int]]) -> bool:
    """Say whether a row adds up those above it, or says when it was printed: its first words say so, and it names no UPN."""
    first = next((place for place, cell in enumerate(cells) if cell), 0)
    of_upn = [cells[place] for place in places.get("upn", ()) if first != place < len(cells)]
    is_counted = not any(letter.isalpha() for cell in of_upn for letter in cell)
    return NO_RECORD.match(cells[first]) is not None and is_counted


def _line(row: int, cells: list[str], headings: list[str], places: Mapping[str, Sequence[int]]) -> Line:
    said: dict[str, str] = {}
    problems: list[tuple[str, str]] = []
    for field, there in places.items():
        if len(there) == 1:
            said[field] = as_lines(cells[there[0]]) if there[0] < len(cells) else ""
            continue
        different = _different(cells, there)
        said[field] = different[0] if different else ""
        if len(different) > 1:
            problems.append((field, _said_twice(headings[there[0]], different)))
    if any(cells[len(headings) :]):
        problems.append(
            (
                "row",
                "This row has more cells than there are headings. Put names with a comma in quotation marks",
            )
        )
    return Line(row=row, said=said, problems=tuple(problems))


def _different(cells: Sequence[str], places: Iterable[int]) -> list[str]:
    said = (as_lines(cells[place]) for place in places if place < len(cells))
    return list(dict.fromkeys(filter(None, said)))


def _said_twice(heading: str, different: Sequence[str]) -> str:
    return (
        f"Two columns are called “{heading}”, and say “{short(different[0])}” and “{short(different[1])}”."
        " Rename the one that is not meant"
    )
