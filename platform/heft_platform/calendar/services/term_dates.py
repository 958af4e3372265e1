"""The cluster's terms, which every school inherits, and the terms that a school keeps for itself."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.adding import add_once
from heft_platform.audit.services import record
from heft_platform.calendar.models import OwnTerm, Term
from heft_platform.calendar.school_days import TermDates
from heft_platform.calendar.services.reading import TermView, own_terms, terms
from heft_platform.calendar.term_rules import have_one_name, overlap, refuse_impossible_term
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
    return _add(session, Term, dates, "term.added")


def change_term(session: Session, *, term_id: UUID, version: int, dates: TermDates) -> None:
    """Change a term of the cluster: every school without a term of its own follows.

    :raises TermChangedMeanwhileError: if it is no longer the version that was read
    :raises TermNameTakenError: if another one has this name
    :raises Refused: as `refuse_impossible_term` does
    """
    _wait_for_whoever_changes(session, Term)
    _change(session, session.get(Term, (current().cluster, term_id)), version, dates, "term.changed")


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
    return _add(session, OwnTerm, dates, "term.own_added")


def change_own_term(session: Session, *, term_id: UUID, version: int, dates: TermDates) -> None:
    """Change a term of the school's own.

    :raises TermChangedMeanwhileError: if it is no longer the version that was read
    :raises TermNameTakenError: if another one has this name
    :raises Refused: as `refuse_impossible_term` does
    """
    _wait_for_whoever_changes(session, OwnTerm)
    _change(session, session.get(OwnTerm, (current().org, term_id)), version, dates, "term.own_changed")


def remove_own_term(session: Session, *, term_id: UUID) -> None:
    """Go back to the authority's dates. Gone back twice, it is done once."""
    one = session.get(OwnTerm, (current().org, term_id), with_for_update=True)
    if one is not None:
        session.delete(one)
        record(session, action="term.own_removed", thing="term", thing_id=term_id)


def _add(session: Session, model: type[AnyTerm], dates: TermDates, action: str) -> UUID:
    _wait_for_whoever_changes(session, model)
    _refuse_beside_others(session, model, dates)
    term_id = uuid7()
    if not add_once(session, model, id=term_id, version=1, **_said(dates)):
        # where there were no terms yet, nobody waited, and somebody else was first
        _refuse_beside_others(session, model, dates)
        raise TermChangedMeanwhileError
    record(session, action=action, thing="term", thing_id=term_id, fields=FIELDS)
    return term_id


def _change(session: Session, one: AnyTerm | None, version: int, dates: TermDates, action: str) -> None:
    if one is None or one.version != version:
        raise TermChangedMeanwhileError
    _refuse_beside_others(session, type(one), dates, besides=one.id)
    for field, value in _said(dates).items():
        setattr(one, field, value)
    record(session, action=action, thing="term", thing_id=one.id, fields=FIELDS)


def _said(dates: TermDates) -> dict[str, Any]:
    return {field: getattr(dates, field) for field in FIELDS}


def _wait_for_whoever_changes(session: Session, model: type[Term] | type[OwnTerm]) -> None:
    """Wait until nobody else changes one of these terms, and read what they left."""
    all_of_them = select(model).order_by(model.id).with_for_update()
    session.scalars(all_of_them.execution_options(populate_existing=True)).all()


def _refuse_beside_others(
    session: Session, model: type[Term] | type[OwnTerm], dates: TermDates, besides: UUID | None = None
) -> None:
    """Refuse a term that cannot stand beside the others.

    One of the school’s own replaces the authority’s of its name, and those on whose days it stands already: the authority
    may have given its own another name since.
    """
    known = own_terms(session) if model is OwnTerm else terms(session)
    before = [one for one in known if one.id == besides]
    others = [one for one in known if one not in before]
    if any(have_one_name(one, dates) for one in others):
        raise TermNameTakenError
    if model is OwnTerm:
        others += [
            one
            for one in terms(session)
            if not have_one_name(one, dates) and not any(overlap(one, mine) for mine in before)
        ]
    refuse_impossible_term(dates, others=others)
