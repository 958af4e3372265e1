"""The calendar of the school at hand: the cluster's terms or its own, bank holidays, and the days it closes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Date, Row, Select, literal, select, union_all
from sqlalchemy.orm import Session

from heft_platform.calendar.bank_holidays import bank_holidays
from heft_platform.calendar.models import CalendarChange, OwnTerm, Term
from heft_platform.calendar.school_days import (
    AUGUST,
    SATURDAY,
    SchoolCalendar,
    TermDates,
)
from heft_platform.calendar.term_rules import have_one_name, overlap
from heft_tenants.context import current
from heft_tenants.together import Question, Statement, built_once

MOST_KEPT = 128  # calendars
KIND_WORDS = {"inset": "Staff training (INSET)", "closure": "School closed"}

OF_SCHOOLS = {"org", "work"}  # a visitor, and the cluster's administrator, see the cluster's terms alone


@dataclass(frozen=True, kw_only=True)
class TermView(TermDates):
    """A term as pages show it, and whose it is."""

    id: UUID
    version: int
    is_own: bool
    school_days: int = 0


@dataclass(frozen=True, kw_only=True)
class SchoolYear:
    """The terms of a year, from September to July."""

    name: str
    terms: tuple[TermView, ...]

    @property
    def school_days(self) -> int:
        return sum(term.school_days for term in self.terms)


@dataclass(frozen=True, kw_only=True)
class DayWithoutPupils:
    """A weekday in term on which there is no school; `id` is None for a bank holiday, which nobody can take back."""

    id: UUID | None
    day: date
    why: str


def terms(session: Session) -> list[TermView]:
    """Return the cluster's terms in order."""
    found = session.scalars(select(Term).order_by(Term.first_on, Term.id))
    return [_view(term, is_own=False) for term in found]


def calendar_of_school(session: Session) -> SchoolCalendar:
    """Return the calendar of the school at hand. A visitor counts on the cluster's terms alone."""
    return calendar_asked().ask(session)


def calendar_asked() -> Question[SchoolCalendar]:
    """Ask for the calendar of the school at hand, for pages that ask for more at once."""
    return Question(
        lambda rows: _calendar(tuple(rows)), _terms_and_changes(of_school=current().kind in OF_SCHOOLS)
    )


@lru_cache(maxsize=MOST_KEPT)  # which remembers what it has counted
def _calendar(rows: tuple[Any, ...]) -> SchoolCalendar:
    in_order = sorted(rows, key=lambda row: (row.first_on, row.id))
    inherited, own = (
        [_view(row, is_own=source == "own") for row in in_order if row.source == source]
        for source in ("term", "own")
    )
    in_force = _in_force(inherited, own)
    closed = {row.first_on: _in_words(row.source, row.name) for row in in_order if row.source in KIND_WORDS}
    return SchoolCalendar(terms=tuple(in_force), closed={**_bank_holidays_of(in_force), **closed})


def school_years(session: Session) -> list[SchoolYear]:
    """Return the terms of the school at hand year by year, with the number of school days in each."""
    calendar = calendar_of_school(session)
    counted = [_counted(term, calendar) for term in _terms_in_force(session)]
    return [
        SchoolYear(name=f"{year} to {year + 1}", terms=tuple(terms_of_year))
        for year, terms_of_year in groupby(counted, key=lambda term: _year_of(term.first_on))
    ]


def days_without_pupils(session: Session, *, since: date) -> list[DayWithoutPupils]:
    """Return every weekday in term without school from a day on: bank holidays and the school's own."""
    in_force = _terms_in_force(session)
    own = [
        DayWithoutPupils(id=one.id, day=one.day, why=_why(one))
        for one in _changes(session)
        if one.day >= since
    ]
    closed_by_us = {one.day for one in own}
    public = [
        DayWithoutPupils(id=None, day=day, why=f"Bank holiday: {name}")
        for day, name in _bank_holidays_of(in_force).items()
        if day >= since and day not in closed_by_us and _takes_a_school_day(day, in_force)
    ]
    return sorted([*own, *public], key=lambda one: one.day)


def own_terms(session: Session) -> list[TermView]:
    """Return the terms that the school at hand keeps for itself, in order."""
    if current().kind not in OF_SCHOOLS:
        return []
    found = session.scalars(select(OwnTerm).order_by(OwnTerm.first_on, OwnTerm.id))
    return [_view(term, is_own=True) for term in found]


def _terms_in_force(session: Session) -> list[TermView]:
    return _in_force(terms(session), own_terms(session))


def _in_force(inherited: Sequence[TermView], own: Sequence[TermView]) -> list[TermView]:
    """A term of the school's own stands in place of every inherited one with its name or any of its days."""
    still = [
        one for one in inherited if not any(have_one_name(mine, one) or overlap(mine, one) for mine in own)
    ]
    return sorted([*own, *still], key=lambda term: term.first_on)


@built_once
def _terms_and_changes(*, of_school: bool) -> Statement:
    """Ask for the cluster's terms, the school's own, and the days it closes, as nearly every page needs them."""
    found: Select[Any] | CompoundSelect[Any] = _columns_of(Term, "term")
    if of_school:
        no_break = literal(None, Date)
        changes = select(
            CalendarChange.kind.label("source"),
            CalendarChange.id,
            literal(0).label("version"),
            CalendarChange.reason.label("name"),
            CalendarChange.day.label("first_on"),
            CalendarChange.day.label("last_on"),
            no_break.label("break_from"),
            no_break.label("break_to"),
        )
        found = union_all(found, _columns_of(OwnTerm, "own"), changes)
    return found


def _columns_of(model: type[Term] | type[OwnTerm], source: str) -> Select[Any]:
    columns: list[Any] = [
        literal(source).label("source"),
        model.id,
        model.version,
        model.name,
        model.first_on,
        model.last_on,
        model.break_from,
        model.break_to,
    ]
    return select(*columns)


def _changes(session: Session) -> Sequence[CalendarChange]:
    if current().kind not in OF_SCHOOLS:
        return ()
    return session.scalars(select(CalendarChange).order_by(CalendarChange.day)).all()


def _view(term: Term | OwnTerm | Row[Any], *, is_own: bool) -> TermView:
    return TermView(
        id=term.id,
        version=term.version,
        is_own=is_own,
        name=term.name,
        first_on=term.first_on,
        last_on=term.last_on,
        break_from=term.break_from,
        break_to=term.break_to,
    )


def _counted(term: TermView, calendar: SchoolCalendar) -> TermView:
    return replace(term, school_days=calendar.number_of_school_days(term.first_on, term.last_on))


def _bank_holidays_of(in_force: Sequence[TermDates]) -> dict[date, str]:
    """Return the bank holidays of the years from the first of these terms to the last."""
    if not in_force:
        return {}
    return bank_holidays(in_force[0].first_on.year, max(term.last_on.year for term in in_force))


def _takes_a_school_day(day: date, in_force: Sequence[TermDates]) -> bool:
    return day.weekday() < SATURDAY and any(term.holds(day) for term in in_force)


def _why(change: CalendarChange) -> str:
    return _in_words(change.kind, change.reason)


def _in_words(kind: str, reason: str) -> str:
    return f"{KIND_WORDS[kind]}: {reason}" if reason else KIND_WORDS[kind]


def _year_of(day: date) -> int:
    return day.year if day.month >= AUGUST else day.year - 1
