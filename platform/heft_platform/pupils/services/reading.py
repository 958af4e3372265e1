"""Read pupils of the school at hand. A visitor finds the pupil of their case, and no other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, any_, select
from sqlalchemy.orm import Session, undefer

from heft_platform.audit.services import record
from heft_platform.named import PUPILS
from heft_platform.pupils.enrolment import enrolment_words
from heft_platform.pupils.models import Pupil
from heft_platform.pupils.upn import is_temporary
from heft_platform.pupils.year_groups import year_group_words
from heft_tenants.ids import among
from heft_tenants.together import Question, Statement, built_once


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
