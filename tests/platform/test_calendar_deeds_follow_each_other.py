"""Two people change one calendar at the same moment: one does it, the other is refused by name."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.orm import Session

from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import TermDates
from heft_platform.programmes import services as programmes
from heft_testing.at_once import at_once
from heft_testing.database import ServerOfTests
from heft_testing.doing import Started, a_school_day

Deed = Callable[[Session], object]
ActingAs = Callable[..., AbstractContextManager[Session]]
TODAY = a_school_day()
AUTUMN = TermDates(name="Autumn term 2049", first_on=date(2049, 9, 1), last_on=date(2049, 12, 17))
OLD_YEARS_DAY = date(2049, 12, 31)
SPRING = TermDates(name="Spring term 2050", first_on=date(2050, 1, 4), last_on=date(2050, 3, 31))


def test_a_day_is_closed_once(acting_as: ActingAs) -> None:
    def do(who: str) -> None:
        with acting_as(who) as session:
            calendar.add_closure(session, day=TODAY, reason="Snow")

    assert at_once(do) == {"done": 1, "DayAlreadyClosedError": 1}


def test_a_meeting_that_somebody_moves_while_its_day_is_closed_is_on_the_day_that_they_chose(
    acting_as: ActingAs, running: Started
) -> None:
    with acting_as("sam-patel") as session:
        programme = programmes.read_programme(session, reference=running.reference, today=TODAY)
        assert programme is not None
        milestone = programme.next_milestone
        assert milestone is not None
        chosen = calendar.calendar_of_school(session).add_school_days(milestone.due_on, 3)

    def close_its_day() -> int:
        with acting_as("aisha-khan") as session:
            calendar.add_closure(session, day=milestone.due_on, reason="Snow")
            known = calendar.calendar_of_school(session)
            return len(programmes.move_off_closed_days(session, calendar=known, today=TODAY))

    with ThreadPoolExecutor(1) as aisha:
        with acting_as("sam-patel") as session:
            programmes.agree_dates(session, programme_id=programme.id, days={milestone.id: chosen})
            session.flush()
            closed = aisha.submit(close_its_day)
            wait([closed], timeout=0.5)  # it cannot end before the day is committed
        assert closed.result() == 0, "it was on that day no more"

    with acting_as("sam-patel") as session:
        programme = programmes.read_programme(session, reference=running.reference, today=TODAY)
        assert programme is not None
        assert programme.next_milestone is not None
        assert programme.next_milestone.due_on == chosen


@dataclass(frozen=True)
class Keeper:
    """Whose terms are changed, by whom, and with which deeds."""

    slug: str
    kind: str
    add: Callable[..., UUID]
    change: Callable[..., None]
    table: str


SCHOOL = Keeper("sam-patel", "org", calendar.add_own_term, calendar.change_own_term, "owned.own_term")
CLUSTER = Keeper("owen-parry", "admin", calendar.add_term, calendar.change_term, "shared.term")


@pytest.fixture(params=[SCHOOL, CLUSTER], ids=["of a school", "of the cluster"])
def keeper(request: pytest.FixtureRequest) -> Keeper:
    kept: Keeper = request.param
    return kept


@pytest.fixture
def entered(acting_as: ActingAs, keeper: Keeper) -> dict[str, UUID]:
    """Two terms, the first of them for Sam to change and the second for Aisha."""
    with acting_as(keeper.slug, keeper.kind) as session:
        return {
            "sam-patel": keeper.add(session, dates=AUTUMN),
            "aisha-khan": keeper.add(session, dates=SPRING),
        }


def test_a_term_of_one_name_is_entered_once(acting_as: ActingAs, keeper: Keeper) -> None:
    def do(_: str) -> None:
        with acting_as(keeper.slug, keeper.kind) as session:
            keeper.add(session, dates=AUTUMN)

    assert at_once(do) == {"done": 1, "TermNameTakenError": 1}


def test_of_two_terms_that_share_a_day_one_is_entered(acting_as: ActingAs, keeper: Keeper) -> None:
    def do(who: str) -> None:
        with acting_as(keeper.slug, keeper.kind) as session:
            keeper.add(session, dates=replace(AUTUMN, name=f"What {who} calls it"))

    assert at_once(do) == {"done": 1, "TermsOverlapError": 1}


def meanwhile(acting_as: ActingAs, keeper: Keeper, first: Deed, second: Deed) -> None:
    """Do a deed, let somebody else begin another before it is committed, and answer as the other was answered."""

    def do_second() -> None:
        with acting_as(keeper.slug, keeper.kind) as session:
            second(session)

    with ThreadPoolExecutor(1) as somebody_else:
        with acting_as(keeper.slug, keeper.kind) as session:
            first(session)
            session.flush()
            done = somebody_else.submit(do_second)
            wait([done], timeout=0.5)  # it cannot end before the first is committed
        done.result()


@pytest.mark.parametrize(
    ("sams", "aishas", "refusal"),
    [
        (replace(AUTUMN, name="Long term"), replace(SPRING, name="Long term"), calendar.TermNameTakenError),
        (
            replace(AUTUMN, last_on=OLD_YEARS_DAY),
            replace(SPRING, first_on=OLD_YEARS_DAY),
            calendar.TermsOverlapError,
        ),
    ],
)
def test_of_two_terms_that_would_exclude_each_other_one_is_changed(
    acting_as: ActingAs,
    keeper: Keeper,
    entered: dict[str, UUID],
    sams: TermDates,
    aishas: TermDates,
    refusal: type[Exception],
) -> None:
    with pytest.raises(refusal):
        meanwhile(
            acting_as,
            keeper,
            lambda session: keeper.change(session, term_id=entered["sam-patel"], version=1, dates=sams),
            lambda session: keeper.change(session, term_id=entered["aisha-khan"], version=1, dates=aishas),
        )


def test_a_term_is_not_moved_onto_one_that_is_being_entered(
    acting_as: ActingAs, keeper: Keeper, entered: dict[str, UUID]
) -> None:
    summer = TermDates(name="Summer term 2050", first_on=date(2050, 4, 25), last_on=date(2050, 7, 21))
    longer = replace(SPRING, last_on=date(2050, 4, 29))

    with pytest.raises(calendar.TermsOverlapError, match="Summer term 2050"):
        meanwhile(
            acting_as,
            keeper,
            lambda session: keeper.add(session, dates=summer),
            lambda session: keeper.change(session, term_id=entered["aisha-khan"], version=1, dates=longer),
        )


def test_the_database_itself_keeps_terms_apart(
    server: ServerOfTests, keeper: Keeper, entered: dict[str, UUID]
) -> None:
    late = f"update {keeper.table} set first_on = '2049-12-17' where id = %s"  # noqa: S608  (one of ours)

    with psycopg.connect(server.superuser_url) as superuser, pytest.raises(psycopg.errors.ExclusionViolation):
        superuser.execute(late.encode(), [entered["aisha-khan"]])
