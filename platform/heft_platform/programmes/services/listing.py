"""The list of a school’s programmes, a page at a time, by what somebody looks for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.services.lines import THESE, lines_of
from heft_platform.programmes.views import ProgrammeLine
from heft_platform.pupils import services as pupils

ON_A_PAGE = 25
LAST_PAGE = 10**6  # of any school: the database counts no further for ever
SOON = timedelta(days=14)
STATES = {
    "preparing": "Preparing",
    "active": "Running",
    "paused": "Paused",
    "closed": "Finished",
}
DUE = {"now": "A meeting is due now", "soon": "A meeting in the next two weeks"}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody looks for; empty is everything."""

    state: str = ""
    class_name: str = ""
    key_worker: UUID | None = None
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgrammesPage:
    """Some of the programmes, how many there are, and what can be looked for."""

    lines: list[ProgrammeLine]
    number: int  # of those that were looked for
    page: int
    counted: "Counted"

    @property
    def pages(self) -> int:
        return -(-self.number // ON_A_PAGE)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many programmes the school has altogether, and who their key workers are."""

    running: int
    waiting: int  # of those that run: a meeting is due
    preparing: int
    everything: int
    key_workers: list[tuple[UUID, str]]


def programmes_page(session: Session, *, wanted: Wanted, page: int, today: date) -> ProgrammesPage:
    """Return a page of programmes: open ones by their next date, then closed ones."""
    page = min(max(page, 1), LAST_PAGE)
    next_on = day_of_next_meeting()
    which = conditions(session, wanted, next_on, today)
    number = func.count().over()
    found = select(Programme.id, number).where(*which)
    found = found.order_by(Programme.state == "closed", next_on.asc().nulls_last(), Programme.reference)
    start = (page - 1) * ON_A_PAGE
    rows = session.execute(found.limit(ON_A_PAGE).offset(start)).all()
    if not rows and start:
        return programmes_page(session, wanted=wanted, page=1, today=today)
    place = {programme_id: at for at, (programme_id, _) in enumerate(rows)}
    lines = lines_of(session, THESE, today, programmes=list(place)) if place else []
    return ProgrammesPage(
        lines=sorted(lines, key=lambda line: place[line.id]),
        number=rows[0][1] if rows else 0,
        page=page,
        counted=_counted(session, next_on, today),
    )


def day_of_next_meeting() -> ScalarSelect[date]:
    """Return, as a part of a statement, the day of the next meeting of a programme."""
    coming = select(func.min(Milestone.due_on)).where(
        Milestone.programme_id == Programme.id,
        Milestone.is_meeting,
        Milestone.held_on.is_(None),
        Milestone.skipped_on.is_(None),
    )
    return coming.correlate(Programme).scalar_subquery()


def conditions(
    session: Session, wanted: Wanted, next_on: ScalarSelect[date], today: date
) -> list[ColumnElement[bool]]:
    """Return the conditions under which a programme is looked for."""
    which: list[ColumnElement[bool]] = []
    if wanted.state in STATES:
        which.append(Programme.state == wanted.state)
    if wanted.key_worker:
        which.append(Programme.key_worker_id == wanted.key_worker)
    if wanted.class_name:
        which.append(Programme.pupil_id.in_(pupils.ids_in_class(session, class_name=wanted.class_name)))
    if wanted.due in DUE:
        last = today if wanted.due == "now" else today + SOON
        which += [Programme.state == "active", next_on <= last]
    return which


def _counted(session: Session, next_on: ScalarSelect[date], today: date) -> Counted:
    """Count all programmes, and name their key workers, in one look."""
    is_due = func.coalesce(next_on <= today, False)
    by = (Programme.state, Programme.key_worker_id, Programme.key_worker_name, is_due)
    count: Counter[str] = Counter()
    names: dict[UUID, str] = {}
    for state, person_id, name, due in session.execute(select(*by)):
        count[state] += 1
        count["due"] += state == "active" and due
        names[person_id] = name
    return Counted(
        running=count["active"],
        waiting=count["due"],
        preparing=count["preparing"],
        everything=sum(count[state] for state in STATES),
        key_workers=sorted(names.items(), key=lambda one: one[1]),
    )
