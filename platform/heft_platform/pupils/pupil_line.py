"""A pupil as one row of a school's file says: names on one line, codes understood however they are written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from heft_platform.codes import codes_of
from heft_platform.pupils.enrolment import enrolment_of
from heft_platform.pupils.mis_columns import NAMES
from heft_platform.pupils.year_groups import year_group_of, year_group_words


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
    enrolment: str
    left_on: date | None

    @property
    def year_words(self) -> str:
        return year_group_words(self.year_group)

    def tells(self, field: str) -> bool:
        """Say whether the file tells a field. A pupil of whom it does not say that they left is here."""
        return field in self.columns or field == "left_on" or (field in NAMES and "name" in self.columns)


def pupil_of(
    row: int,
    said: Mapping[str, str],
    *,
    columns: frozenset[str],
    born_on: date | None,
    left_on: date | None,
) -> PupilLine:
    """Return the pupil of a row from its cells by field."""
    given, family = said.get("given_name", ""), said.get("family_name", "")
    if not given and not family:
        family, _, given = (part.strip() for part in said.get("name", "").partition(","))
    year_group = said.get("year_group", "")
    return PupilLine(
        row=row,
        columns=columns,
        upn=said.get("upn", "").upper().replace(" ", ""),
        given_name=given,
        family_name=family,
        preferred_name=said.get("preferred_name", ""),
        born_on=born_on,
        year_group=year_group_of(year_group) or year_group,
        class_name=said.get("class_name", ""),
        sen=_sen(said.get("sen", "")),
        enrolment=enrolment_of(said.get("enrolment", "")),
        left_on=left_on,
    )


def _sen(text: str) -> str:
    """Return the words for a kind of provision: “K”, “K - SEN Support” and “SEN support” are one."""
    known = codes_of("sen_provision")
    code = re.split(r"\W", text, maxsplit=1)[0].upper()
    return known[code].label if code in known else text
