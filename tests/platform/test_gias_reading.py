"""Get Information about Schools, from made-up files with every fault, and from real ones."""

import io
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date

import pytest

from heft_platform.cluster.gias import (
    BadLine,
    NoAuthorityColumnError,
    NotAnExtractError,
    SchoolLine,
    read_schools,
)
from heft_testing.real_data import real_file, sample


def read(octets: bytes, *authorities: str) -> list[SchoolLine | BadLine]:
    return list(read_schools(io.BytesIO(octets), authorities=authorities))


def test_columns_in_another_order_windows_letters_and_bad_rows_never_stop_the_rest() -> None:
    lines = read(sample("schools.csv").read_bytes(), "fellside")
    schools = [line for line in lines if isinstance(line, SchoolLine)]

    assert [(one.urn, one.name, one.is_open) for one in schools] == [
        ("900001", "Beck Foot Primary School", True),
        ("900002", "St Bega’s Church of England School", True),
        ("900003", "Old Mill School", False),
        ("900004", "Scar High School", True),
        ("900005", "New Fold Academy", False),
        ("900009", "Quarry Bank Pupil Referral Unit", True),
    ]
    assert schools[2].closed_on == date(2019, 8, 31)
    assert (schools[5].phase, schools[5].number) == ("", "9981100")
    assert [(one.row, one.words) for one in lines if isinstance(one, BadLine)] == [
        (7, "it has no URN"),
        (8, "it has more cells than the first line names columns"),
        (9, "it has no URN"),  # a quotation mark that is never closed spoils its own row and no other
    ]


def test_without_a_choice_every_authority_is_read() -> None:
    assert "Tarn End School" in {
        line.name for line in read(sample("schools.csv").read_bytes()) if isinstance(line, SchoolLine)
    }


@pytest.mark.parametrize(
    "octets",
    [b"", b"\x89PNG\r\n\x1a\n" + b"x" * 3_000_000, b"Name,Town\nA,B\n"],
    ids=["nothing", "a large picture", "a table of something else"],
)
def test_a_file_that_is_no_extract_is_refused(octets: bytes) -> None:
    with pytest.raises(NotAnExtractError):
        read(octets)


def test_choosing_an_authority_needs_its_column() -> None:
    with pytest.raises(NoAuthorityColumnError):
        read(b"URN,EstablishmentName\n900001,A\n", "Fellside")
    assert len(read(b"URN,EstablishmentName\n900001,A\n")) == 1


@pytest.mark.parametrize(
    ("heading", "cell", "is_open"),
    [
        *(("EstablishmentStatus (code)", code, code in {"1", "03"}) for code in ("1", "2", "03", "4")),
        ("EstablishmentStatus (name)", "Open, but proposed to close", True),
        ("CloseDate", "31-08-2019", False),
        ("CloseDate", "", True),
        ("Town", "Scar", True),
    ],
)
def test_what_is_open_is_known_from_whatever_the_file_says(heading: str, cell: str, is_open: bool) -> None:  # noqa: FBT001
    [school] = read(f'URN,EstablishmentName,{heading}\n900001,A,"{cell}"\n'.encode())

    assert isinstance(school, SchoolLine)
    assert school.is_open is is_open


def test_numbers_get_back_the_zeros_that_spreadsheets_drop() -> None:
    [school] = read(b"URN,EstablishmentName,LA (code),EstablishmentNumber\n900001,A,98,201\n")

    assert isinstance(school, SchoolLine)
    assert school.number == "0980201"


class Growing(io.BytesIO):
    """Thirty thousand schools that exist only while they are read."""

    def __init__(self) -> None:
        self.lines = self.written()

    def written(self) -> Iterator[bytes]:
        yield b"URN,EstablishmentName,LA (name),Town\n"
        for number in range(30_000):
            yield f"{100_000 + number},School {number},Fellside,{'Town' * 20}\n".encode()

    def readline(self, _: int | None = -1, /) -> bytes:
        return next(self.lines, b"")


def test_however_long_the_list_one_line_of_it_is_held() -> None:
    tracemalloc.start()
    counted = sum(1 for _ in read_schools(Growing(), authorities=["Nowhere"]))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert counted == 0
    assert most < 2_000_000


@pytest.mark.parametrize(
    ("authority", "open_schools"),
    [("Hillingdon", 113), ("Lancashire", 702), ("Westmorland and Furness", 164)],
)
def test_the_real_extract_of_four_authorities_is_read(authority: str, open_schools: int) -> None:
    began = time.monotonic()
    with real_file("gias/establishments-four-las.csv").open("rb") as stream:
        lines = list(read_schools(stream, authorities=[authority]))

    assert [line for line in lines if isinstance(line, BadLine)] == []
    assert sum(line.is_open for line in lines if isinstance(line, SchoolLine)) == open_schools
    assert time.monotonic() - began < 1


def test_the_real_header_with_133_columns_is_read_and_its_overlong_row_told() -> None:
    with real_file("gias/gias-full-header-sample.csv").open("rb") as stream:
        lines = list(read_schools(stream))

    assert [line.name for line in lines if isinstance(line, SchoolLine)] == [
        "Penistone Grammar School",
        "St Thomas à Becket Church of England Aided Primary School",
        "Fleetville Junior School",
    ]
    assert [line.row for line in lines if isinstance(line, BadLine)] == [5]


def test_the_real_extract_in_windows_letters_is_read() -> None:
    with real_file("gias/gias-format-2847.csv").open("rb") as stream:
        lines = list(read_schools(stream))

    assert len([line for line in lines if isinstance(line, SchoolLine)]) == 2847
