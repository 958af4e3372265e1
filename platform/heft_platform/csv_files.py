"""Reading spreadsheets saved as text, whoever saved them: never more of one than is needed, and always as text."""

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from heft_tenants.refusals import Refused

BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"\x1f\x8b")
PIECE = 64 * 1024
DANGEROUS = re.compile(r"^[\s\ufeff]*[=+\-@|%＝＋－＠\t\r]")


class NotATextFileError(Refused):
    """The file is a picture, a PDF, a workbook or something else that is not text."""


class FileTooLargeError(Refused):
    """The file is larger than such a file can be."""


class EmptyFileError(Refused):
    """There is nothing in the file."""


def read_text(stream: BinaryIO, *, at_most: int) -> str:
    """Return a file as text, from UTF-8 (with or without its mark) or Windows-1252.

    :raises NotATextFileError: from its first bytes, without reading the rest
    :raises FileTooLargeError: as soon as it has read more than `at_most` octets
    :raises EmptyFileError: if there is nothing in it
    """
    start = stream.read(PIECE)
    if start.startswith(BINARY) or b"\x00" in start:
        raise NotATextFileError
    pieces, length = [start], len(start)
    while piece := stream.read(PIECE):
        length += len(piece)
        if length > at_most:
            raise FileTooLargeError
        pieces.append(piece)
    if not b"".join(pieces).strip():
        raise EmptyFileError
    return decode(b"".join(pieces))


def decode(octets: bytes) -> str:
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", errors="replace")


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each line that holds anything with its number in the file, the heading first; cells are stripped text."""
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            yield number, stripped


def safe_cell(value: str) -> str:
    """Return a cell for an export that no spreadsheet takes for a formula."""
    return f"'{value}" if DANGEROUS.match(value) else value
