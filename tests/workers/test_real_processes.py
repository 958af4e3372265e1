"""The bell and a worker as they are started in earnest, and what they do when they are killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from heft_platform.mail import services as mail
from heft_testing.database import ServerOfTests
from heft_workers.drain import drain_queue
from heft_workers.queues import QUEUES
from processes import Program, wait_until
from valkey import Valkey

pytestmark = pytest.mark.proof

ActingAs = Callable[..., AbstractContextManager[Session]]
Start = Callable[..., Program]


@pytest.fixture
def environment(server: ServerOfTests) -> dict[str, str]:
    return {
        "HEFT_DATA": str(server.data),
        "HEFT_SECRET_KEY": "for tests",
        "HEFT_DEMO": "1",
        "PATH": os.environ["PATH"],
    }


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    started: list[Program] = []

    def do_start(name: str, redis_url: str, **more: str) -> Program:
        command = [sys.executable, "-m", "heft_workers.cli", name]
        said = {**environment, "HEFT_REDIS_URL": redis_url, **more}
        program = Program(name, command, tmp_path / f"{name}.log", options={"env": said})
        program.start()
        started.append(program)
        return program

    yield do_start
    for program in started:
        program.ask_to_stop()
        program.wait_until_stopped()


@pytest.fixture
def tell_sam(acting_as: ActingAs) -> Callable[[], None]:
    """Have an e-mail sent to Sam Patel, about something new."""

    def tell() -> None:
        with acting_as("sam-patel") as session:
            sam = session.connection().scalar(
                text("select person_id from owned.member where name = 'Sam Patel'")
            )
            mail.tell(
                session,
                person_ids=[UUID(str(sam))],
                kind="request.letter",
                reference="REQ-1",
                about_id=uuid4(),
            )

    return tell


@pytest.fixture
def sent(server: ServerOfTests) -> Callable[[], int]:
    folder = server.data / "mail"
    for file in folder.glob("*.eml"):
        file.unlink()
    return lambda: len(list(folder.glob("*.eml")))


def test_mail_goes_out_before_redis_is_there_while_it_is_there_when_it_is_killed_and_when_it_is_back(
    start: Start, tell_sam: Callable[[], None], sent: Callable[[], int], tmp_path: Path
) -> None:
    redis = Valkey(tmp_path / "valkey")
    bell = start("bell", redis.url("bell"))
    worker = start("work", redis.url("worker"), HEFT_QUEUE="mail")
    try:
        tell_sam()
        wait_until(lambda: sent() == 1)
        wait_until(lambda: "Redis is away" in worker.last_words())

        redis.start()
        tell_sam()
        wait_until(lambda: sent() == 2)

        redis.server.stop_signal = signal.SIGKILL
        redis.ask_to_stop()
        redis.wait_until_stopped()
        tell_sam()
        wait_until(lambda: sent() == 3)

        redis.server.stop_signal = signal.SIGTERM
        redis.server.start()
        tell_sam()
        wait_until(lambda: sent() == 4)

        assert bell.is_running()
        assert worker.is_running()
        for program in (bell, worker):
            program.ask_to_stop()
            program.wait_until_stopped()
            assert program.process is not None
            assert program.process.returncode == 0, program.last_words()
    finally:
        redis.ask_to_stop()
        redis.wait_until_stopped()


def test_a_worker_killed_after_the_world_was_told_tells_it_again_with_the_same_key(
    app: Flask,
    server: ServerOfTests,
    environment: dict[str, str],
    tell_sam: Callable[[], None],
    sent: Callable[[], int],
    leases_run_out: Callable[[], None],
    look: Callable[..., list[tuple[int]]],
) -> None:
    tell_sam()
    dying = environment | {
        "HEFT_POINTS": "drain.went_out=1",
        "HEFT_QUEUE": "mail",
        "HEFT_REDIS_URL": "redis://127.0.0.1:1/0",
    }
    command = [sys.executable, "-c", "from heft_workers.drain import drain; drain()"]
    killed = subprocess.run(command, env=dying, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL
    assert sent() == 1
    (first,) = (file.name for file in (server.data / "mail").glob("*.eml"))

    leases_run_out()
    assert drain_queue(QUEUES["mail"], for_seconds=5) == 1

    again = app.config["SETTINGS"].data / "mail" / first
    assert again.exists()
    assert look("select count(*) from owned.message where sent_at is not null") == [(1,)]
