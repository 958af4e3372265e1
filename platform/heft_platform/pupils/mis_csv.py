"""Pupils from a file of the school's management information system: every problem is said, none is skipped."""

from collections.abc import Iterator
from datetime import date

from heft_platform.csv_tables import LineProblem, Table, TooManyRowsError, as_text, read_table
from heft_platform.pupils.line_problems import (
    problems_of_date,
    problems_of_identity,
    problems_of_place,
    problems_of_school,
)
from heft_platform.pupils.mis_columns import LAYOUT
from heft_platform.pupils.pupil_line import PupilLine, pupil_of
from heft_tenants.refusals import Refused


class TooManyPupilsError(Refused):
    """There are more rows than any school has pupils."""


def read_pupils(text: str, *, today: date) -> tuple[list[PupilLine], list[LineProblem]]:
    """Return the pupils of a file, and everything that is wrong with it. With any problem, nothing may be imported.

    :raises HeadersMissingError: if no line near the top names the UPN and a name
    :raises TooManyPupilsError: if there are more than 5,000 pupils
    :raises BrokenTableError: at the first row that no spreadsheet could read
    """
    try:
        table = read_table(text, LAYOUT)
    except TooManyRowsError as refusal:
        raise TooManyPupilsError from refusal
    read = list(_read(table, today))
    return [pupil for pupil, _ in read], [problem for _, problems in read for problem in problems]


def _read(table: Table, today: date) -> Iterator[tuple[PupilLine, list[LineProblem]]]:
    born, left = table.dates("born_on", latest=today), table.dates("left_on", latest=today)
    row_of_upn: dict[str, int] = {}
    for line in table.lines:
        said = {field: as_text(cell) for field, cell in line.said.items()}
        pupil = pupil_of(
            line.row,
            said,
            columns=frozenset(table.places),
            born_on=born.read(said.get("born_on", "")),
            left_on=left.read(said.get("left_on", "")),
        )
        found = [
            *problems_of_identity(pupil),
            *problems_of_date("born_on", said, born, today),
            *problems_of_date("left_on", said, left, today),
            *problems_of_school(pupil, said),
            *problems_of_place(pupil, row_of_upn),
            *line.problems,
        ]
        yield pupil, [table.problem(line.row, field, words) for field, words in found]
