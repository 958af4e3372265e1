import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from postgres import Postgres


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home below a folder that is closed to everybody else."""
    closed = tmp_path / "closed to others"
    closed.mkdir(mode=0o700)
    return closed / "postgres"


@pytest.fixture
def server(home: Path) -> Iterator[Postgres]:
    server = Postgres(home)
    server.start()
    yield server
    server.stop()


def test_it_runs_below_a_closed_folder_and_nobody_opens_that(server: Postgres, home: Path) -> None:
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("select current_user").fetchone() == ("postgres",)
    assert home.parent.stat().st_mode & 0o777 == 0o700


def test_what_was_committed_is_there_after_kill_9(server: Postgres, home: Path) -> None:
    with psycopg.connect(server.url()) as connection:
        connection.execute("create table kept (it text)")
        connection.execute("insert into kept values ('here')")
    assert server.server.process is not None
    server.server.process.send_signal(signal.SIGKILL)
    server.wait_until_stopped()

    again = Postgres(home)
    again.start()
    try:
        with psycopg.connect(again.url()) as connection:
            assert connection.execute("select it from kept").fetchone() == ("here",)
    finally:
        again.stop()


def test_what_was_half_made_is_made_again(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "PG_VERSION").write_text("18")
    server = Postgres(home)
    server.start()
    server.stop()
    assert server.server.process is not None
    assert server.server.process.returncode == 0


def test_nobody_comes_in_without_the_password(server: Postgres, home: Path) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.url(password="guessed"))
    assert (home / "superuser-password").stat().st_mode & 0o777 == 0o600


def test_it_does_not_run_as_root(server: Postgres) -> None:
    assert server.server.process is not None
    runs_as = os.stat(f"/proc/{server.server.process.pid}").st_uid  # noqa: PTH116  (not a file)
    assert runs_as != 0
