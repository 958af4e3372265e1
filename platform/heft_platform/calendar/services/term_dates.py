"""The cluster's terms, which every school inherits, and the terms that a school keeps for itself."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar.models import OwnTerm, Term
from heft_platform.calendar.school_days import TermDates
from heft_platform.calendar.services.reading import TermView, own_terms, terms
from heft_platform.calendar.term_rules import refuse_impossible_term
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.refusals import ChangedMeanwhileError, Refused

AnyTerm = TypeVar("AnyTerm", Term, OwnTerm)
FIELDS = ("name", "first_on", "last_on", "break_from", "break_to")


class TermNameTakenError(Refused):
    """Another term has this name."""


class TermChangedMeanwhileError(ChangedMeanwhileError):
    """Somebody else changed the term while it was open for changing."""


def term(session: Session, *, term_id: UUID) -> TermView | None:
    """Return a term of the cluster, or None."""
    return next((one for one in terms(session) if one.id == term_id), None)


def add_term(session: Session, *, dates: TermDates) -> UUID:
    """Add a term of the cluster, in its administrator's context.

    :raises TermNameTakenError: if there is one of this name
    :raises Refused: as `refuse_impossible_term` does
    """
    known = terms(session)
    _refuse_taken_name(dates, known)
    refuse_impossible_term(dates, others=known)
    return _add(session, Term, dates, "term.added", cluster_id=current().cluster)


def change_term(session: Session, *, term_id: UUID, version: int, dates: TermDates) -> None:
    """Change a term of the cluster: every school without a term of its own follows.

    :raises TermChangedMeanwhileError: if it is no longer the version that was read
    :raises TermNameTakenError: if another one has this name
    :raises Refused: as `refuse_impossible_term` does
    """
    one = session.get_one(Term, (current().cluster, term_id), with_for_update=True)
    if one.version != version:
        raise TermChangedMeanwhileError
    others = [other for other in terms(session) if other.id != term_id]
    _refuse_taken_name(dates, others)
    refuse_impossible_term(dates, others=others)

    _change(session, one, dates, "term.changed")


def set_term(session: Session, *, dates: TermDates) -> None:
    """Add a term of the cluster, or put the one of this name right. Set twice, it is set once."""
    known = next((one for one in terms(session) if one.name == dates.name), None)
    if known is None:
        add_term(session, dates=dates)
    else:
        change_term(session, term_id=known.id, version=known.version, dates=dates)


def own_term(session: Session, *, term_id: UUID) -> TermView | None:
    """Return a term that the school at hand keeps for itself, or None."""
    return next((one for one in own_terms(session) if one.id == term_id), None)


def add_own_term(session: Session, *, dates: TermDates) -> UUID:
    """Keep a term of the school's own: in place of the authority's of the same name, or beside them.

    :raises TermNameTakenError: if the school keeps one of this name already
    :raises Refused: as `refuse_impossible_term` does
    """
    _refuse_taken_name(dates, own_terms(session))
    refuse_impossible_term(dates, others=_others(session, dates))
    return _add(session, OwnTerm, dates, "term.own_added", org_id=current().org)


def change_own_term(session: Session, *, term_id: UUID, version: int, dates: TermDates) -> None:
    """Change a term of the school's own.

    :raises TermChangedMeanwhileError: if it is no longer the version that was read
    :raises TermNameTakenError: if another one has this name
    :raises Refused: as `refuse_impossible_term` does
    """
    one = session.get_one(OwnTerm, (current().org, term_id), with_for_update=True)
    if one.version != version:
        raise TermChangedMeanwhileError
    _refuse_taken_name(dates, [other for other in own_terms(session) if other.id != term_id])
    refuse_impossible_term(dates, others=_others(session, dates, besides=term_id))

    _change(session, one, dates, "term.own_changed")


def remove_own_term(session: Session, *, term_id: UUID) -> None:
    """Go back to the authority's dates. Gone back twice, it is done once."""
    one = session.get(OwnTerm, (current().org, term_id))
    if one is not None:
        session.delete(one)
        record(session, action="term.own_removed", thing="term", thing_id=term_id)


def _others(session: Session, dates: TermDates, besides: UUID | None = None) -> list[TermView]:
    """Return the terms that a term of the school's own stands beside: not the one that it replaces."""
    everything = [*own_terms(session), *terms(session)]
    return [one for one in everything if one.name != dates.name and one.id != besides]


def _add(session: Session, model: type[AnyTerm], dates: TermDates, action: str, **whose: int) -> UUID:
    said = {field: getattr(dates, field) for field in FIELDS}
    added = insert(model).values(id=uuid7(), version=1, **said, **whose).on_conflict_do_nothing()
    term_id: UUID | None = session.scalar(added.returning(model.id))
    if term_id is None:  # somebody else entered it in the same moment
        raise TermNameTakenError
    record(session, action=action, thing="term", thing_id=term_id, fields=FIELDS)
    return term_id


def _change(session: Session, one: AnyTerm, dates: TermDates, action: str) -> None:
    for field in FIELDS:
        setattr(one, field, getattr(dates, field))
    record(session, action=action, thing="term", thing_id=one.id, fields=FIELDS)


def _refuse_taken_name(dates: TermDates, others: Sequence[TermDates]) -> None:
    if any(one.name.casefold() == dates.name.casefold() for one in others):
        raise TermNameTakenError
