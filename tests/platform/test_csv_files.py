"""Files that people upload as CSV, and what they really are."""

import io
import time
from typing import IO

import pytest

from heft_platform.csv_files import (
    BrokenTableError,
    EmptyFileError,
    FileTooLargeError,
    NotATextFileError,
    read_text,
    rows_of,
)

MEGABYTE = 1024 * 1024


class Endless(io.RawIOBase, IO[bytes]):
    """A file of any size that counts what was read of it."""

    def __init__(self, start: bytes, size: int) -> None:
        self.start, self.size, self.given = start, size, 0

    def read(self, number: int = -1) -> bytes:
        number = min(number if number >= 0 else self.size, self.size - self.given)
        piece = (self.start[self.given : self.given + number] + b"a,b\n" * (number // 4 + 1))[:number]
        self.given += number
        return piece


def test_a_picture_named_csv_is_refused_from_its_first_octets() -> None:
    picture = Endless(b"\x89PNG\r\n\x1a\n", 200 * MEGABYTE)

    with pytest.raises(NotATextFileError):
        read_text(picture, at_most=5 * MEGABYTE)
    assert picture.given <= MEGABYTE


def test_200_megabytes_are_refused_within_a_second_and_never_read_whole() -> None:
    huge = Endless(b"UPN,Surname\n", 200 * MEGABYTE)
    began = time.monotonic()

    with pytest.raises(FileTooLargeError):
        read_text(huge, at_most=5 * MEGABYTE)
    assert huge.given <= 6 * MEGABYTE
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"a,b\n\x00\x00", b"\xff\xd8\xff\xe0"]
)
def test_other_files_that_are_no_text_are_refused(start: bytes) -> None:
    with pytest.raises(NotATextFileError):
        read_text(io.BytesIO(start + b"rest"), at_most=MEGABYTE)


@pytest.mark.parametrize("text", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"])
def test_nothing_is_not_a_list(text: bytes) -> None:
    with pytest.raises(EmptyFileError):
        read_text(io.BytesIO(text), at_most=MEGABYTE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_are_right_whatever_the_encoding(encoding: str) -> None:
    written = "Name,Class\r\nZoë O’Neill,5B\r\n".encode(encoding)

    assert list(rows_of(read_text(io.BytesIO(written), at_most=MEGABYTE))) == [
        (1, ["Name", "Class"]),
        (2, ["Zoë O’Neill", "5B"]),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_any_end_of_line_is_read(delimiter: str, end: str) -> None:
    text = end.join(
        [delimiter.join(["UPN", "Surname", "Class"]), "", delimiter.join(["A1", '" O""Neill "', "5B"])]
    )

    assert list(rows_of(text)) == [(1, ["UPN", "Surname", "Class"]), (3, ["A1", 'O"Neill', "5B"])]


def test_a_line_about_the_delimiter_is_no_row() -> None:
    assert list(rows_of("sep=;\nUPN;Name, with comma, and comma, and comma\n")) == [
        (2, ["UPN", "Name, with comma, and comma, and comma"])
    ]


def test_a_table_that_breaks_says_where() -> None:
    endless_cell = '"' + "x" * 200_000

    with pytest.raises(BrokenTableError) as refused:
        list(rows_of(f"UPN,Name\nA1,B\n{endless_cell}"))
    assert refused.value.row == 3
