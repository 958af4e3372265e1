"""Which column of a file holds what: every system writes other headings, and in another order."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from heft_tenants.refusals import Refused

MOST_HEADINGS_SAID = 8


class HeadersMissingError(Refused):
    """No line near the top names the columns that are needed; `missing` says which are not there, `found` which are."""

    def __init__(self, missing: list[str], found: Sequence[str] = ()) -> None:
        self.missing = " and ".join(missing)
        named = [heading for heading in found if heading]
        more = len(named) - MOST_HEADINGS_SAID
        self.found = ", ".join(named[:MOST_HEADINGS_SAID]) + (f" and {more} more" if more > 0 else "")
        super().__init__(self.missing)


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column that is understood: what it holds, how pages call it, and its headings, the best first.

    Spaces, underscores and capitals of a heading make no difference.
    """

    field: str
    words: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The columns of one kind of file. Of each group in `needed` one column must be there, named by the words before it."""

    columns: tuple[Column, ...]
    needed: tuple[tuple[str, frozenset[str]], ...]
    most_rows: int

    def places_in(self, headings: Iterable[str]) -> dict[str, list[int]]:
        """Return the places of the columns of each field that is there: more than one where a heading stands twice."""
        places: dict[str, list[int]] = {}
        for place, heading in enumerate(headings):
            places.setdefault(plain(heading), []).append(place)
        found = {
            column.field: next((places[alias] for alias in column.aliases if alias in places), [])
            for column in self.columns
        }
        return {field: there for field, there in found.items() if there}

    def missing_from(self, fields: Collection[str]) -> list[str]:
        """Return the words for the columns without which nothing can be imported."""
        return [words for words, group in self.needed if group.isdisjoint(fields)]

    def words_of(self, field: str) -> str:
        """Return how pages call a column."""
        return next((column.words for column in self.columns if column.field == field), "Whole row")


def plain(heading: str) -> str:
    """Return a heading as it is looked up: “Legal_Surname”, “LegalSurname” and “legal surname” are the same."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return re.sub(r"[\s_.:*-]+", " ", spaced).strip().casefold()
