"""A copy of Heft that may be broken: its code, changed by at most one mistake, and its servers and processes."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import psycopg
import requests

import valkey
from breakable.outside import FileStore, MailServer
from figures import ROOT
from installation import DATABASE, make_database
from postgres import Postgres
from processes import Program, free_port

SOURCES = ("platform", "tenants", "workers")
PROCESSES = ("web", "bell-1", "bell-2", "escalations-1", "escalations-2", "mail-1", "exports-1")
FEWEST_PROCESSES = ("web", "bell-1", "escalations-1", "mail-1", "exports-1")
LEASE = 10  # seconds for which work is somebody's: a fault stops workers for longer
DEADLY = "0.002"  # the chance that a bell or a worker dies at each named point of our code
# The proof's own user, who may do to Redis what an attacker might: Heft's own users may not.
ANYBODY = "user proof on nopass ~* &* +@all\n"
PATIENCE = 300  # looks, a fifth of a second apart, for what comes back

Change = tuple[str, str, str]  # a file, a text that stands in it once, and what becomes of it


class Valkey(valkey.Valkey):
    """A Valkey that anybody may come to as `proof`."""

    def start(self) -> None:
        users = valkey.USERS
        valkey.USERS = users + ANYBODY
        try:
            super().start()
        finally:
            valkey.USERS = users


class Ground:
    """Everything that runs. Processes are started from the main thread, with which they end."""

    def __init__(
        self,
        *,
        seed: int,
        changes: Sequence[Change] = (),
        processes: Sequence[str] = PROCESSES,
        deadly: str = "0",
        lease: int = LEASE,
        redis_is_dead: bool = False,
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="heft-breakable-")
        self.folder = Path(self._folder.name)
        self.folder.chmod(0o755)
        self.processes, self.deadly, self.lease = processes, deadly, lease
        self.redis_is_dead = redis_is_dead
        self.clock = self.folder / "clock"
        self.clock.write_text("0")
        self.deaths = self.folder / "deaths"
        self.deaths.touch()
        for source in SOURCES:
            shutil.copytree(ROOT / source, self.folder / "code" / source)
        for change in changes:
            weaken(self.folder / "code", *change)
        self.mail = MailServer(random.Random(seed + 1))  # noqa: S311  (dice)
        self.files = FileStore()
        self.postgres = Postgres(self.folder / "postgres")
        self.valkey = Valkey(self.folder / "valkey")
        self.port = free_port()
        self.programs: dict[str, Program] = {}
        self.restarts = 0

    def start(self) -> None:
        self.postgres.start()
        if not self.redis_is_dead:
            self.valkey.start()
        make_database(self.postgres.url())
        made = subprocess.run(
            [sys.executable, ROOT / "infra/local/make_ready.py"],
            env={**self._environment(), "HEFT_DATABASE_URL": self.superuser_url},
            cwd=self.folder,
            check=False,
            capture_output=True,
            text=True,
        )
        if made.returncode:
            raise RuntimeError(made.stderr[-2000:])
        self.keep_alive("web")  # all at once, they would wait for each other's reading of our code
        self._wait_for_pages()
        self.keep_alive()
        self.restarts = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _wait_for_pages(self) -> None:
        for _ in range(PATIENCE):
            with suppress(requests.RequestException):
                requests.get(f"{self.address}/demo", timeout=5).raise_for_status()
                return
            time.sleep(0.2)
        raise RuntimeError(self.programs["web"].last_words())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for program in self.programs.values():
            self.kill_tree(program)
        for server in (self.valkey.server, self.postgres.server):
            if server.is_running():
                assert server.process is not None
                tell(server.process.pid, signal.SIGCONT)
                server.process.kill()
            server.wait_until_stopped()
        self.mail.close()
        self.files.close()
        self._folder.cleanup()

    # ---- Heft's own processes
    def keep_alive(self, *names: str) -> None:
        """Start whatever of these, or of everything, does not run, as a supervisor does."""
        for name in names or self.processes:
            program = self.programs.get(name)
            if program is None or not program.is_running():
                self.programs[name] = self._made(name)
                self.programs[name].start()
                self.restarts += 1

    def workers(self) -> list[Program]:
        return [program for name, program in self.programs.items() if not name.startswith(("web", "bell"))]

    def workers_and_bells(self) -> list[Program]:
        return [program for name, program in self.programs.items() if name != "web"]

    def kill_tree(self, program: Program) -> bool:
        if not program.is_running() or program.process is None:
            return False
        hit = [tell(pid, signal.SIGKILL) for pid in whole_tree(program.process.pid)]
        program.process.wait()
        return any(hit)

    def _made(self, name: str) -> Program:
        log = self.folder / "logs" / f"{name}.log"
        what, _, _ = name.partition("-")
        if what == "web":
            command = ["gunicorn", "--config", str(ROOT / "infra/gunicorn.conf.py"), "breakable.heft:app"]
            environment = self._environment()
        elif what == "bell":
            command = ["breakable.heft", "bell"]
            environment = self._environment() | self._dying()
        else:
            command = ["breakable.heft", "work"]
            environment = self._environment(user="worker") | self._dying() | {"HEFT_QUEUE": what}
        options: dict[str, Any] = {"cwd": self.folder, "env": environment}
        return Program(name, [sys.executable, "-m", *command], log, options=options)

    def _environment(self, user: str = "bell") -> dict[str, str]:
        roots = [str(self.folder / "code" / source) for source in SOURCES]
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": ":".join([*roots, str(ROOT / "infra/proofs")]),
            "HEFT_BIND": f"127.0.0.1:{self.port}",
            "HEFT_DATA": str(self.folder / "data"),
            "HEFT_DEMO": "1",
            "HEFT_SECRET_KEY": "for a proof",
            "HEFT_REDIS_URL": self.valkey.url(user),
            "HEFT_SMTP_URL": f"smtp://127.0.0.1:{self.mail.gate.port}",
            "HEFT_S3_ENDPOINT": f"http://127.0.0.1:{self.files.gate.port}",
            "HEFT_S3_BUCKET": self.files.bucket,
            "HEFT_PROOF_CLOCK": str(self.clock),
            "HEFT_PROOF_LEASE": str(self.lease),
            "AWS_ACCESS_KEY_ID": "proof",
            "AWS_SECRET_ACCESS_KEY": "proof",
            "AWS_DEFAULT_REGION": "eu-west-2",
        }

    def _dying(self) -> dict[str, str]:
        if self.deadly == "0":
            return {}
        return {"HEFT_POINTS": self.deadly, "HEFT_POINTS_LOG": str(self.deaths)}

    # ---- the database
    @property
    def superuser_url(self) -> str:
        return self.postgres.url(database=DATABASE)

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the database as its superuser, however long it takes to come back."""
        for _ in range(PATIENCE):
            with suppress(psycopg.OperationalError):
                return self._asked(statement)
            time.sleep(0.2)
        raise RuntimeError("the database does not come back")

    def path_of_programme(self) -> str:
        """Return the address of the demonstration's programme."""
        reference = self.sql("select reference from owned.programme")[0][0]
        return f"/s/oakfield/programmes/{reference}"

    def _asked(self, statement: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.superuser_url, connect_timeout=3, autocommit=True) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []


def weaken(code: Path, file: str, old: str, new: str) -> None:
    """Put a mistake into a copy of our code.

    :raises LookupError: if the text does not stand there exactly once: the code has changed, and the mistake must follow
    """
    text = (code / file).read_text()
    if text.count(old) != 1:
        raise LookupError(f"{file} holds {text.count(old)} times {old!r}")
    (code / file).write_text(text.replace(old, new))


def tell(pid: int, what: signal.Signals) -> bool:
    """Send a signal, and say whether anybody was there to get it."""
    try:
        os.kill(pid, what)
    except ProcessLookupError:
        return False
    return True


def whole_tree(pid: int) -> list[int]:
    """Return a process and everything that it has started, itself first."""
    found = [pid]
    for one in found:
        with suppress(OSError):
            found += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
    return found
