"""Pupils from a file of the school's management information system: every problem is said, none is skipped."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from heft_platform.csv_files import rows_of
from heft_platform.pupils.line_problems import LineProblem, problems_of, problems_of_place
from heft_platform.pupils.mis_columns import FIELD_WORDS, HeadersMissingError, columns_of, missing_from
from heft_platform.pupils.pupil_line import PupilLine, as_text, pupil_of
from heft_tenants.refusals import Refused

TITLE_LINES = 10  # reports put a title and a date above their headings
MOST_PUPILS = 5000


class TooManyPupilsError(Refused):
    """There are more rows than any school has pupils."""


def read_pupils(text: str, *, today: date) -> tuple[list[PupilLine], list[LineProblem]]:
    """Return the pupils of a file, and everything that is wrong with it. With any problem, nothing may be imported.

    :raises HeadersMissingError: if no line near the top names the UPN and a name
    :raises TooManyPupilsError: if there are more than 5,000 pupils
    :raises BrokenTableError: at the first row that no spreadsheet could read
    """
    rows = rows_of(text)
    headings = _find_headings(rows)
    columns = columns_of(headings)
    pupils: list[PupilLine] = []
    problems: list[LineProblem] = []
    row_of_upn: dict[str, int] = {}
    for row, cells in rows:
        if len(pupils) == MOST_PUPILS:
            raise TooManyPupilsError
        said = {field: as_text(cells[place]) for field, place in columns.items() if place < len(cells)}
        pupil = pupil_of(row, said, columns)
        pupils.append(pupil)
        found = [*problems_of(pupil, said, today), *problems_of_place(pupil, cells, headings, row_of_upn)]
        problems += [
            LineProblem(row=row, column=_heading(field, columns, headings), words=words)
            for field, words in found
        ]
    return pupils, problems


def _find_headings(rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    """Return the first line that names the columns, leaving the rows after it to be read."""
    best: list[str] = []
    for _, cells in islice(rows, TITLE_LINES):
        if not missing_from(columns_of(cells)):
            return cells
        best = max(best, cells, key=lambda headings: len(columns_of(headings)))
    raise HeadersMissingError(missing_from(columns_of(best)))


def _heading(field: str, columns: Mapping[str, int], headings: Sequence[str]) -> str:
    """Return how the file itself calls a column, so that it is found there."""
    return headings[columns[field]] if field in columns else FIELD_WORDS[field]
