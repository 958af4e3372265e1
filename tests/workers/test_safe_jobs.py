"""Whatever stands in Redis, a worker does nothing but look into the outbox."""

import base64
import binascii
import http.server
import json
import pickle
import signal
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest
import redis
from flask import Flask
from rq import Queue as RQQueue
from rq.serializers import JSONSerializer

from heft_platform.extensions import db
from heft_workers import drain
from heft_workers import worker as worker_module
from heft_workers.doings import DOINGS
from heft_workers.queues import QUEUES
from heft_workers.ringing import ring
from heft_workers.safe_job import DRAIN, REJECTED, SafeJob
from heft_workers.worker import worker_of
from valkey import Valkey

Counted = Callable[[UUID], int]
CALLBACKS = ("success_callback_name", "failure_callback_name", "stopped_callback_name")


@pytest.fixture
def attacker(valkey: Valkey, bells: redis.Redis) -> Iterator[redis.Redis]:
    """Somebody who may write into Redis whatever they like."""
    with redis.Redis.from_url(valkey.url("worker")) as client:
        yield client


@pytest.fixture
def work_until_empty(
    app: Flask, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], None]]:
    """A worker that forks as ours do, and ends when nothing is left."""
    monkeypatch.setenv("HEFT_QUEUE", "mail")
    monkeypatch.setattr(drain, "the_application", lambda: app)
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}

    def work() -> None:
        for engine in db.engines.values():
            engine.dispose()  # no connection goes with a fork
        assert worker_of("mail", valkey.url("worker")).work(burst=True, logging_level="CRITICAL")

    yield work
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.fixture
def outside() -> Iterator[tuple[str, list[str]]]:
    """A web server that writes down who called."""
    calls: list[str] = []

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            calls.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", calls
    server.shutdown()
    server.server_close()


def test_a_ring_makes_a_worker_do_what_is_due(
    ask: Callable[..., UUID], counted: Counted, bells: redis.Redis, work_until_empty: Callable[[], None]
) -> None:
    ref = ask(queue="mail")
    ring(bells, "mail")

    work_until_empty()

    assert counted(ref) == 1


def forged(data: object, **more: str) -> dict[Any, Any]:
    """Return a job as it stands in Redis, made by somebody else."""
    said = data if isinstance(data, bytes) else json.dumps(data).encode()
    return {
        "created_at": "2026-11-24T09:00:00.000000Z",
        "data": zlib.compress(said),
        "origin": "mail",
        "status": "queued",
        "timeout": 30,
        **more,
    }


class Explodes:
    """Runs a command when it is unpickled."""

    def __init__(self, command: str) -> None:
        self.command = command

    def __reduce__(self) -> tuple[Any, ...]:
        return eval, (f"__import__('os').system({self.command!r})",)


def test_a_worker_listens_to_one_queue_reads_json_and_knows_no_job_but_ours(valkey: Valkey) -> None:
    worker = worker_of("mail", valkey.url("worker"))

    assert [queue.name for queue in worker.queues] == ["mail"]
    assert worker.serializer is JSONSerializer
    assert worker.job_class is SafeJob
    assert all(queue.job_class is SafeJob and queue.serializer is JSONSerializer for queue in worker.queues)


def test_work_that_hangs_is_ended_inside_its_worker(
    ask: Callable[..., UUID],
    state: Callable[[UUID], tuple[str, str | None]],
    bells: redis.Redis,
    work_until_empty: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(DOINGS, "test.sleeps", lambda *_: time.sleep(60))
    monkeypatch.setitem(QUEUES, "mail", replace(QUEUES["mail"], at_most=0.3))
    hangs = ask("test.sleeps", queue="mail")
    ring(bells, "mail")

    work_until_empty()

    assert state(hangs) == ("waiting", "took_too_long")


def test_the_application_is_made_before_the_first_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setenv("HEFT_QUEUE", "")
    monkeypatch.setattr(worker_module, "the_application", lambda: order.append("application"))
    monkeypatch.setattr(
        worker_module, "_worked_until_asked_to_stop", lambda queue, _: order.append(queue) or True
    )

    worker_module.work("mail", "redis://127.0.0.1:1/0")

    assert order == ["application", "mail"]


def test_forged_jobs_callbacks_and_webhooks_run_nothing_and_stop_nobody(
    ask: Callable[..., UUID],
    counted: Counted,
    attacker: redis.Redis,
    bells: redis.Redis,
    outside: tuple[str, list[str]],
    tmp_path: Path,
    work_until_empty: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url, calls = outside
    ran = tmp_path / "ran"
    command = f"touch {ran}"
    calls_back = dict.fromkeys(CALLBACKS, "heft_test_forged.touch")
    forged_module = ModuleType("heft_test_forged")
    vars(forged_module)["touch"] = lambda *_: ran.touch()
    monkeypatch.setitem(sys.modules, "heft_test_forged", forged_module)
    webhook = json.dumps([{"url": url, "job_status": status} for status in ("finished", "failed")])
    for job in (
        forged(["subprocess.getoutput", None, [command], {}]),
        forged(["os.system", None, [command], {}]),
        forged([DRAIN, None, [command], {}]),
        forged([DRAIN, None, [], {"org": 3}]),
        forged([DRAIN, "subprocess", [], {}]),
        forged([DRAIN, None, [], {}], **calls_back),
        forged([DRAIN, None, [], {}], webhooks=webhook),
        forged(["subprocess.getoutput", None, [command], {}], webhooks=webhook, **calls_back),
        forged([DRAIN, None, [], {}], status="of nobody"),
        forged([DRAIN, None, [], {}], result_ttl="as long as it takes"),
        forged(pickle.dumps(Explodes(command))),
        forged(b"\x80\x04not json"),
    ):
        job_id = str(uuid4())
        attacker.hset(f"rq:job:{job_id}", mapping=job)
        attacker.rpush("rq:queue:mail", job_id)
    ref = ask(queue="mail")
    ring(bells, "mail")

    work_until_empty()

    assert not ran.exists()
    assert calls == []
    assert attacker.llen("rq:queue:mail") == 0
    assert counted(ref) == 1


@pytest.mark.parametrize(
    "data",
    [["subprocess.getoutput", None, ["id"], {}], [DRAIN, None, ["id"], {}], [DRAIN, None, [], {"org": 3}]],
)
def test_a_forged_job_becomes_one_that_refuses(data: object, attacker: redis.Redis) -> None:
    attacker.hset("rq:job:forged", mapping=forged(data))

    job = SafeJob.fetch("forged", connection=attacker, serializer="json")

    assert (job.func_name, job.args, job.kwargs) == (REJECTED, (), {})


def test_nothing_that_work_is_about_gets_into_redis_even_when_it_fails(
    ask: Callable[..., UUID],
    child: str,
    attacker: redis.Redis,
    bells: redis.Redis,
    work_until_empty: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cannot_even_look(*_: object) -> None:
        raise LookupError(child)

    ref = ask("test.fails", queue="mail")
    ring(bells, "mail")
    work_until_empty()
    monkeypatch.setattr(drain, "claim", cannot_even_look)
    RQQueue("mail", connection=attacker, serializer="json", job_class=SafeJob).enqueue(DRAIN)
    work_until_empty()

    everything = b"".join(whole(attacker, key) for key in attacker.scan_iter("rq:*"))
    assert b"DrainStoppedError: lookuperror" in everything
    assert child.encode() not in everything
    assert str(ref).encode() not in everything


def whole(client: redis.Redis, key: bytes) -> bytes:
    """Return everything that stands under a key, unpacked."""
    read: dict[Any, Callable[[bytes], Any]] = {
        b"hash": client.hgetall,
        b"string": client.get,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1),
        b"stream": client.xrange,
    }
    return b" ".join(leaves(read[client.type(key)](key)))


def leaves(found: Any) -> Iterator[bytes]:
    if isinstance(found, dict):
        found = list(found.items())
    if isinstance(found, list | tuple | set):
        for one in found:
            yield from leaves(one)
    elif isinstance(found, bytes):
        yield unpacked(found)


def unpacked(value: bytes) -> bytes:
    for packed in (value, b64(value)):
        try:
            return zlib.decompress(packed)
        except zlib.error:
            continue
    return value


def b64(value: bytes) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error:
        return b""
