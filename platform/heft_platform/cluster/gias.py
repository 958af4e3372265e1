"""Reading Get Information about Schools: any selection of its columns, in any order, one line at a time.

A row is a line. The extract breaks no line inside a cell, so a quotation mark that is never closed spoils its own row
and no other; and however large the file is, no more than one line of it is held.
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from heft_platform.csv_files import decode
from heft_tenants.refusals import Refused

LONGEST_LINE = 1024 * 1024
OPEN = {"1", "3", "open", "open, but proposed to close"}
DATE_FORMS = ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d")


class NotAnExtractError(Refused):
    """The first line of the file does not name the columns URN and EstablishmentName."""


class NoAuthorityColumnError(Refused):
    """Schools of one authority are asked for, and the file has no column “LA (name)” to choose them by."""


@dataclass(frozen=True, kw_only=True)
class SchoolLine:
    """A school as the extract says. `closed_on` is only known of schools that are closed."""

    row: int
    urn: str
    name: str
    number: str
    authority: str
    sort: str
    phase: str
    street: str
    town: str
    postcode: str
    telephone: str
    website: str
    is_open: bool
    closed_on: date | None


@dataclass(frozen=True, kw_only=True)
class BadLine:
    """A row that cannot be used, and why."""

    row: int
    words: str


def read_schools(stream: IO[bytes], *, authorities: Collection[str] = ()) -> Iterator[SchoolLine | BadLine]:
    """Give every school of some authorities, by their names, or of all, and the rows that cannot be used.

    :raises NotAnExtractError: if the first line names no URN and no EstablishmentName
    :raises NoAuthorityColumnError: if authorities are chosen and the file does not say whose a school is
    """
    headings = [_plain(heading) for heading in _cells(stream.readline(LONGEST_LINE))]
    if not {"urn", "establishmentname"} <= set(headings):
        raise NotAnExtractError
    if authorities and "laname" not in headings:
        raise NoAuthorityColumnError
    wanted = {name.casefold() for name in authorities}
    for row, line in _lines(stream):
        cells = _cells(line)
        said = dict(zip(headings, cells, strict=False))
        if not any(cells) or (wanted and said.get("laname", "?").casefold() not in wanted):
            continue
        yield _school(row, said, too_long=any(cells[len(headings) :]))


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Give every line after the first with its number. What is longer than any line comes in pieces, each a bad row."""
    row = 1
    while line := stream.readline(LONGEST_LINE):
        row += 1
        yield row, line


def _cells(line: bytes) -> list[str]:
    """Return the cells of a line: what is not UTF-8 is Windows-1252, in which the extract is published."""
    try:
        cells = next(csv.reader([decode(line).replace("\x00", "")]), [])
    except csv.Error:
        return []
    return [cell.strip() for cell in cells]


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", heading.casefold())


def _school(row: int, said: Mapping[str, str], *, too_long: bool) -> SchoolLine | BadLine:
    urn, name = said.get("urn", ""), said.get("establishmentname", "")
    if too_long:
        return BadLine(row=row, words="it has more cells than the first line names columns")
    if not urn:
        return BadLine(row=row, words="it has no URN")
    if not re.fullmatch(r"[0-9]{5,6}", urn):
        return BadLine(row=row, words=f"“{urn[:20]}” is not a URN, which has five or six digits")
    if not name:
        return BadLine(row=row, words=f"the school with the URN {urn} has no name")
    is_open = _is_open(said)
    return SchoolLine(
        row=row,
        urn=urn,
        name=name,
        number=_number(said),
        authority=said.get("laname", ""),
        sort=said.get("typeofestablishmentname", ""),
        phase=_told(said.get("phaseofeducationname", "")),
        street=", ".join(part for name in ("street", "locality", "address3") if (part := said.get(name, ""))),
        town=said.get("town", ""),
        postcode=said.get("postcode", ""),
        telephone=_telephone(said.get("telephonenum", "")),
        website=_website(said.get("schoolwebsite", "")),
        is_open=is_open,
        closed_on=None if is_open else _date(said.get("closedate", "")),
    )


def _is_open(said: Mapping[str, str]) -> bool:
    """A selection without a status may still have the day of closing; without either, a school is open."""
    status = said.get("establishmentstatuscode") or said.get("establishmentstatusname") or ""
    if status:
        return status.lstrip("0").casefold() in OPEN
    return not said.get("closedate")


def _number(said: Mapping[str, str]) -> str:
    """Return the authority's code and the establishment's number as one, with the zeros that spreadsheets drop."""
    authority, establishment = said.get("lacode", ""), said.get("establishmentnumber", "")
    return f"{authority.zfill(3)}{establishment.zfill(4)}" if authority and establishment else ""


def _telephone(text: str) -> str:
    """Return a number with the zero that spreadsheets drop."""
    return f"0{text}" if re.fullmatch(r"[1-9][0-9]{9}", text) else text


def _website(text: str) -> str:
    """Return an address that may stand behind a link, or nothing."""
    address = text if "://" in text else f"http://{text}"
    return address if re.fullmatch(r"https?://[^\s\"'<>]+\.[^\s\"'<>]+", address) else ""


def _told(words: str) -> str:
    return "" if words == "Not applicable" else words


def _date(text: str) -> date | None:
    for form in DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no time zone)
        except ValueError:
            continue
    return None
