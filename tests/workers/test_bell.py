"""The bell rings while somebody hears, and does the work itself when nobody does."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
import redis
from flask import Flask
from rq import Queue as RQQueue

from heft_platform.extensions import db
from heft_workers import bell
from heft_workers.bell import keep_ringing
from heft_workers.doings import DOINGS
from heft_workers.queues import QUEUES
from heft_workers.ringing import client_of, ring
from heft_workers.safe_job import DRAIN, SafeJob
from heft_workers.standing_in import StandIns
from processes import wait_until
from valkey import Valkey

NOBODY = "redis://127.0.0.1:1/0"
MAIL = replace(QUEUES["mail"], patience=60)
Counted = Callable[[UUID], int]


def jobs_of(client: redis.Redis, queue: str = "mail") -> list[SafeJob]:
    return RQQueue(queue, connection=client, serializer="json", job_class=SafeJob).get_jobs()  # type: ignore[return-value]


def test_it_rings_and_leaves_the_work_to_a_worker(
    ask: Callable[..., UUID], counted: Counted, bells: redis.Redis, valkey: Valkey
) -> None:
    ref = ask(queue="mail")

    bell.look(bells, MAIL, StandIns())

    assert counted(ref) == 0
    with redis.Redis.from_url(valkey.url("worker")) as worker:
        assert [job.func_name for job in jobs_of(worker)] == [DRAIN]


def test_it_does_not_ring_when_nothing_is_due(app: Flask, bells: redis.Redis, valkey: Valkey) -> None:
    bell.look(bells, MAIL, StandIns())

    with redis.Redis.from_url(valkey.url("worker")) as worker:
        assert jobs_of(worker) == []


def test_many_rings_in_half_a_second_are_one_job(
    bells: redis.Redis, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.1)

    assert all(ring(bells, "mail") for _ in range(20))

    with redis.Redis.from_url(valkey.url("worker")) as worker:
        assert len(jobs_of(worker)) == 1


def test_a_job_carries_nothing(bells: redis.Redis, valkey: Valkey, ask: Callable[..., UUID]) -> None:
    """No organisation, no subject, no argument: what is to be done is known to the database alone."""
    ref = ask(queue="mail")
    bell.look(bells, MAIL, StandIns())

    with redis.Redis.from_url(valkey.url("worker")) as worker:
        (job,) = jobs_of(worker)
        in_redis = str([worker.hgetall(key) for key in worker.scan_iter("rq:job:*")])
    assert (list(job.args), job.kwargs, job.meta, job.description) == ([], {}, {}, "drain")
    assert str(ref) not in in_redis


def test_without_redis_it_does_the_work_itself(ask: Callable[..., UUID], counted: Counted) -> None:
    ref = ask(queue="mail")

    stand_ins = StandIns()
    bell.look(client_of(NOBODY), MAIL, stand_ins)
    stand_ins.wait()

    assert counted(ref) == 1


def test_when_everybody_is_deaf_it_does_the_work_itself(
    ask: Callable[..., UUID], counted: Counted, bells: redis.Redis
) -> None:
    ref = ask(queue="mail")
    time.sleep(0.15)

    stand_ins = StandIns()
    bell.look(bells, replace(MAIL, patience=0.1), stand_ins)
    stand_ins.wait()

    assert counted(ref) == 1


def test_while_a_file_hangs_and_redis_is_away_letters_arrive(
    app: Flask,
    ask: Callable[..., UUID],
    counted: Counted,
    state: Callable[[UUID], tuple[str, str | None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(DOINGS, "test.sleeps", lambda *_: time.sleep(60))
    monkeypatch.setitem(QUEUES, "exports", replace(QUEUES["exports"], at_most=2))
    hangs = ask("test.sleeps", queue="exports")

    with ringing(app, client_of(NOBODY)):
        time.sleep(0.5)  # somebody is at it
        letter = ask(queue="escalations")
        wait_until(lambda: counted(letter) == 1, within=1)
        assert state(hangs) == ("waiting", None)
        wait_until(lambda: state(hangs) == ("waiting", "took_too_long"))


def test_it_waits_for_no_redis_that_hangs(app: Flask) -> None:
    import socket  # noqa: PLC0415

    with socket.create_server(("127.0.0.1", 0)) as deaf:
        began = time.monotonic()
        assert not ring(client_of(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0"), "mail")
        assert time.monotonic() - began < 2


def test_it_goes_on_when_the_database_was_away(
    app: Flask, ask: Callable[..., UUID], counted: Counted, look: Callable[..., object]
) -> None:
    with ringing(app, client_of(NOBODY)):
        first = ask(queue="mail")
        wait_until(lambda: counted(first) == 1)
        look("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'heft_worker'")
        second = ask(queue="mail")
        wait_until(lambda: counted(second) == 1)


def test_it_goes_on_when_redis_is_started_again(
    app: Flask, ask: Callable[..., UUID], counted: Counted, tmp_path_factory: pytest.TempPathFactory
) -> None:
    server = Valkey(tmp_path_factory.mktemp("valkey"))
    server.start()
    try:
        client = client_of(server.url("bell"))
        assert ring(client, "mail")
        server.ask_to_stop()
        server.wait_until_stopped()
        assert not ring(client, "mail")
        while_it_is_away = ask(queue="mail")
        stand_ins = StandIns()
        bell.look(client, MAIL, stand_ins)
        stand_ins.wait()
        assert counted(while_it_is_away) == 1
        server.start()
        wait_until(lambda: ring(client, "mail"))
    finally:
        server.ask_to_stop()
        server.wait_until_stopped()


class ringing:  # noqa: N801  (read as a verb: with ringing(...))
    """A bell that rings on a thread of its own for as long as the block lasts."""

    def __init__(self, app: Flask, client: redis.Redis) -> None:
        self.app, self.client, self.stopped = app, client, threading.Event()
        self.thread = threading.Thread(target=self._ring)

    def _ring(self) -> None:
        with self.app.app_context():
            keep_ringing(self.client, stopped=self.stopped.is_set)
            for engine in db.engines.values():
                engine.dispose()

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.thread.join(10)
