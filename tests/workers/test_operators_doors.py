"""Whoever operates a cluster sees how its work stands, and what of it fails; nothing of another cluster, and no text."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.exc import ProgrammingError

from heft_platform import clock
from heft_platform.entering_by_command import within
from heft_tenants import operating
from heft_tenants.operating import Standing, Trouble
from heft_workers.doings import DOINGS
from heft_workers.drain import drain_queue
from heft_workers.queues import QUEUES

FELLSIDE, OAKFIELD, CLUSTER = 1, 2, 1
LEASED = "update fence.due set ready = false, lease = '\\x00', due_at = now() + interval '1 minute'"
Look = Callable[..., list[tuple[UUID]]]


def standing(org: int = FELLSIDE, cluster: int = CLUSTER) -> dict[str, Standing]:
    with within(org, cluster, kind="admin") as session:
        return {one.queue: one for one in operating.standing(session)}


def in_trouble(org: int = FELLSIDE, cluster: int = CLUSTER) -> list[Trouble]:
    with within(org, cluster, kind="admin") as session:
        return operating.in_trouble(session)


def try_again(org: int, work_id: UUID, *, by: tuple[int, int] = (FELLSIDE, CLUSTER)) -> bool:
    with within(*by, kind="admin") as session:
        return operating.try_again_for(session, org=org, work_id=work_id)


@pytest.fixture
def authority_abroad(look: Look) -> tuple[int, int]:
    """The authority of another cluster, and its cluster."""
    org, cluster = look(
        "select org_id, cluster_id from shared.organisation where kind = 'authority' and cluster_id <> 1 limit 1"
    )[0]
    return org, cluster  # type: ignore[return-value]


def test_an_empty_cluster_has_nothing_standing(app: Flask) -> None:
    assert standing() == {}
    assert in_trouble() == []


def test_every_piece_of_work_is_counted_where_it_stands(
    ask: Callable[..., UUID], look: Look, leases_run_out: Callable[[], None]
) -> None:
    ask(queue="chores", not_before=clock.now() + timedelta(days=1))
    ask(queue="chores")
    ask("test.fails", queue="mail")
    ask("test.is_refused", queue="exports")
    drain_queue(QUEUES["mail"], for_seconds=1)
    drain_queue(QUEUES["exports"], for_seconds=1)
    ask(queue="escalations")
    look(f"{LEASED} where queue = 'escalations'")

    stands = standing()

    assert (stands["chores"].timers, stands["chores"].due) == (1, 1)
    assert 0 < stands["chores"].oldest_seconds < 60
    assert (stands["mail"].paused, stands["mail"].due, stands["mail"].dead) == (1, 0, 0)
    assert (stands["exports"].dead, stands["exports"].due) == (1, 0)
    assert stands["escalations"].under_way == 1

    leases_run_out()

    assert (standing()["escalations"].under_way, standing()["escalations"].due) == (0, 1)


def test_what_fails_is_shown_with_its_code_and_tries_and_never_with_what_it_is_about(
    ask: Callable[..., UUID], leases_run_out: Callable[[], None], child: str
) -> None:
    ref = ask("test.fails")
    for _ in range(QUEUES["escalations"].alarm_after):
        drain_queue(QUEUES["escalations"], for_seconds=1)
        leases_run_out()

    (stuck,) = in_trouble()

    assert (stuck.org_id, stuck.queue, stuck.kind, stuck.state) == (
        OAKFIELD,
        "escalations",
        "test.fails",
        "stuck",
    )
    assert (stuck.code, stuck.tries, stuck.under_way, stuck.ended_at) == ("lookuperror", 5, False, None)
    assert stuck.next_at
    assert stuck.asked_at < clock.now()
    assert str(ref) not in repr(stuck)
    assert child not in repr(stuck)
    assert standing()["escalations"].stuck == 1


def test_what_was_given_up_is_done_when_an_operator_has_it_tried_again(
    ask: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch, counted: Callable[[UUID], int]
) -> None:
    ref = ask("test.is_refused", queue="mail")
    drain_queue(QUEUES["mail"], for_seconds=1)
    (dead,) = in_trouble()
    assert (dead.state, dead.code, dead.next_at) == ("dead", "no_such_thing", None)
    monkeypatch.setitem(DOINGS, "test.is_refused", DOINGS["test.counts"])

    assert try_again(dead.org_id, dead.id)
    assert [one.state for one in in_trouble()] == ["waiting"]
    drain_queue(QUEUES["mail"], for_seconds=1)

    assert counted(ref) == 1
    assert in_trouble() == []


def test_what_is_under_way_or_done_or_unknown_is_not_tried_again(
    ask: Callable[..., UUID], look: Look
) -> None:
    done = ask()
    drain_queue(QUEUES["escalations"], for_seconds=1)
    ask(queue="mail")
    look(LEASED)
    ended, under_way = (
        look("select id from owned.outbox where ref = %s", done)[0][0],
        look("select outbox_id from fence.due")[0][0],
    )

    assert not try_again(OAKFIELD, ended)
    assert not try_again(OAKFIELD, under_way)
    assert not try_again(OAKFIELD, uuid4())
    assert not try_again(3, under_way)


def test_a_timer_is_not_done_before_its_time(ask: Callable[..., UUID], look: Look) -> None:
    ask(not_before=clock.now() + timedelta(days=1))

    assert not try_again(OAKFIELD, look("select outbox_id from fence.due")[0][0])


def test_another_cluster_sees_nothing_and_can_do_nothing(
    ask: Callable[..., UUID], authority_abroad: tuple[int, int], look: Look
) -> None:
    ask("test.is_refused", queue="mail")
    drain_queue(QUEUES["mail"], for_seconds=1)
    (dead,) = in_trouble()

    assert standing(*authority_abroad) == {}
    assert in_trouble(*authority_abroad) == []
    assert not try_again(dead.org_id, dead.id, by=authority_abroad)
    assert look("select state from owned.outbox where id = %s", dead.id) == [("dead",)]


def test_only_an_administrator_has_these_doors(app: Flask) -> None:
    with pytest.raises(ProgrammingError), within(OAKFIELD, CLUSTER) as session:
        operating.standing(session)
