"""Find pupils of the school at hand. A visitor finds the pupil of their case, and no other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, false, func, or_, select
from sqlalchemy.orm import Session, undefer

from heft_platform import clock
from heft_platform.audit.services import record
from heft_platform.codes import codes_of
from heft_platform.named import PUPILS, TODAY
from heft_platform.names import folded
from heft_platform.pupils.enrolment import enrolment_words
from heft_platform.pupils.models import Pupil
from heft_platform.pupils.upn import is_temporary
from heft_platform.pupils.year_groups import year_group_words
from heft_tenants.ids import among
from heft_tenants.together import Question, Statement, built_once

ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class PupilView:
    """A pupil as pages show them."""

    id: UUID
    name: str
    first_name: str
    initials: str
    preferred_name: str
    year_group: str
    class_name: str

    @property
    def year_words(self) -> str:
        return year_group_words(self.year_group)

    @property
    def group(self) -> str:
        return self.class_name or self.year_words


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What only the school's own people see of a pupil."""

    upn: str
    has_temporary_upn: bool
    born_on: date | None
    sen: str
    enrolment: str
    left_on: date | None

    @property
    def enrolment_words(self) -> str:
        return enrolment_words(self.enrolment)


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


def pupil(session: Session, *, pupil_id: UUID) -> PupilView | None:
    """Return a pupil of the school at hand, or None."""
    found = session.scalar(select(Pupil).where(Pupil.id == pupil_id))
    return view_of(found) if found is not None else None


def pupils_asked(pupil_ids: Select[Any], **said: Any) -> Question[dict[UUID, PupilView]]:
    """Ask for the pupils of the school at hand whose ids a statement finds, for pages that ask for more at once.

    The statement is one that is kept; what it names is said.
    """
    return Question(_by_id, _pupils_in(pupil_ids), **said)


@built_once
def _pupils_in(pupil_ids: Select[Any]) -> Statement:
    return select(Pupil).where(Pupil.id.in_(pupil_ids))


@built_once
def _these() -> Statement:
    return select(Pupil).where(Pupil.id == any_(PUPILS))


def _by_id(found: Sequence[Pupil]) -> dict[UUID, PupilView]:
    return {one.id: view_of(one) for one in found}


def read_pupil(session: Session, *, pupil_id: UUID) -> PupilView | None:
    """Return a pupil of the school at hand, and write down that somebody looked; None if there is none here."""
    found = pupil(session, pupil_id=pupil_id)
    if found is not None:
        record(session, action="pupil.viewed", thing="pupil", thing_id=pupil_id, pupil_id=pupil_id)
    return found


def pupils_by_id(session: Session, *, pupil_ids: Collection[UUID]) -> dict[UUID, PupilView]:
    """Return several pupils of the school at hand."""
    return these_asked(pupil_ids).ask(session) if pupil_ids else {}


def these_asked(pupil_ids: Collection[UUID]) -> Question[dict[UUID, PupilView]]:
    """Ask for several pupils of the school at hand by their ids, for pages that ask for more at once."""
    return Question(_by_id, _these(), pupils=list(pupil_ids))


def hold_pupil(session: Session, *, pupil_id: UUID) -> None:
    """Keep everybody else from holding a pupil until this deed is committed: for what a pupil has once at a time."""
    session.execute(select(Pupil.id).where(Pupil.id == pupil_id).with_for_update(key_share=True))


def year_groups_by_pupil(session: Session, *, pupil_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the code of the year group of each of these pupils, for counting."""
    found = select(Pupil.id, Pupil.year_group).where(among(Pupil.id, pupil_ids))
    return {row.id: row.year_group for row in session.execute(found)}


def read_overview(session: Session, *, pupil_id: UUID) -> tuple[PupilView, Identity] | None:
    """Return a pupil with what identifies them, and write down that somebody looked."""
    chosen = select(Pupil).where(Pupil.id == pupil_id)
    guarded = (Pupil.upn, Pupil.born_on, Pupil.sen, Pupil.enrolment, Pupil.left_on)
    found = session.scalar(chosen.options(*(undefer(column) for column in guarded)))
    if found is None:
        return None
    record(session, action="pupil.viewed", thing="pupil", thing_id=found.id, pupil_id=found.id)
    identity = Identity(
        upn=found.upn,
        has_temporary_upn=is_temporary(found.upn),
        born_on=found.born_on,
        sen=found.sen,
        enrolment=found.enrolment,
        left_on=found.left_on,
    )
    return view_of(found), identity


def enrolment_asked(*, pupil_id: UUID) -> Question[str]:
    """Ask for the code of a pupil’s enrolment, for pages that ask for more at once; nothing if no file said it."""
    return Question(
        lambda rows: next((row.enrolment for row in rows), ""),
        select(Pupil.enrolment).where(Pupil.id == pupil_id),
    )


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


def classes(session: Session) -> list[str]:
    """Return the names of the school's classes in order."""
    return sorted(session.scalars(select(Pupil.class_name).where(Pupil.class_name != "", _here()).distinct()))


def ids_in_class(session: Session, *, class_name: str) -> list[UUID]:
    """Return the ids of the pupils of a class."""
    return list(session.scalars(select(Pupil.id).where(Pupil.class_name == class_name)))


def year_groups(session: Session) -> list[tuple[str, str]]:
    """Return the year groups that the school has, youngest first, with their words."""
    there = set(session.scalars(select(Pupil.year_group).where(Pupil.year_group != "", _here()).distinct()))
    return [(code, year_group_words(code)) for code in codes_of("year_groups") if code in there]


def has_left(session: Session, *, pupil_id: UUID) -> bool:
    """Say whether a pupil has left the school."""
    return session.scalar(select(Pupil.id).where(Pupil.id == pupil_id, _left())) is not None


@dataclass(frozen=True, kw_only=True)
class Groups:
    """By what the list of pupils is narrowed: classes and year groups, the youngest first, and how many have left."""

    classes: list[str]
    year_groups: list[tuple[str, str]]
    number_who_left: int


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
    )


def here_or_left(*, who_left: bool) -> ColumnElement[bool]:
    """Return the condition for pupils who are at the school, or for those who have left."""
    return _left() if who_left else _here()


def _here() -> ColumnElement[bool]:
    return or_(Pupil.left_on.is_(None), Pupil.left_on > clock.today())


def _left() -> ColumnElement[bool]:
    return Pupil.left_on <= clock.today()


def view_of(found: Pupil) -> PupilView:
    """Return what any page may show of a pupil."""
    return PupilView(
        id=found.id,
        name=f"{found.given_name} {found.family_name}".strip(),
        first_name=found.preferred_name or found.given_name or found.family_name,
        initials="".join(f"{part[0]}." for part in (found.given_name, found.family_name) if part),
        preferred_name=found.preferred_name,
        year_group=found.year_group,
        class_name=found.class_name,
    )


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
