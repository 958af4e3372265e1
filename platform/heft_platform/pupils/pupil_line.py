"""A pupil as one row of a school's file says: names on one line, dates and codes understood however they are written."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from heft_platform.codes import codes_of
from heft_platform.pupils.mis_columns import NAMES
from heft_platform.pupils.year_groups import year_group_of, year_group_words

DATE_FORMS = (
    *("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"),
    *("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y"),
)
APOSTROPHES = re.compile(r"(?<=\w)['`\u00b4‘’\u02bc\u2032](?=\w)")
JOINERS = "\u200c\u200d"  # they cannot be seen, but some names are misspelt without them


@dataclass(frozen=True, kw_only=True)
class PupilLine:
    """A pupil as the file says; `columns` are those that the file has: nothing is said of the others."""

    row: int
    columns: frozenset[str]
    upn: str
    given_name: str
    family_name: str
    preferred_name: str
    born_on: date | None
    year_group: str
    class_name: str
    sen: str

    @property
    def year_words(self) -> str:
        return year_group_words(self.year_group)

    def tells(self, field: str) -> bool:
        """Say whether the file has a column for a field."""
        return field in self.columns or (field in NAMES and "name" in self.columns)


def pupil_of(row: int, said: Mapping[str, str], columns: Mapping[str, int]) -> PupilLine:
    """Return the pupil of a row from its cells by field."""
    given, family = said.get("given_name", ""), said.get("family_name", "")
    if not given and not family:
        family, _, given = (part.strip() for part in said.get("name", "").partition(","))
    year_group = said.get("year_group", "")
    return PupilLine(
        row=row,
        columns=frozenset(columns),
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


def as_text(cell: str) -> str:
    """Return a cell on one line, its letters composed, without characters that cannot be seen.

    An apostrophe is one apostrophe, whichever key was pressed for it: a name is not changed by another keyboard.
    """
    visible = "".join(
        letter for letter in cell if letter.isprintable() or letter.isspace() or letter in JOINERS
    )
    composed = unicodedata.normalize("NFC", re.sub(r"\s+", " ", visible).strip())
    return APOSTROPHES.sub("’", composed)
