"""Which column of a school's file holds what: management information systems all write other headings."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from heft_tenants.refusals import Refused

# The best heading of each field first. Spaces, underscores and capitals make no difference.
ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "upn": ("upn", "unique pupil number"),
        "family_name": ("legal surname", "legal last name", "surname", "last name", "family name"),
        "given_name": ("legal forename", "legal first name", "forename", "first name", "given name"),
        "preferred_name": (
            "preferred forename",
            "preferred first name",
            "preferred name",
            "known as",
            "chosen name",
        ),
        "name": ("name", "pupil name", "student name", "full name", "pupil", "student"),
        "born_on": ("dob", "date of birth", "birth date"),
        "year_group": ("nc year", "ncyear actual", "current nc year", "year group", "year", "year taught in"),
        "class_name": (
            *(
                "reg",
                "reg group",
                "registration group",
                "registration form",
                "registration",
                "form",
                "form group",
            ),
            *("class", "class name", "tutor group"),
        ),
        "sen": ("sen", "sen status", "sen provision", "sen provision code", "sen need"),
    }
)
FIELD_WORDS = MappingProxyType(
    {
        "upn": "UPN",
        "family_name": "Surname",
        "given_name": "Forename",
        "preferred_name": "Preferred name",
        "name": "Name",
        "born_on": "Date of birth",
        "year_group": "Year group",
        "class_name": "Class",
        "sen": "SEN",
        "row": "Whole row",
    }
)
NAMES = frozenset({"family_name", "given_name", "name"})


class HeadersMissingError(Refused):
    """No line near the top names the columns that are needed; `missing` says which are not there."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = " and ".join(missing)
        super().__init__(self.missing)


def columns_of(headings: Iterable[str]) -> dict[str, int]:
    """Return the place of the column of each field that is there."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(plain(heading), place)
    found = {
        field: [places[alias] for alias in aliases if alias in places] for field, aliases in ALIASES.items()
    }
    return {field: by_preference[0] for field, by_preference in found.items() if by_preference}


def missing_from(columns: Iterable[str]) -> list[str]:
    """Return the words for the columns without which nothing can be imported."""
    there = set(columns)
    missing = [] if "upn" in there else ["UPN"]
    return missing if there & NAMES else [*missing, "Surname"]


def plain(heading: str) -> str:
    """Return a heading as it is looked up: “Legal_Surname”, “LegalSurname” and “legal surname” are the same."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return re.sub(r"[\s_.:-]+", " ", spaced).strip().casefold()
