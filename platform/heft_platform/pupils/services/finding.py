"""Find pupils in the school’s list: by name, class and year group, those who are here or those who left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.codes import codes_of
from heft_platform.named import TODAY
from heft_platform.names import folded
from heft_platform.pupils.models import Pupil
from heft_platform.pupils.services.reading import PupilView, view_of
from heft_platform.pupils.year_groups import year_group_words
from heft_tenants.together import Question, Statement, built_once

ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class PupilPage:
    """Some of the pupils that were looked for, and how many there are."""

    pupils: Sequence[PupilView]
    number: int
    page: int

    @property
    def first(self) -> int:
        return (self.page - 1) * ON_A_PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.pupils) - 1

    @property
    def pages(self) -> int:
        return -(-self.number // ON_A_PAGE)


def find_pupils(
    session: Session,
    *,
    words: str = "",
    class_name: str = "",
    year_group: str = "",
    who_left: bool = False,
    page: int = 1,
) -> PupilPage:
    """Return pupils whose names hold all words, in any order and with or without accents, by surname.

    They are at the school, or with `who_left` were.
    """
    found = select(Pupil).where(here_or_left(who_left=who_left))
    for word in folded(words).split() or words.split():  # signs alone are in nobody's name
        found = found.where(Pupil.search_name.contains(word, autoescape=True))
    if class_name:
        found = found.where(Pupil.class_name == class_name)
    if year_group:
        found = found.where(Pupil.year_group == year_group)
    number = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    page = min(max(page, 1), -(-number // ON_A_PAGE) or 1)
    ordered = found.order_by(func.lower(Pupil.family_name), func.lower(Pupil.given_name), Pupil.id)
    shown = session.scalars(ordered.limit(ON_A_PAGE).offset((page - 1) * ON_A_PAGE))
    return PupilPage(pupils=[view_of(one) for one in shown], number=number, page=page)


def pupils_here(session: Session, *, class_name: str = "") -> list[PupilView]:
    """Return everybody who is at the school by class and surname; of one class, if it is named."""
    found = select(Pupil).where(_here())
    if class_name:
        found = found.where(Pupil.class_name == class_name)
    ordered = found.order_by(
        Pupil.class_name, func.lower(Pupil.family_name), func.lower(Pupil.given_name), Pupil.id
    )
    return [view_of(one) for one in session.scalars(ordered)]


def ids_in_class(session: Session, *, class_name: str) -> list[UUID]:
    """Return the ids of the pupils of a class."""
    return list(session.scalars(select(Pupil.id).where(Pupil.class_name == class_name)))


def has_left(session: Session, *, pupil_id: UUID) -> bool:
    """Say whether a pupil has left the school."""
    return session.scalar(select(Pupil.id).where(Pupil.id == pupil_id, _left())) is not None


@dataclass(frozen=True, kw_only=True)
class Groups:
    """By what the list of pupils is narrowed: classes and year groups, the youngest first, and how many have left."""

    classes: list[str]
    year_groups: list[tuple[str, str]]
    number_who_left: int
    is_empty: bool  # nobody is on the list, and nobody ever was


def groups(session: Session, *, today: date) -> Groups:
    """Return the classes and year groups of those who are here, and how many have left and can still be read."""
    return Question(_groups, _counted_by_group(), today=today).ask(session)


@built_once
def _counted_by_group() -> Statement:
    has_left = func.coalesce(Pupil.left_on <= TODAY, false())
    columns = (Pupil.class_name, Pupil.year_group, has_left.label("has_left"))
    return select(*columns, func.count().label("number")).group_by(*columns)


def _groups(rows: Sequence[Any]) -> Groups:
    here = [row for row in rows if not row.has_left]
    years = {row.year_group for row in here}
    return Groups(
        classes=sorted({row.class_name for row in here} - {""}),
        year_groups=[(code, year_group_words(code)) for code in codes_of("year_groups") if code in years],
        number_who_left=sum(row.number for row in rows if row.has_left),
        is_empty=not rows,
    )


def here_or_left(*, who_left: bool) -> ColumnElement[bool]:
    """Return the condition for pupils who are at the school, or for those who have left."""
    return _left() if who_left else _here()


def _here() -> ColumnElement[bool]:
    return or_(Pupil.left_on.is_(None), Pupil.left_on > clock.today())


def _left() -> ColumnElement[bool]:
    return Pupil.left_on <= clock.today()
