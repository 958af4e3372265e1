"""What can be wrong with a row of a school's file, and what to do about it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from heft_platform.csv_tables import DateColumn, short
from heft_platform.pupils.mis_columns import FIELD_WORDS
from heft_platform.pupils.pupil_line import PupilLine
from heft_platform.pupils.upn import is_upn, why_not_a_upn
from heft_platform.pupils.year_groups import year_group_of

LONGEST_WORD = 100
OLDEST_PUPIL = 25
FURTHEST_LEAVING = timedelta(days=400)


def problems_of_identity(pupil: PupilLine) -> Iterator[tuple[str, str]]:
    """Give the field and the words of what is wrong with the number and the name of a row."""
    yield from _problems_of_upn(pupil.upn)
    yield from _problems_of_name(pupil)


def problems_of_school(pupil: PupilLine, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give what is wrong with where a pupil is in the school."""
    if pupil.year_group and year_group_of(pupil.year_group) is None:
        yield "year_group", f"“{short(pupil.year_group)}” must be R or 1 to 14, or N1 or N2 in a nursery"
    for field in ("class_name", "sen", "preferred_name"):
        if len(said.get(field, "")) > LONGEST_WORD:
            yield field, f"{FIELD_WORDS[field]} must be {LONGEST_WORD} characters or fewer"


def problems_of_place(pupil: PupilLine, row_of_upn: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Give what is wrong with a row among the others: it repeats one."""
    first_row = row_of_upn.setdefault(pupil.upn, pupil.row)
    if pupil.upn and first_row != pupil.row:
        yield "upn", f"Row {first_row} has the same UPN. Remove one of the two rows"


def problems_of_date(
    field: str, said: Mapping[str, str], column: DateColumn, today: date
) -> Iterator[tuple[str, str]]:
    """Give what is wrong with the day on which a pupil was born or left."""
    if not (cell := said.get(field, "")):
        return
    day = column.read(cell)
    if day is None:
        yield field, column.why_not(cell)
    elif field == "born_on" and day > today:
        yield field, f"{day:%d/%m/%Y} has not come yet. Check the year"
    elif field == "left_on" and day > today + FURTHEST_LEAVING:
        yield field, f"{day:%d/%m/%Y} is more than a year from now. Check the year"
    elif day.year < today.year - OLDEST_PUPIL:
        yield field, f"{day:%d/%m/%Y} is too long ago for a pupil. Check the year"


def _problems_of_upn(upn: str) -> Iterator[tuple[str, str]]:
    if not upn:
        yield "upn", "Enter the UPN. Give a pupil who has none yet a temporary one"
    elif not is_upn(upn):
        yield "upn", f"“{short(upn)}” is not a UPN: {why_not_a_upn(upn)}"


def _problems_of_name(pupil: PupilLine) -> Iterator[tuple[str, str]]:
    field = next(name for name in ("family_name", "given_name", "name") if name in pupil.columns)
    if not pupil.given_name and not pupil.family_name:
        yield field, "Enter the pupil’s name"
    if max(len(pupil.given_name), len(pupil.family_name)) > LONGEST_WORD:
        yield field, f"The name must be {LONGEST_WORD} characters or fewer"
