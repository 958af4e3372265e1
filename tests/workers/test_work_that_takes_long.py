"""Work that takes longer than its lease keeps it, tells how far it has come, and is done once."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_workers import renewing
from heft_workers.doings import DOINGS
from heft_workers.drain import drain_queue
from heft_workers.queues import QUEUES, Queue
from heft_workers.work import Halfway, Outside, Record, Work

SHORT = replace(QUEUES["exports"], lease=1)
LONGER = 1.6  # seconds that the work takes outside
Counted = Callable[[UUID], int]


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> threading.Semaphore:
    """Work that takes its time outside, once for each time that somebody takes it."""
    begun = threading.Semaphore(0)

    def takes_long(session: Session, work: Work) -> Outside | None:
        del session, work

        def go_out(key: str) -> Record:
            del key
            begun.release()
            time.sleep(LONGER)
            return note_counted

        return go_out

    monkeypatch.setitem(DOINGS, "test.takes_long", takes_long)
    return begun


def note_counted(session: Session, work: Work) -> None:
    record(session, action="test.counted", thing="test", thing_id=work.ref)


def drained_by(app: Flask, queue: Queue) -> threading.Thread:
    """Let a worker drain a queue beside this one."""

    def drain() -> None:
        with app.app_context():
            drain_queue(queue, for_seconds=0.1)

    worker = threading.Thread(target=drain)
    worker.start()
    return worker


def times_taken(begun: threading.Semaphore) -> int:
    times = 0
    while begun.acquire(blocking=False):
        times += 1
    return times


def test_nobody_takes_work_that_takes_longer_than_its_lease(
    app: Flask,
    ask: Callable[..., UUID],
    outside: threading.Semaphore,
    counted: Counted,
) -> None:
    ref = ask("test.takes_long", queue="exports")
    worker = drained_by(app, SHORT)
    outside.acquire()

    until = time.monotonic() + LONGER - 0.2
    while time.monotonic() < until:
        assert drain_queue(SHORT, for_seconds=0.1) == 0
        time.sleep(0.1)
    worker.join()

    assert times_taken(outside) == 0
    assert counted(ref) == 1


def test_a_worker_that_stands_still_loses_the_work_and_what_it_did_does_not_count(
    app: Flask,
    ask: Callable[..., UUID],
    outside: threading.Semaphore,
    counted: Counted,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(renewing, "renew", lambda *_, **__: None)
    ref = ask("test.takes_long", queue="exports")
    stands_still = drained_by(app, SHORT)
    outside.acquire()
    time.sleep(1.1)

    takes_over = drained_by(app, SHORT)
    outside.acquire(timeout=5)
    stands_still.join()
    assert counted(ref) == 0
    takes_over.join()

    assert counted(ref) == 1


def test_work_that_nobody_can_end_is_somebody_elses_once_its_limit_is_over(
    app: Flask, ask: Callable[..., UUID], outside: threading.Semaphore, counted: Counted
) -> None:
    """Beside the main thread nothing can be ended, as where a library hangs and never comes back to Python."""
    ref = ask("test.takes_long", queue="exports")
    hangs = drained_by(app, replace(SHORT, at_most=0.1))
    outside.acquire()
    time.sleep(1.1)

    takes_over = drained_by(app, SHORT)
    assert outside.acquire(timeout=5), "it was renewed for ever"
    hangs.join()
    takes_over.join()

    assert counted(ref) == 1


def test_how_far_work_has_come_is_kept_before_it_is_done(
    ask: Callable[..., UUID], counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    halfway: list[int] = []

    def in_two_steps(session: Session, work: Work) -> Outside | None:
        del session
        ref = work.ref

        def go_on(key: str) -> Record:
            del key
            halfway.append(counted(ref))
            return note_counted

        return lambda _: Halfway(record=note_counted, go_on=go_on)

    monkeypatch.setitem(DOINGS, "test.in_two_steps", in_two_steps)
    ref = ask("test.in_two_steps")

    assert drain_queue(QUEUES["escalations"], for_seconds=1) == 1

    assert halfway == [1]
    assert counted(ref) == 2
