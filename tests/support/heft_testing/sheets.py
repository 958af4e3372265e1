"""Read a spreadsheet as somebody sees it who opens it."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows_of_sheet(octets: bytes, number: int = 1) -> list[list[str]]:
    """Return the cells of a sheet row by row, as they are kept: days as numbers; an empty cell is an empty text."""
    with zipfile.ZipFile(BytesIO(octets)) as book:
        sheet = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314  (our own)
    rows = []
    for row in sheet.iter(f"{MAIN}row"):
        cells: dict[int, str] = {}
        for cell in row.iter(f"{MAIN}c"):
            assert cell.find(f"{MAIN}f") is None, "a formula"
            cells[_column(cell.attrib["r"])] = "".join(
                part.text or "" for part in cell.iter() if part.tag in {f"{MAIN}t", f"{MAIN}v"}
            )
        rows.append([cells.get(column, "") for column in range(max(cells, default=-1) + 1)])
    return rows


def _column(reference: str) -> int:
    column = 0
    for letter in re.sub(r"\d", "", reference):
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
