"""Lists as spreadsheets, however long they are: rows come one by one, and none of them stays in memory."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from flask import Response

from heft_platform.clock import SCHOOL_TIME
from heft_platform.full_lists import Cell

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_000_000  # on one sheet; a spreadsheet program reads few more
LONGEST_CELL = 32_000  # characters; a spreadsheet program reads few more
CUT = " … (cut: too long for a spreadsheet)"
EARLIEST = date(1900, 3, 1)  # spreadsheets count days wrongly before
PIECE = 64 * 1024


def answer_with_spreadsheet(name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """Answer with rows as a file of this name, without its ending. All rows have been read when this returns."""
    file = write_spreadsheet(headings, rows)
    octets = file.seek(0, 2)
    file.seek(0)
    response = Response(_pieces(file), mimetype=TYPE)
    response.call_on_close(file.close)
    response.content_length = octets
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response.headers["Cache-Control"] = "no-store"
    return response


def write_spreadsheet(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """Return a spreadsheet as a file on disk that is gone when it is closed.

    Every row has a cell for each heading. Text stays text, also where it begins like a formula or an address; days are days, and moments are in school time.
    """
    file = TemporaryFile()  # noqa: SIM115  (whoever sends it closes it)
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    formats = {
        "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
    }
    left = iter(rows)
    first = next(left, None)
    while True:
        begun = [] if first is None else [first]
        _write_sheet(book, formats, headings, chain(begun, islice(left, MOST_ROWS - 1)))
        first = next(left, None)
        if first is None:
            break
    book.close()
    return file


def _write_sheet(
    book: Any, formats: dict[str, Any], headings: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    sheet = book.add_worksheet()
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, max(14, min(40, len(heading) + 4)))
        sheet.write_string(0, column, heading, formats["heading"])
    sheet.freeze_panes(1, 0)
    number = 0
    for number, cells in enumerate(rows, start=1):
        for column, (_, cell) in enumerate(zip(headings, cells, strict=True)):
            _write_cell(sheet, number, column, cell, formats)
    sheet.autofilter(0, 0, number, len(headings) - 1)


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    """Write a cell as what it is. Booleans are words: “TRUE” is a program's, not a person's."""
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_string(row, column, "Yes" if cell else "No")
    elif isinstance(cell, datetime) and cell.astimezone(UTC).date() >= EARLIEST:
        sheet.write_datetime(
            row, column, cell.astimezone(SCHOOL_TIME).replace(tzinfo=None), formats["moment"]
        )
    elif isinstance(cell, date) and not isinstance(cell, datetime) and cell >= EARLIEST:
        sheet.write_datetime(row, column, cell, formats["day"])
    elif isinstance(cell, int | float | Decimal):
        sheet.write_number(row, column, cell)
    else:
        text = f"{cell:%H:%M}" if isinstance(cell, time) else str(cell)
        sheet.write_string(
            row, column, text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
        )


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
