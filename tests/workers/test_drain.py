"""Work is done once, for the organisation that its row names, whatever happens on the way."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from heft_tenants import outbox
from heft_tenants.context import current
from heft_testing.database import ServerOfTests
from heft_workers import drain
from heft_workers.doings import DOINGS
from heft_workers.drain import drain_queue
from heft_workers.queues import QUEUES
from heft_workers.work import Outside, Work

OAKFIELD, HILLSIDE = 2, 3
ESCALATIONS, MAIL = QUEUES["escalations"], QUEUES["mail"]
State = Callable[[UUID], tuple[str, str | None]]
Counted = Callable[[UUID], int]


class DiedError(BaseException):
    """The process ends here, and puts nothing in order."""


def test_each_piece_of_work_sees_its_own_organisation_and_no_other(
    ask: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[UUID, tuple[int, int, set[int]]] = {}

    def looks_around(session: Session, work: Work) -> Outside | None:
        in_the_database = session.scalar(select(func.fence.org()))
        whose_people = session.connection().scalars(text("select org_id from owned.member")).all()
        seen[work.ref] = (current().org, in_the_database or 0, set(whose_people))
        return None

    monkeypatch.setitem(DOINGS, "test.looks_around", looks_around)
    at_oakfield = ask("test.looks_around", by="sam-patel")
    at_hillside = ask("test.looks_around", by="bronwen-hughes")

    assert drain_queue(ESCALATIONS, for_seconds=5) == 2

    assert seen == {
        at_oakfield: (OAKFIELD, OAKFIELD, {OAKFIELD}),
        at_hillside: (HILLSIDE, HILLSIDE, {HILLSIDE}),
    }


def test_work_is_done_in_the_name_of_whoever_asked(
    ask: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch, look: Callable[..., list[tuple[UUID]]]
) -> None:
    who: list[UUID | None] = []
    monkeypatch.setitem(DOINGS, "test.asks_who", lambda *_: who.append(current().person))

    ask("test.asks_who", by="sam-patel")
    drain_queue(ESCALATIONS, for_seconds=5)

    assert who == [look("select person_id from owned.member where name = 'Sam Patel'")[0][0]]


def test_a_queue_does_its_own_work_only(ask: Callable[..., UUID], counted: Counted) -> None:
    letter, message = ask(queue="escalations"), ask(queue="mail")

    drain_queue(MAIL, for_seconds=5)

    assert (counted(letter), counted(message)) == (0, 1)


def test_work_asked_twice_is_done_once(ask: Callable[..., UUID], counted: Counted, state: State) -> None:
    ref = ask(ref=uuid4())
    ask(ref=ref)

    drain_queue(ESCALATIONS, for_seconds=5)
    drain_queue(ESCALATIONS, for_seconds=5)

    assert counted(ref) == 1
    assert state(ref) == ("done", None)


@pytest.mark.parametrize("point", ["drain.claimed", "drain.entered", "drain.did", "drain.settled"])
def test_work_whose_worker_died_before_it_was_kept_is_done_again_and_once(
    point: str,
    ask: Callable[..., UUID],
    counted: Counted,
    leases_run_out: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ref = ask()
    with monkeypatch.context() as dying:
        dying.setattr(drain, "here", dies_at(point))
        with pytest.raises(DiedError):
            drain_queue(ESCALATIONS, for_seconds=5)
    assert counted(ref) == 0
    assert drain_queue(ESCALATIONS, for_seconds=5) == 0  # somebody may still be at it

    leases_run_out()
    drain_queue(ESCALATIONS, for_seconds=5)

    assert counted(ref) == 1


def test_work_whose_worker_died_right_after_it_was_kept_is_not_done_again(
    ask: Callable[..., UUID],
    counted: Counted,
    leases_run_out: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ref = ask()
    with monkeypatch.context() as dying:
        dying.setattr(drain, "here", dies_at("drain.committed"))
        with pytest.raises(DiedError):
            drain_queue(ESCALATIONS, for_seconds=5)

    leases_run_out()
    drain_queue(ESCALATIONS, for_seconds=5)

    assert counted(ref) == 1


@pytest.mark.parametrize("point", ["drain.committed", "drain.went_out", "drain.settled"])
def test_what_goes_outside_again_goes_with_the_same_key_and_is_noted_once(
    point: str,
    ask: Callable[..., UUID],
    counted: Counted,
    went_out: list[str],
    leases_run_out: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ref = ask("test.goes_outside", queue="mail")
    with monkeypatch.context() as dying:
        dying.setattr(drain, "here", dies_at(point))
        with pytest.raises(DiedError):
            drain_queue(MAIL, for_seconds=5)

    leases_run_out()
    drain_queue(MAIL, for_seconds=5)

    assert len(set(went_out)) == 1
    assert counted(ref) == 1


def test_work_that_can_never_be_done_is_dead_with_a_code_until_somebody_asks_again(
    ask: Callable[..., UUID], state: State, acting_as: Callable[..., object]
) -> None:
    ref = ask("test.is_refused", queue="exports")
    drain_queue(QUEUES["exports"], for_seconds=5)
    assert state(ref) == ("dead", "no_such_thing")

    with acting_as("sam-patel") as session:  # type: ignore[attr-defined]
        assert outbox.try_again(session, kind="test.is_refused", ref=ref)

    assert state(ref)[0] == "waiting"


def test_what_went_wrong_is_kept_and_logged_as_a_code_and_never_as_a_text(
    ask: Callable[..., UUID], state: State, child: str, caplog: pytest.LogCaptureFixture
) -> None:
    ref = ask("test.fails")

    with caplog.at_level(logging.DEBUG):
        drain_queue(ESCALATIONS, for_seconds=5)

    assert state(ref) == ("waiting", "lookuperror")
    assert "Work was not done" in caplog.text
    assert not any(child in str(vars(line)) for line in caplog.records)


def test_one_that_fails_does_not_stop_its_neighbours(ask: Callable[..., UUID], counted: Counted) -> None:
    before, _, after = ask(), ask("test.fails"), ask()

    drain_queue(ESCALATIONS, for_seconds=5)

    assert (counted(before), counted(after)) == (1, 1)


def test_work_on_escalations_gets_stuck_raises_the_alarm_and_is_never_given_up(
    ask: Callable[..., UUID],
    state: State,
    look: Callable[..., object],
    leases_run_out: Callable[[], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    ref = ask("test.fails")
    look("update fence.due set tries = 999")
    drain_queue(ESCALATIONS, for_seconds=5)

    assert state(ref) == ("stuck", "lookuperror")
    assert [line.levelname for line in caplog.records if line.name == "heft_workers.drain"] == ["ERROR"]

    leases_run_out()
    assert look("select tries from fence.due") == [(1000,)]
    drain_queue(ESCALATIONS, for_seconds=5)
    assert look("select tries from fence.due") == [(1001,)]


def test_mail_is_given_up_after_its_tries(
    ask: Callable[..., UUID], state: State, look: Callable[..., object]
) -> None:
    ref = ask("test.fails", queue="mail")
    look("update fence.due set tries = 26")

    drain_queue(MAIL, for_seconds=5)

    assert state(ref) == ("dead", "lookuperror")


def test_work_that_keeps_ending_its_worker_is_given_up_without_being_tried(
    ask: Callable[..., UUID], state: State, look: Callable[..., object]
) -> None:
    ref = ask(queue="mail")
    look("update fence.due set tries = 27")

    drain_queue(MAIL, for_seconds=5)

    assert state(ref) == ("dead", "kept_dying")


def test_a_kind_that_only_the_next_version_knows_waits_for_it(ask: Callable[..., UUID], state: State) -> None:
    ref = ask("test.of_next_year")

    drain_queue(ESCALATIONS, for_seconds=5)

    assert state(ref) == ("waiting", "unknownkinderror")


def test_a_timer_waits_for_its_time(
    ask: Callable[..., UUID], counted: Counted, leases_run_out: Callable[[], None]
) -> None:
    ref = ask(not_before=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=36500))
    drain_queue(ESCALATIONS, for_seconds=5)
    assert counted(ref) == 0

    leases_run_out()
    drain_queue(ESCALATIONS, for_seconds=5)

    assert counted(ref) == 1


def test_pauses_double_are_capped_and_come_apart() -> None:
    first = [MAIL.pause_after(1) for _ in range(50)]

    assert len(set(first)) > 1
    assert all(24 <= pause <= 36 for pause in first)
    assert all(48 <= MAIL.pause_after(2) <= 72 for _ in range(50))
    assert max(MAIL.pause_after(tries) for tries in range(1, 2000)) <= MAIL.longest_pause


def dies_at(point: str) -> Callable[[str], None]:
    def here(reached: str) -> None:
        if reached == point:
            raise DiedError

    return here


def test_work_is_found_by_its_id_while_there_is_little_of_it(
    ask: Callable[..., UUID], server: ServerOfTests
) -> None:
    """A worker keeps the plan that it made on a quiet morning, and would go through everything on a busy one."""
    for _ in range(3):
        ask()

    with psycopg.connect(server.superuser_url) as superuser:
        superuser.execute("set plan_cache_mode = force_generic_plan")
        superuser.execute(
            "prepare found(int, uuid) as select from owned.outbox where org_id = $1 and id = $2"
        )
        plan = superuser.execute("explain execute found(2, gen_random_uuid())").fetchall()

    assert "pk_outbox" in plan[0][0]
