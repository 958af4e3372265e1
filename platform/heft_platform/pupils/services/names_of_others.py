"""The names of other pupils, which nothing that leaves the school may say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from heft_platform.pupils.models import Pupil
from heft_tenants.together import Question


@dataclass(frozen=True, kw_only=True)
class NamesOfOthers:
    """The names of the other pupils of a school: whole ones, and the first names of those in the same class."""

    whole: tuple[tuple[str, str], ...]
    first: tuple[str, ...]


def names_asked(*, pupil_id: UUID) -> Question[NamesOfOthers]:
    """Ask for every name that is another pupil’s, so that it can be cut from what leaves the school."""
    named = select(Pupil.id, Pupil.given_name, Pupil.family_name, Pupil.preferred_name, Pupil.class_name)
    return Question(lambda rows: _names_of_others(rows, pupil_id), named)


def _names_of_others(rows: Sequence[Any], pupil_id: UUID) -> NamesOfOthers:
    class_name = next((row.class_name for row in rows if row.id == pupil_id), "")
    others = [row for row in rows if row.id != pupil_id]
    return NamesOfOthers(
        whole=tuple(
            (given, row.family_name)
            for row in others
            for given in {row.given_name, row.preferred_name}
            if given and row.family_name
        ),
        first=tuple(
            given
            for row in others
            if class_name and row.class_name == class_name
            for given in {row.given_name, row.preferred_name}
            if given
        ),
    )
