"""Pupils from a file of the school's management information system: any headers that such systems write."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from heft_platform.csv_files import rows_of
from heft_platform.pupils.upn import is_upn
from heft_tenants.refusals import Refused

ALIASES = {
    "upn": ("upn", "unique pupil number"),
    "family_name": ("legal surname", "surname", "family name", "last name"),
    "given_name": ("legal forename", "forename", "given name", "first name"),
    "name": ("name", "pupil name", "full name"),
    "born_on": ("dob", "date of birth", "birth date"),
    "year_group": ("year", "year group", "nc year", "ncyear actual", "current nc year"),
    "class_name": ("reg", "reg group", "registration group", "registration form", "form", "class"),
    "sen": ("sen", "sen status", "sen provision"),
}
COLUMN_WORDS = {"upn": "UPN", "name": "Name", "born_on": "Date of birth", "year_group": "Year", "class_name": "Class"}
DATE_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%y")
MOST_PUPILS = 5000
LONGEST_NAME = 100


class HeadersMissingError(Refused):
    """The first line does not name the columns that are needed; `missing` says which."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = " and ".join(missing)
        super().__init__(self.missing)


class TooManyPupilsError(Refused):
    """There are more lines than any school has pupils."""


@dataclass(frozen=True, kw_only=True)
class PupilLine:
    """A pupil as the file says."""

    row: int
    upn: str
    given_name: str
    family_name: str
    born_on: date | None
    year_group: str
    class_name: str
    sen: str


@dataclass(frozen=True, kw_only=True)
class LineProblem:
    """What is wrong in the file: where, and what to do."""

    row: int
    column: str
    words: str


def read_pupils(text: str, *, today: date) -> tuple[list[PupilLine], list[LineProblem]]:
    """Return the pupils of a file, and everything that is wrong with it. With any problem, nothing may be imported.

    :raises HeadersMissingError: if the UPN or the name has no column
    :raises TooManyPupilsError: if there are more than 5,000 lines
    """
    lines = rows_of(text)
    columns = _columns(next(lines)[1])
    pupils: list[PupilLine] = []
    problems: list[LineProblem] = []
    seen: dict[str, int] = {}
    for row, cells in lines:
        if len(pupils) >= MOST_PUPILS:
            raise TooManyPupilsError
        said = {field: cells[place] for field, place in columns.items() if place < len(cells)}
        pupil = _pupil(row, said)
        problems.extend(_problems_of(pupil, said, today))
        if pupil.upn in seen:
            problems.append(_problem(row, "upn", f"The same UPN is in row {seen[pupil.upn]}. Remove one of them"))
        elif pupil.upn:
            seen[pupil.upn] = row
        pupils.append(pupil)
    return pupils, problems


def _columns(headers: list[str]) -> dict[str, int]:
    places = {_plain(header): place for place, header in reversed(list(enumerate(headers)))}
    found = {
        field: next(places[alias] for alias in aliases if alias in places)
        for field, aliases in ALIASES.items()
        if any(alias in places for alias in aliases)
    }
    missing = [] if "upn" in found else ["UPN"]
    if not {"family_name", "given_name", "name"} & found.keys():
        missing.append("a name (surname and forename)")
    if missing:
        raise HeadersMissingError(missing)
    return found


def _plain(header: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return re.sub(r"[\s_]+", " ", spaced).strip().lower()


def _pupil(row: int, said: Mapping[str, str]) -> PupilLine:
    given, family = said.get("given_name", ""), said.get("family_name", "")
    if not given and not family and (name := said.get("name", "")):
        family, _, given = (part.strip() for part in name.partition(",")) if "," in name else (name, "", "")
    return PupilLine(
        row=row,
        upn=said.get("upn", "").upper().replace(" ", ""),
        given_name=given,
        family_name=family,
        born_on=_date(said.get("born_on", "")),
        year_group=re.sub(r"^(year|yr|y)\s*", "", said.get("year_group", ""), flags=re.IGNORECASE),
        class_name=said.get("class_name", ""),
        sen=said.get("sen", ""),
    )


def _date(text: str) -> date | None:
    for form in DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a date of birth has no time zone)
        except ValueError:
            continue
    return None


def _problems_of(pupil: PupilLine, said: Mapping[str, str], today: date) -> Iterator[LineProblem]:
    if not pupil.upn:
        yield _problem(pupil.row, "upn", "The UPN is missing. Every pupil needs one")
    elif not is_upn(pupil.upn):
        yield _problem(pupil.row, "upn", f"“{said['upn'][:20]}” is not a UPN: a character is wrong or missing")
    if not pupil.given_name and not pupil.family_name:
        yield _problem(pupil.row, "name", "The name is missing")
    if max(len(pupil.given_name), len(pupil.family_name)) > LONGEST_NAME:
        yield _problem(pupil.row, "name", f"The name is longer than {LONGEST_NAME} characters")
    if said.get("born_on") and pupil.born_on is None:
        yield _problem(pupil.row, "born_on", f"“{said['born_on'][:20]}” is not a date. Use 31/08/2016 or 2016-08-31")
    elif pupil.born_on and not today.year - 25 <= pupil.born_on.year <= today.year:
        yield _problem(pupil.row, "born_on", f"{pupil.born_on:%d/%m/%Y} cannot be a pupil’s date of birth")
    if len(pupil.year_group) > 10:
        yield _problem(pupil.row, "year_group", f"“{pupil.year_group[:20]}” is not a year group")


def _problem(row: int, field: str, words: str) -> LineProblem:
    return LineProblem(row=row, column=COLUMN_WORDS[field], words=words)
