"""Programmes as they are counted: nothing is read of any that is not needed for that."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, cast, extract, func, select
from sqlalchemy.orm import Session

from heft_platform.programmes.models import Milestone, Programme
from heft_tenants.ids import among

SEPTEMBER = 9


class CountedProgramme(NamedTuple):
    """What is counted of a programme."""

    id: UUID
    pupil_id: UUID
    template_id: UUID
    state: str
    started_on: date
    concern_on: date | None


class CountedReview(NamedTuple):
    """A review that was held, or should have been if its days have passed."""

    programme_id: UUID
    due_on: date
    tolerance: int
    held_on: date | None


def school_year_of(day: date) -> int:
    """Return the year in which the school year of a day began."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def years_with_programmes(session: Session) -> list[int]:
    """Return the school years in which a programme began, each as the year of its September, the newest first."""
    shifted = Programme.started_on - func.make_interval(0, SEPTEMBER - 1)
    year = cast(extract("year", shifted), Integer)
    return list(session.scalars(select(year).where(_counts()).distinct().order_by(year.desc())))


def programmes_of_year(session: Session, *, year: int) -> list[CountedProgramme]:
    """Return the programmes that began in a school year. One that was merged into another is that other."""
    columns = (
        *(Programme.id, Programme.pupil_id, Programme.template_id),
        *(Programme.state, Programme.started_on, Programme.concern_on),
    )
    began = select(*columns).where(_counts(), Programme.started_on.between(*_days_of(year)))
    in_order = began.order_by(Programme.started_on, Programme.id)
    return [CountedProgramme._make(row) for row in session.execute(in_order)]


def reviews_of_programmes(session: Session, *, several: Collection[CountedProgramme]) -> list[CountedReview]:
    """Return the reviews of programmes: those held, and of running programmes also those to come."""
    of = {one.id: one for one in several}
    meetings = select(Milestone.programme_id, Milestone.due_on, Milestone.tolerance, Milestone.held_on).where(
        among(Milestone.programme_id, of), Milestone.is_meeting, Milestone.skipped_on.is_(None)
    )
    found = [CountedReview._make(row) for row in session.execute(meetings)]
    return [
        one
        for one in found
        if one.due_on > of[one.programme_id].started_on  # the first meeting is no review
        and (one.held_on is not None or of[one.programme_id].state == "active")
    ]


def _counts() -> ColumnElement[bool]:
    return Programme.merged_into_id.is_(None)


def _days_of(year: int) -> tuple[date, date]:
    return date(year, SEPTEMBER, 1), date(year + 1, SEPTEMBER - 1, 31)
