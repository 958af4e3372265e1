"""What can be wrong with a row of a school's file, and what to do about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from heft_platform.pupils.mis_columns import FIELD_WORDS
from heft_platform.pupils.pupil_line import PupilLine
from heft_platform.pupils.upn import is_upn, why_not_a_upn
from heft_platform.pupils.year_groups import year_group_of

LONGEST_WORD = 100
OLDEST_PUPIL = 25


@dataclass(frozen=True, kw_only=True)
class LineProblem:
    """What is wrong in the file: where, and what to do."""

    row: int
    column: str
    words: str


def problems_of(pupil: PupilLine, said: Mapping[str, str], today: date) -> Iterator[tuple[str, str]]:
    """Give the field and the words of everything that is wrong with a row."""
    yield from _problems_of_upn(pupil.upn)
    yield from _problems_of_name(pupil)
    if born := said.get("born_on", ""):
        yield from _problems_of_birth(born, pupil.born_on, today)
    if pupil.year_group and year_group_of(pupil.year_group) is None:
        yield "year_group", f"“{_short(pupil.year_group)}” must be R or 1 to 14, or N1 or N2 in a nursery"
    for field in ("class_name", "sen", "preferred_name"):
        if len(said.get(field, "")) > LONGEST_WORD:
            yield field, f"{FIELD_WORDS[field]} must be {LONGEST_WORD} characters or fewer"


def problems_of_place(
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


def _problems_of_name(pupil: PupilLine) -> Iterator[tuple[str, str]]:
    field = next(name for name in ("family_name", "given_name", "name") if name in pupil.columns)
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
