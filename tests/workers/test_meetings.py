"""Two who meet at the wrong moment. Chance finds such meetings seldom; here they are arranged."""

import threading
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from heft_platform.extensions import db
from heft_workers import drain
from heft_workers.drain import do, drain_queue
from heft_workers.leases import Lease, claim
from heft_workers.queues import QUEUES

ESCALATIONS = QUEUES["escalations"]
Counted = Callable[[UUID], int]


def test_the_same_lease_used_by_two_at_once_is_good_for_one(
    app: Flask, ask: Callable[..., UUID], counted: Counted
) -> None:
    ref = ask()
    (lease,) = claim(db.engines["worker"], ESCALATIONS)

    results = at_once(app, lambda: do(ESCALATIONS, lease), lambda: do(ESCALATIONS, lease))

    assert sorted(results) == [False, True]
    assert counted(ref) == 1


def test_two_who_are_both_on_their_way_in_have_one_effect(
    app: Flask, ask: Callable[..., UUID], counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = ask()
    (lease,) = claim(db.engines["worker"], ESCALATIONS)
    both_inside = threading.Barrier(2)

    def wait_for_the_other(point: str) -> None:
        if point == "drain.entered":
            try:
                both_inside.wait(0.5)
            except threading.BrokenBarrierError:
                return  # the other is kept out, as it should be

    monkeypatch.setattr(drain, "here", wait_for_the_other)
    results = at_once(app, lambda: do(ESCALATIONS, lease), lambda: do(ESCALATIONS, lease))

    assert sorted(results) == [False, True]
    assert both_inside.broken
    assert counted(ref) == 1


def test_who_wakes_up_after_another_has_done_it_does_nothing(
    app: Flask, ask: Callable[..., UUID], counted: Counted, leases_run_out: Callable[[], None]
) -> None:
    ref = ask()
    (sleeper,) = claim(db.engines["worker"], ESCALATIONS)
    leases_run_out()
    (waker,) = claim(db.engines["worker"], ESCALATIONS)

    assert do(ESCALATIONS, waker)
    assert not do(ESCALATIONS, sleeper)

    assert sleeper.id != waker.id
    assert counted(ref) == 1


def test_who_failed_too_late_cannot_put_back_what_another_has(
    app: Flask, ask: Callable[..., UUID], look: Callable[..., object], leases_run_out: Callable[[], None]
) -> None:
    ask("test.fails")
    (sleeper,) = claim(db.engines["worker"], ESCALATIONS)
    leases_run_out()
    (waker,) = claim(db.engines["worker"], ESCALATIONS)

    assert not do(ESCALATIONS, sleeper)

    assert look("select lease from fence.due") == [(waker.id,)]


def test_two_who_look_at_the_same_time_take_different_work(app: Flask, ask: Callable[..., UUID]) -> None:
    for _ in range(6):
        ask()
    taken: list[Lease] = []

    def take() -> bool:
        leases = claim(db.engines["worker"], ESCALATIONS)
        taken.extend(leases)
        return bool(leases)

    at_once(app, take, take)

    assert len(taken) == 6
    assert len({lease.id for lease in taken}) == 6


def test_two_drains_of_one_queue_do_everything_once(
    app: Flask, ask: Callable[..., UUID], counted: Counted
) -> None:
    asked = [ask() for _ in range(30)]

    results = at_once(
        app, lambda: drain_queue(ESCALATIONS, for_seconds=5), lambda: drain_queue(ESCALATIONS, for_seconds=5)
    )

    assert sum(results) == 30
    assert [counted(ref) for ref in asked] == [1] * 30


@pytest.mark.usefixtures("app")
def test_no_more_than_two_exports_of_one_school_are_under_way_at_once(ask: Callable[..., UUID]) -> None:
    exports, worker = QUEUES["exports"], db.engines["worker"]
    for _ in range(4):
        ask(queue="exports")
    ask(queue="exports", by="bronwen-hughes")

    taken = [lease for _ in range(6) for lease in claim(worker, exports)]

    assert len(taken) == 3  # two of Oakfield’s, and Hillside’s does not wait for them


def at_once(app: Flask, *deeds: Callable[[], int]) -> list[int]:
    """Do several things at once, each on a thread and connections of its own, and return what each returned."""
    start, results = threading.Barrier(len(deeds)), []

    def go(deed: Callable[[], int]) -> None:
        with app.app_context():
            start.wait(5)
            results.append(deed())

    threads = [threading.Thread(target=go, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return results
