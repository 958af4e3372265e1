"""Reading spreadsheets saved as text, whoever saved them: always as text, and never more than is needed."""

import csv
import io
import re
from collections.abc import Iterator
from typing import IO

from heft_tenants.refusals import Refused

# How files begin that are no text: pictures, PDFs, workbooks and other archives. All others hold a zero octet soon.
BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # what Excel calls “Unicode text”
PIECE = 64 * 1024
DELIMITERS = ",;\t|"
LINES_AT_THE_TOP = 10


class NotATextFileError(Refused):
    """The file is a picture, a PDF, a workbook or something else that is not text."""


class FileTooLargeError(Refused):
    """The file is larger than such a file can be."""


class EmptyFileError(Refused):
    """There is nothing in the file."""


class BrokenTableError(Refused):
    """The text is not a table from some line on; `row` says from which."""

    def __init__(self, row: int) -> None:
        self.row = row
        super().__init__(row)


def read_text(stream: IO[bytes], *, at_most: int) -> str:
    """Return a file as text, from UTF-8 (with or without its mark), UTF-16 or Windows-1252.

    :raises NotATextFileError: from its first bytes, without reading the rest
    :raises FileTooLargeError: as soon as it has read more than `at_most` octets
    :raises EmptyFileError: if there is nothing in it
    """
    start = stream.read(PIECE)
    is_utf_16 = start.startswith(UTF_16)
    if start.startswith(BINARY) or (b"\x00" in start and not is_utf_16):
        raise NotATextFileError
    octets = bytearray(start)
    while piece := stream.read(PIECE):
        octets += piece
        if len(octets) > at_most:
            raise FileTooLargeError
    text = octets.decode("utf-16", errors="replace") if is_utf_16 else decode(bytes(octets))
    if "\x00" in text:
        raise NotATextFileError
    if not text.strip():
        raise EmptyFileError
    return text


def decode(octets: bytes) -> str:
    """Return octets as text: what is not UTF-8 is taken for Windows-1252, which spreadsheets still write."""
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", errors="replace")


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row that holds anything with its number as a spreadsheet shows it; cells are stripped text.

    :raises BrokenTableError: at the first row that no spreadsheet could read
    """
    lines = io.StringIO(text, newline=None)  # a file may end its lines in three ways
    delimiter = delimiter_of(text)
    number = 0
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
            stripped = [cell.strip() for cell in cells]
            if any(stripped) and not stripped[0].startswith("sep="):  # Excel's own note of the delimiter
                yield number, stripped
    except csv.Error as error:
        raise BrokenTableError(number + 1) from error


def delimiter_of(text: str) -> str:
    """Return what separates the cells: what there is most of near the top, where titles and headings are."""
    top = text[:PIECE].lstrip().splitlines()[:LINES_AT_THE_TOP]
    if top and (said := re.match(r'"?sep=(.)', top[0])):
        return said[1]
    return max(DELIMITERS, key="\n".join(top).count)
