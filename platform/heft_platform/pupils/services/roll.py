"""Whom a row of a file is about: by UPN, or else by a name that only one pupil has."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.csv_tables import DateColumn, Line, short
from heft_platform.names import folded
from heft_platform.pupils.mis_columns import LAYOUT, NAMES
from heft_platform.pupils.models import Pupil
from heft_platform.pupils.upn import is_upn, why_not_a_upn
from heft_tenants.refusals import Refused

COLUMNS_OF_PUPIL = tuple(
    column
    for column in LAYOUT.columns
    if column.field in {"upn", "family_name", "given_name", "name", "born_on", "class_name"}
)
PUPIL_IS_NAMED = ("UPN", frozenset({"upn", *NAMES}))


class PupilNotFoundError(Refused):
    """No pupil is meant, or more than one: the words say what to do. `is_unknown`: the row may be right, and not ours."""

    def __init__(self, field: str, words: str, *, is_unknown: bool = False) -> None:
        self.field, self.words, self.is_unknown = field, words, is_unknown
        super().__init__(words)


@dataclass(frozen=True, kw_only=True)
class OnRoll:
    """A pupil as files name them."""

    id: UUID
    upn: str
    given_name: str
    family_name: str
    preferred_name: str
    born_on: date | None
    class_name: str
    left_on: date | None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def names(self) -> Iterator[str]:
        """Give the pupil's names in every order in which a system may write them."""
        for first in {self.given_name, self.preferred_name or self.given_name}:
            yield folded(f"{first} {self.family_name}")
            yield folded(f"{self.family_name} {first}")

    def shares_a_name(self, words: str) -> bool:
        ours = folded(f"{self.given_name} {self.family_name} {self.preferred_name}").split()
        return not set(ours).isdisjoint(folded(words).split())


class Roll:
    """All pupils of a school, found however a file names them."""

    def __init__(self, pupils: Iterable[OnRoll]) -> None:
        self._by_upn: dict[str, OnRoll] = {}
        self._by_name: dict[str, list[OnRoll]] = defaultdict(list)
        for one in pupils:
            self._by_upn[one.upn] = one
            for name in set(one.names()):
                self._by_name[name].append(one)

    def find(
        self, *, upn: str = "", name: str = "", born_on: date | None = None, class_name: str = ""
    ) -> OnRoll:
        """Return the pupil that a row names.

        :raises PupilNotFoundError: if it names none, or more than one
        """
        number = "".join(upn.split()).upper()
        if number:
            return self._by_number(number, name)
        if not folded(name):
            raise PupilNotFoundError("upn", "Say which pupil this row is about: enter the UPN")
        return self._by_words(name, born_on, class_name)

    def whom(self, line: Line, born: DateColumn) -> OnRoll:
        """Return the pupil that a row of a file names.

        :raises PupilNotFoundError: if it names none, or more than one
        """
        parts = f"{line.get('given_name')} {line.get('family_name')}".strip()
        return self.find(
            upn=line.get("upn"),
            name=parts or line.get("name"),
            born_on=born.read(line.get("born_on")),
            class_name=line.get("class_name"),
        )

    def _by_number(self, number: str, name: str) -> OnRoll:
        found = self._by_upn.get(number)
        if found is None and not is_upn(number):
            raise PupilNotFoundError("upn", f"“{short(number)}” is not a UPN: {why_not_a_upn(number)}")
        if found is None:
            raise PupilNotFoundError("upn", "No pupil of your list has this UPN", is_unknown=True)
        if folded(name) and not found.shares_a_name(name):
            raise PupilNotFoundError(
                "upn", f"This UPN is {found.name}’s, and the row says {short(name)}. Check which is right"
            )
        return found

    def _by_words(self, name: str, born_on: date | None, class_name: str) -> OnRoll:
        found = self._by_name.get(folded(name), [])
        if len(found) > 1 and any(one.left_on is None for one in found):
            found = [one for one in found if one.left_on is None]
        if len(found) > 1 and born_on:
            found = [one for one in found if one.born_on == born_on]
        if len(found) > 1 and class_name:
            found = [one for one in found if folded(one.class_name) == folded(class_name)] or found
        if not found:
            raise PupilNotFoundError("name", "No pupil of your list has this name", is_unknown=True)
        if len(found) > 1:
            raise PupilNotFoundError(
                "name", f"{len(found)} pupils have this name. Add a column with the UPN or the date of birth"
            )
        return found[0]


def roll_of_school(session: Session) -> Roll:
    """Return everybody on the school's list, also those who have left."""
    everyone = select(
        *(Pupil.id, Pupil.upn, Pupil.given_name, Pupil.family_name, Pupil.preferred_name),
        *(Pupil.born_on, Pupil.class_name, Pupil.left_on),
    )
    return Roll(OnRoll(**row) for row in session.execute(everyone).mappings())
