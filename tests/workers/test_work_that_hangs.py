"""Work that hangs is ended, tried again under its queue's rule, and takes no neighbour with it."""

import signal
import time
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
import redis
from rq import Queue as RQQueue
from rq.job import Job
from sqlalchemy import text
from sqlalchemy.orm import Session

from heft_workers.doings import DOINGS
from heft_workers.drain import drain_queue
from heft_workers.queues import DRAIN_FOR, QUEUES
from heft_workers.ringing import ring
from heft_workers.time_limit import TookTooLongError, ended_after
from heft_workers.work import Outside, Record, Work
from valkey import Valkey

SOON = 0.3  # seconds
QUICK = replace(QUEUES["escalations"], at_most=SOON)
State = Callable[[UUID], tuple[str, str | None]]


def sleeps(session: Session, work: Work) -> Outside | None:
    del session, work
    time.sleep(60)
    return None


def sleeps_in_the_database(session: Session, work: Work) -> Outside | None:
    del work
    session.execute(text("select pg_sleep(10)"))
    return None


def sleeps_outside(session: Session, work: Work) -> Outside | None:
    """Take every error for one of its own, as a library may that tries again by itself."""
    del session, work

    def go_out(key: str) -> Record:
        while key:
            try:
                time.sleep(60)
            except Exception:  # noqa: BLE001, S112
                continue
        raise AssertionError

    return go_out


@pytest.fixture(autouse=True)
def kinds_that_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    for doing in (sleeps, sleeps_in_the_database, sleeps_outside):
        monkeypatch.setitem(DOINGS, f"test.{doing.__name__}", doing)


@pytest.mark.parametrize("kind", ["test.sleeps", "test.sleeps_in_the_database", "test.sleeps_outside"])
def test_work_that_hangs_is_ended_and_its_neighbour_is_done(
    ask: Callable[..., UUID], state: State, counted: Callable[[UUID], int], kind: str
) -> None:
    hangs, neighbour = ask(kind), ask()
    began = time.monotonic()

    assert drain_queue(QUICK, for_seconds=1) == 1

    assert time.monotonic() - began < 5
    assert state(neighbour)[0] == "done"
    assert counted(neighbour) == 1
    assert state(hangs) == ("waiting", "took_too_long")


def test_work_that_hung_is_tried_again_and_raises_the_alarm_when_its_queue_says_so(
    ask: Callable[..., UUID], state: State, leases_run_out: Callable[[], None]
) -> None:
    hangs = ask("test.sleeps")
    for _ in range(QUICK.alarm_after):
        drain_queue(replace(QUICK, at_most=0.05), for_seconds=1)
        leases_run_out()

    assert state(hangs) == ("stuck", "took_too_long")


def test_rqs_own_limit_goes_on_where_it_was() -> None:
    def belt(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, belt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(TookTooLongError), ended_after(0.1):
            time.sleep(60)
        with pytest.raises(TimeoutError):
            time.sleep(60)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", sorted(QUEUES))
def test_rqs_limit_is_above_ours(bells: redis.Redis, valkey: Valkey, name: str) -> None:
    ring(bells, name)

    with redis.Redis.from_url(valkey.url("worker")) as worker:
        (job_id,) = RQQueue(name, connection=worker).job_ids
        limit = Job.fetch(job_id, connection=worker, serializer="json").timeout

    assert limit is not None
    assert limit > DRAIN_FOR + QUEUES[name].at_most


def test_no_limit_is_longer_than_a_lease_that_nothing_renews() -> None:
    assert QUEUES["escalations"].at_most < QUEUES["escalations"].lease
