"""Reading Get Information about Schools: any selection of its columns, in any order, line by line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heft_tenants.refusals import Refused

NEEDED = ("URN", "EstablishmentName")
OPEN = {"1", "3", "open", "open, but proposed to close"}
ENCODINGS = ("utf-8-sig", "cp1252")


class NotAnExtractError(Refused):
    """The file has no header that says URN and EstablishmentName."""


@dataclass(frozen=True, kw_only=True)
class SchoolLine:
    """A school as the extract says."""

    row: int
    urn: str
    name: str
    number: str
    phase: str
    town: str
    postcode: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class BadLine:
    """A line that cannot be used, and why."""

    row: int
    words: str


def read_schools(path: Path, *, authority: str) -> Iterator[SchoolLine | BadLine]:
    """Give every line of one authority, by its name, the bad ones among them.

    :raises NotAnExtractError: if the first line names no URN and no EstablishmentName
    """
    with path.open(encoding=_encoding(path), newline="", errors="replace") as lines:
        reader = csv.DictReader(lines, restkey="too_many")
        if not set(NEEDED) <= set(reader.fieldnames or ()):
            raise NotAnExtractError
        for line in reader:
            said = {name: (value or "").strip() for name, value in line.items() if isinstance(value, str | None)}
            if said.get("LA (name)", authority).casefold() == authority.casefold():
                yield _school(reader.line_num, said, overflows="too_many" in line)


def _encoding(path: Path) -> str:
    with path.open("rb") as octets:
        start = octets.read(1 << 20)
    for encoding in ENCODINGS:
        try:
            start.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start > len(start) - 4:  # a character cut in two by the end of what was read
                return encoding
            continue
        return encoding
    return "cp1252"


def _school(row: int, said: dict[str, str], *, overflows: bool) -> SchoolLine | BadLine:
    urn, name = said.get("URN", ""), said.get("EstablishmentName", "")
    if overflows:
        return BadLine(row=row, words="more cells than the header has columns")
    if not (urn.isdigit() and 5 <= len(urn) <= 6):
        return BadLine(row=row, words=f"“{urn[:20]}” is not a URN, which has six digits")
    if not name:
        return BadLine(row=row, words="the school has no name")
    authority, establishment = said.get("LA (code)", ""), said.get("EstablishmentNumber", "")
    status = said.get("EstablishmentStatus (code)") or said.get("EstablishmentStatus (name)", "1")
    return SchoolLine(
        row=row,
        urn=urn,
        name=name,
        number=f"{authority.zfill(3)}{establishment.zfill(4)}" if authority and establishment else "",
        phase=said.get("PhaseOfEducation (name)", ""),
        town=said.get("Town", ""),
        postcode=said.get("Postcode", ""),
        is_open=status.casefold() in OPEN,
    )
