"""Pupils from a file of the school's management information system: every problem is said, none is skipped."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from heft_platform.codes import codes_of
from heft_platform.csv_files import rows_of
from heft_platform.pupils.mis_columns import FIELD_WORDS, HeadersMissingError, columns_of, missing_from
from heft_platform.pupils.upn import is_upn, why_not_a_upn
from heft_platform.pupils.year_groups import year_group_of
from heft_tenants.refusals import Refused

DATE_FORMS = (
    "%d/%m/%Y",
    "%Y-%m-%d",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d/%m/%y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
)
TITLE_LINES = 10  # reports put a title and a date above their headings
MOST_PUPILS = 5000
LONGEST_WORD = 100
OLDEST_PUPIL = 25
JOINERS = "\u200c\u200d"  # they cannot be seen, but some names are misspelt without them


class TooManyPupilsError(Refused):
    """There are more rows than any school has pupils."""


@dataclass(frozen=True, kw_only=True)
class PupilLine:
    """A pupil as the file says; `told` are the fields that have a column in it."""

    row: int
    told: frozenset[str]
    upn: str
    given_name: str
    family_name: str
    preferred_name: str
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

    :raises HeadersMissingError: if no line near the top names the UPN and a name
    :raises TooManyPupilsError: if there are more than 5,000 pupils
    :raises BrokenTableError: at the first row that no spreadsheet could read
    """
    rows = rows_of(text)
    headings = _find_headings(rows)
    columns = columns_of(headings)
    pupils: list[PupilLine] = []
    problems: list[LineProblem] = []
    row_of_upn: dict[str, int] = {}
    for row, cells in rows:
        if len(pupils) == MOST_PUPILS:
            raise TooManyPupilsError
        said = {field: as_text(cells[place]) for field, place in columns.items() if place < len(cells)}
        pupil = _pupil(row, said, columns)
        pupils.append(pupil)
        found = [*_problems_of(pupil, said, today), *_problems_of_place(pupil, cells, headings, row_of_upn)]
        problems += [
            LineProblem(row=row, column=_heading(field, columns, headings), words=words)
            for field, words in found
        ]
    return pupils, problems


def _find_headings(rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    """Return the first line that names the columns, leaving the rows after it to be read."""
    best: list[str] = []
    for _, cells in islice(rows, TITLE_LINES):
        if not missing_from(columns_of(cells)):
            return cells
        best = max(best, cells, key=lambda headings: len(columns_of(headings)))
    raise HeadersMissingError(missing_from(columns_of(best)))


def _heading(field: str, columns: Mapping[str, int], headings: Sequence[str]) -> str:
    """Return how the file itself calls a column, so that it is found there."""
    return headings[columns[field]] if field in columns else FIELD_WORDS[field]


def as_text(cell: str) -> str:
    """Return a cell on one line, its letters composed, without characters that cannot be seen."""
    visible = "".join(
        letter for letter in cell if letter.isprintable() or letter.isspace() or letter in JOINERS
    )
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", visible).strip())


def _pupil(row: int, said: Mapping[str, str], columns: Mapping[str, int]) -> PupilLine:
    given, family = said.get("given_name", ""), said.get("family_name", "")
    if not given and not family:
        family, _, given = (part.strip() for part in said.get("name", "").partition(","))
    year_group = said.get("year_group", "")
    return PupilLine(
        row=row,
        told=frozenset(
            {"given_name", "family_name"} | columns.keys() if "name" in columns else columns.keys()
        ),
        upn=said.get("upn", "").upper().replace(" ", ""),
        given_name=given,
        family_name=family,
        preferred_name=said.get("preferred_name", ""),
        born_on=_date(said.get("born_on", "")),
        year_group=year_group_of(year_group) or year_group,
        class_name=said.get("class_name", ""),
        sen=_sen(said.get("sen", "")),
    )


def _date(text: str) -> date | None:
    text = re.sub(r"[ T]00:00(:00)?$", "", text)  # some systems write midnight after every date
    for form in DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a date of birth has no time zone)
        except ValueError:
            continue
    return None


def _sen(text: str) -> str:
    """Return the words for a kind of provision: “K”, “K - SEN Support” and “SEN support” are one."""
    known = codes_of("sen_provision")
    code = re.split(r"\W", text, maxsplit=1)[0].upper()
    return known[code].label if code in known else text


def _problems_of(pupil: PupilLine, said: Mapping[str, str], today: date) -> Iterator[tuple[str, str]]:
    """Give the field and the words of everything that is wrong with a row."""
    yield from _problems_of_upn(pupil.upn)
    yield from _problems_of_name(pupil, said)
    if born := said.get("born_on", ""):
        yield from _problems_of_birth(born, pupil.born_on, today)
    if pupil.year_group and year_group_of(pupil.year_group) is None:
        yield "year_group", f"“{_short(pupil.year_group)}” must be R or 1 to 14, or N1 or N2 in a nursery"
    for field in ("class_name", "sen", "preferred_name"):
        if len(said.get(field, "")) > LONGEST_WORD:
            yield field, f"{FIELD_WORDS[field]} must be {LONGEST_WORD} characters or fewer"


def _problems_of_place(
    pupil: PupilLine, cells: Sequence[str], headings: Sequence[str], row_of_upn: dict[str, int]
) -> Iterator[tuple[str, str]]:
    """Give what is wrong with a row among the others: it repeats one, or its cells have slipped out of their columns."""
    first_row = row_of_upn.setdefault(pupil.upn, pupil.row)
    if pupil.upn and first_row != pupil.row:
        yield "upn", f"Row {first_row} has the same UPN. Remove one of the two rows"
    if any(cells[len(headings) :]):
        yield (
            "row",
            "This row has more cells than there are headings. Put names with a comma in quotation marks",
        )


def _problems_of_upn(upn: str) -> Iterator[tuple[str, str]]:
    if not upn:
        yield "upn", "Enter the UPN. Give a pupil who has none yet a temporary one"
    elif not is_upn(upn):
        yield "upn", f"“{_short(upn)}” is not a UPN: {why_not_a_upn(upn)}"


def _problems_of_name(pupil: PupilLine, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    field = next(name for name in ("family_name", "given_name", "name") if name in said or name == "name")
    if not pupil.given_name and not pupil.family_name:
        yield field, "Enter the pupil’s name"
    if max(len(pupil.given_name), len(pupil.family_name)) > LONGEST_WORD:
        yield field, f"The name must be {LONGEST_WORD} characters or fewer"


def _problems_of_birth(text: str, born_on: date | None, today: date) -> Iterator[tuple[str, str]]:
    if born_on is None:
        yield "born_on", f"“{_short(text)}” is not a date. Write it like 31/08/2016 or 2016-08-31"
    elif born_on > today:
        yield "born_on", f"{born_on:%d/%m/%Y} has not come yet. Check the year"
    elif born_on.year < today.year - OLDEST_PUPIL:
        yield "born_on", f"{born_on:%d/%m/%Y} is too long ago for a pupil. Check the year"


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:19]}…"
