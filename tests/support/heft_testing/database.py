"""A database for each test that holds what it asks for, and nothing of the test before.

Tests commit for real, with the real roles: what is kept apart by the database cannot be tested inside one transaction
that is rolled back.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from flask import Flask
from sqlalchemy.pool import QueuePool

from heft_platform.database import migrations
from heft_platform.extensions import db
from heft_tenants import preparing
from heft_tenants.preparing import LOGIN_ROLES
from heft_testing.contents import Contents, Tables
from postgres import Postgres

IN_A_HURRY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "200",
}
TEMPLATE, DATABASE, MIGRATOR = "heft_template", "heft", "heft_migrator"
SUPERUSER = "postgres"
QUICK_PASSWORDS_SINCE = 160_000  # PostgreSQL 16, as it writes its version
IN_MEMORY, ROOM = Path("/dev/shm"), 2**30  # noqa: S108  (a folder of its own is made in it)


class ServerOfTests:
    """One server for the run; `put_back` gives a test the rows that it asks for, and `renew` a fresh copy of everything."""

    migrator = SUPERUSER

    def __init__(self, server: Postgres, data: Path) -> None:
        self.server = server
        self.data = data
        self.superuser = psycopg.connect(server.url(), autocommit=True)
        self.tables: Tables | None = None  # unless nobody knows what the database holds
        self.fresh: Contents | None = None  # what the usual template holds
        self.make_database()
        self.let_passwords_be_quick()
        self.role_urls = preparing.prepare(self.migrator_url, data)
        with environment(HEFT_DATABASE_URL=self.migrator_url, HEFT_DATA=str(data)):
            command.upgrade(migrations(), "head")
        self.signer = preparing.kept_key(data / preparing.KEY_FILE)
        preparing.keep_key(self.migrator_url, self.signer)
        self.keep_as_template()

    def make_database(self) -> None:
        self._do(f"create database {DATABASE}")

    def let_passwords_be_quick(self) -> None:
        """Let whoever gives roles their passwords make them quick to check: no test is about how long it takes."""
        if self.superuser.info.server_version >= QUICK_PASSWORDS_SINCE:
            self._do(f"alter role {self.migrator} set scram_iterations = 1")

    @property
    def has_superuser(self) -> bool:
        """Say if whoever prepares and migrates is a superuser."""
        return self.migrator == SUPERUSER

    @property
    def superuser_url(self) -> str:
        """The address as whoever no fence applies to."""
        return self.server.url(database=DATABASE)

    @property
    def migrator_url(self) -> str:
        """The address as whoever migrates: here the superuser."""
        return self.superuser_url

    def renew(self, template: str = TEMPLATE) -> None:
        """Throw the test's database away, and make it anew from a template: without a word, from the usual one."""
        self._copy(template, DATABASE)
        if template == TEMPLATE:
            self.tables = Tables(self.superuser_url)
            self.fresh = self.tables.hold(self.fresh) if self.fresh else self.tables.read()

    def put_back(self, contents: Contents) -> bool:
        """Let the database hold this in place of what a test has left; False, and nothing was done, where it must be renewed."""
        return self.tables is not None and self.tables.put_back(contents)

    def read(self) -> Contents:
        """Return what the database holds now, to put it back another time."""
        assert self.tables is not None
        return self.tables.read()

    def keep_as_template(self, template: str = TEMPLATE) -> None:
        """Let what the database holds now be what tests may begin with: without a word, what all begin with."""
        self._copy(DATABASE, template)
        if template == TEMPLATE:
            self.fresh = None

    def _copy(self, source: str, target: str) -> None:
        if self.tables:
            self.tables.close()
            self.tables = None
        self._do(f"drop database if exists {target} with (force)")
        self._do(f"create database {target} owner {self.migrator} template {source} strategy file_copy")
        self._do(f"revoke all on database {target} from public")
        self._do(f"grant connect on database {target} to {', '.join(f'heft_{role}' for role in LOGIN_ROLES)}")

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        """Do something, or look at anything, as the superuser, to whom no fence applies."""
        with psycopg.connect(self.superuser_url, autocommit=True) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    def _do(self, statement: str) -> None:
        self.superuser.execute(statement.encode())


class WithoutSuperuser(ServerOfTests):
    """As on managed PostgreSQL: whoever prepares and migrates may create roles and owns the database, and no more."""

    migrator = MIGRATOR

    def make_database(self) -> None:
        self._do(f"create role {MIGRATOR} login createrole password '{MIGRATOR}'")
        self._do(f"create database {DATABASE} owner {MIGRATOR}")

    @property
    def migrator_url(self) -> str:
        return self.server.url(MIGRATOR, MIGRATOR, DATABASE)


def let_go(app: Flask) -> None:
    """Close every connection of the application's pools: the database they lead to is about to go."""
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


def let_go_of_what_is_held(app: Flask) -> None:
    """Close the connections of every pool that somebody still holds one of."""
    with app.app_context():
        for engine in db.engines.values():
            if isinstance(engine.pool, QueuePool) and engine.pool.checkedout():
                engine.dispose()


@contextmanager
def server_of_tests(*, has_superuser: bool = True) -> Iterator[ServerOfTests]:
    """Run a server for as long as the tests run; what it keeps is thrown away."""
    kind = ServerOfTests if has_superuser else WithoutSuperuser
    with tempfile.TemporaryDirectory(prefix="heft-tests-", dir=folder_in_memory()) as folder:
        server = Postgres(Path(folder) / "postgres", IN_A_HURRY)
        server.start()
        try:
            of_tests = kind(server, Path(folder))
            yield of_tests
            if of_tests.tables:
                of_tests.tables.close()
            of_tests.superuser.close()
        finally:
            server.stop()


def folder_in_memory() -> Path | None:
    """Return a folder in memory with room for a server, where a database is copied ten times as fast; None if none is."""
    if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ROOM:
        return IN_MEMORY
    return None


@contextmanager
def environment(**said: str) -> Iterator[None]:
    """Let the environment say this in the enclosed work."""
    before = {name: os.environ.get(name) for name in said}
    os.environ.update(said)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def let_everything_be_due(server: ServerOfTests) -> None:
    """Let all work be due at once, however long it was to wait for its next try."""
    with psycopg.connect(server.superuser_url) as connection:
        connection.execute("update fence.due set due_at = clock_timestamp(), ready = true")
