"""Everything that runs: database, queue, pages, bell and workers, as children of one process."""

import os
import secrets
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Protocol

import psycopg

from install import ROOT
from postgres import Postgres
from processes import Program, free_port, wait_until, write_secret
from valkey import Valkey

USUAL_PORT = 8400
QUEUES = ("escalations", "mail", "exports", "chores")
DATABASE = "heft"
PYTHON = sys.executable


class Running(Protocol):
    """Something that is started, looked at and stopped."""

    @property
    def name(self) -> str: ...
    @property
    def log(self) -> Path: ...
    def start(self) -> None: ...
    def is_running(self) -> bool: ...
    def ask_to_stop(self) -> None: ...
    def wait_until_stopped(self) -> None: ...
    def last_words(self) -> str: ...


class CannotStartError(Exception):
    """Something did not start; the message says what, and its last words."""


class Installation:
    """Heft on one machine: what it keeps is in `data`, what it says on the loopback address."""

    def __init__(self, data: Path, port: int | None) -> None:
        self.data = data
        self.port = port or free_port(USUAL_PORT)
        self.stages: list[list[Running]] = []
        self.postgres = None if os.environ.get("HEFT_DATABASE_URL") else Postgres(data / "postgres")
        self.valkey = None if os.environ.get("HEFT_REDIS_URL") else Valkey(data / "valkey")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start everything in order. Children are started from the main thread, with which they end."""
        self._begin(*(one for one in (self.postgres, self.valkey) if one))
        self._make_database_ready()
        web = self._ours(
            "web", "gunicorn", "--config", str(ROOT / "infra/gunicorn.conf.py"), "heft_platform.wsgi:app"
        )
        self._begin(web)
        self._begin(
            self._ours("bell", "heft_workers.cli", "bell"), *(self._worker(queue) for queue in QUEUES)
        )
        wait_until(self._answers, program=web)

    def stop(self) -> None:
        """Stop everything in the opposite order: nobody loses what it still needs."""
        while self.stages:
            stage = self.stages.pop()
            for one in stage:
                one.ask_to_stop()
            for one in stage:
                one.wait_until_stopped()

    def start_again_what_stopped(self) -> list[Running]:
        """Start again whatever has stopped by itself, and return it."""
        stopped = [one for stage in self.stages for one in stage if not one.is_running()]
        for one in stopped:
            one.start()
        return stopped

    def _begin(self, *stage: Running) -> None:
        self.stages.append([])
        for one in stage:
            self.stages[-1].append(one)
            one.start()

    def _ours(self, name: str, module: str, *words: str, **more: str) -> Program:
        command = [PYTHON, "-m", module, *words]
        environment = {**self._environment(), **more}
        options = {"env": environment, "cwd": ROOT}
        return Program(name, command, self.data / "logs" / f"{name}.log", options=options)

    def _worker(self, queue: str) -> Program:
        more = {"HEFT_QUEUE": queue}
        if self.valkey:
            more["HEFT_REDIS_URL"] = self.valkey.url("worker")
        return self._ours(f"worker-{queue}", "heft_workers.cli", "work", **more)

    def _environment(self) -> dict[str, str]:
        """Say what pages, bell and workers need to know. The migrator's address is not among it."""
        said = {name: value for name, value in os.environ.items() if name != "HEFT_DATABASE_URL"}
        said |= {"HEFT_DATA": str(self.data), "HEFT_BIND": f"127.0.0.1:{self.port}"}
        said.setdefault("HEFT_DEMO", "1")
        said.setdefault("HEFT_SECRET_KEY", kept_secret(self.data / "secret-key"))
        if self.valkey:
            said["HEFT_REDIS_URL"] = self.valkey.url("bell")
        return said

    def _make_database_ready(self) -> None:
        if self.postgres:
            make_database(self.postgres.url())
            migrator_url = self.postgres.url(database=DATABASE)
        else:
            migrator_url = os.environ["HEFT_DATABASE_URL"]
        environment = {**self._environment(), "HEFT_DATABASE_URL": migrator_url}
        log = self.data / "logs" / "make-ready.log"
        log.parent.mkdir(exist_ok=True)
        with log.open("w") as said:
            command = (PYTHON, ROOT / "infra/local/make_ready.py")
            done = subprocess.run(command, check=False, stdout=said, stderr=said, env=environment, cwd=ROOT)
        if done.returncode:
            last_words = "\n".join(log.read_text().splitlines()[-12:])
            raise CannotStartError(f"the database cannot be made ready: see {log}\n{last_words}")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


def make_database(superuser_url: str) -> None:
    with psycopg.connect(superuser_url, autocommit=True) as superuser:
        if not superuser.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
            superuser.execute(f"create database {DATABASE}".encode())


def kept_secret(path: Path) -> str:
    if not path.exists():
        write_secret(path, secrets.token_urlsafe(48))
    return path.read_text()
