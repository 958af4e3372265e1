"""Count what became of the programmes that began in a school year."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError, SchoolCalendar
from heft_platform.codes import codes_of
from heft_platform.library import services as library
from heft_platform.meetings import services as meetings
from heft_platform.numbers.counting import NOT_RECORDED, Counted, usual_wait
from heft_platform.numbers.figures import Figure, figures_of
from heft_platform.picture import services as picture
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import CountedProgramme
from heft_platform.pupils import services as pupils
from heft_tenants.refusals import Refused

NEEDS, YEAR_GROUPS = "sen_need_types", "year_groups"


class UnknownFigureError(Refused):
    """There is no such figure, or no such year."""


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The figures of one school year, and the years that there are."""

    year: int
    years: tuple[int, ...]
    figures: tuple[Figure, ...]
    usual_wait: int | None  # school days from the first worry to the first meeting, at most, for half

    @property
    def shows_anything(self) -> bool:
        """Say whether there is any figure with a group, or a total, that may be shown."""
        return any(isinstance(one.overall.number, int) or one.bars for one in self.figures)

    def of(self, measure: str) -> list[Figure]:
        """Return the figures of a measure in which anything is counted."""
        return [one for one in self.figures if one.measure == measure and one.rows]

    def figure(self, code: str) -> Figure:
        """Return a figure by its code.

        :raises UnknownFigureError: if there is none
        """
        found = next((one for one in self.figures if one.code == code), None)
        if found is None:
            raise UnknownFigureError
        return found


def read_numbers(session: Session, *, year: int | None, today: date) -> Numbers:
    """Return the figures of a school year, by default this one, and write down that somebody looked.

    Years are whole and never added up: two overlapping cuts would tell of the few who are in one of them alone.

    :raises UnknownFigureError: if no programme began in that year
    """
    this_year = programmes.school_year_of(today)
    years = programmes.years_with_programmes(session)
    year = this_year if year is None else year
    if year not in {this_year, *years}:
        raise UnknownFigureError
    record(session, action="numbers.viewed", thing="numbers")
    counted = _counted(session, programmes.programmes_of_year(session, year=year), today)
    return Numbers(
        year=year,
        years=tuple(sorted({this_year, *years}, reverse=True)),
        figures=tuple(figures_of(counted, _orders())),
        usual_wait=usual_wait(counted),
    )


def note_export(session: Session, *, code: str) -> None:
    """Write down that somebody took a figure away as a spreadsheet."""
    record(session, action="numbers.exported", thing="numbers", fields=(code,))


def _counted(session: Session, began: list[CountedProgramme], today: date) -> list[Counted]:
    if not began:
        return []
    ids, pupil_ids = [one.id for one in began], {one.pupil_id for one in began}
    school_days = calendar.calendar_of_school(session)
    year_groups = pupils.year_groups_by_pupil(session, pupil_ids=pupil_ids)
    needs = picture.needs_by_pupil(session, pupil_ids=pupil_ids)
    names = library.template_names(session)
    targets = meetings.targets_reviewed(session, programme_ids=ids)
    reviews = _reviews(session, began, school_days, today)
    return [
        Counted(
            pupil_id=one.pupil_id,
            state=programmes.STATES[one.state],
            year_group=_label(YEAR_GROUPS, year_groups.get(one.pupil_id)),
            need=_label(NEEDS, needs.get(one.pupil_id)),
            template=names.get(one.template_id, NOT_RECORDED),
            waited=_waited(one, school_days),
            reviews_in_time=sum(reviews[one.id]),
            reviews=len(reviews[one.id]),
            targets_achieved=targets[one.id].achieved if one.id in targets else 0,
            targets=targets[one.id].reviewed if one.id in targets else 0,
        )
        for one in began
    ]


def _reviews(
    session: Session, began: list[CountedProgramme], school_days: SchoolCalendar, today: date
) -> dict[UUID, list[bool]]:
    """Return of each review that was held, or whose days have passed, whether it was held in time."""

    @cache
    def last_day(due_on: date, tolerance: int) -> date:
        try:
            return school_days.add_school_days(due_on, tolerance)
        except CalendarHorizonError:  # terms of long ago, or not yet known
            return due_on

    found: dict[UUID, list[bool]] = defaultdict(list)
    for review in programmes.reviews_of_programmes(session, several=began):
        last = last_day(review.due_on, review.tolerance)
        if review.held_on is not None or last < today:
            found[review.programme_id].append(review.held_on is not None and review.held_on <= last)
    return found


def _waited(one: CountedProgramme, school_days: SchoolCalendar) -> int | None:
    if one.concern_on is None:
        return None
    try:
        return max(0, school_days.school_days_until(one.started_on, today=one.concern_on))
    except CalendarHorizonError:
        return None


def _orders() -> dict[str, list[str]]:
    return {
        "state": list(programmes.STATES.values()),
        "year group": [one.label for one in codes_of(YEAR_GROUPS).values()],
        "need": [one.label for one in codes_of(NEEDS).values()],
        "template": [],
    }


def _label(codes: str, code: str | None) -> str:
    known = codes_of(codes)
    return known[code].label if code and code in known else code or NOT_RECORDED
