"""A Redis or a database that would break a promise is refused, and everything that is wrong is named at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
import redis
from click.testing import CliRunner, Result
from flask import Flask

from heft_platform import logs
from heft_platform.extensions import db
from heft_tenants.engine import make_engine
from heft_testing.database import ServerOfTests
from heft_workers import cli
from heft_workers.ringing import client_of
from heft_workers.self_check import wrong_with_database, wrong_with_redis
from processes import Program, answers, free_port, wait_until
from valkey import Valkey, find_server


@pytest.fixture
def careless(tmp_path: Path) -> Iterator[str]:
    """A server as it comes, told to throw away what it has no room for."""
    port = free_port()
    options = ["--port", str(port), "--maxmemory-policy", "allkeys-lru", "--save", "", "--dir", str(tmp_path)]
    server = Program("careless", [find_server(), *options], tmp_path / "log")
    server.start()
    wait_until(lambda: answers(port), program=server)
    yield f"redis://127.0.0.1:{port}/0"
    server.ask_to_stop()
    server.wait_until_stopped()


@pytest.mark.parametrize("user", ["bell", "worker"])
def test_nothing_is_wrong_with_our_own_redis(valkey: Valkey, user: str) -> None:
    with client_of(valkey.url(user)) as client:
        assert list(wrong_with_redis(client, valkey.url(user))) == []


def test_everything_that_is_wrong_with_redis_is_named(careless: str) -> None:
    with redis.Redis.from_url(careless) as client:
        wrong = list(wrong_with_redis(client, careless.replace("127.0.0.1", "redis.council.example")))

    assert [sentence.split(":")[1].strip() for sentence in wrong] == [
        "maxmemory-policy is allkeys-lru",
        "appendonly is off",
        "signed in as the default user, who may do everything",
        "on another machine, without TLS",
        "this user may read and change the settings, and so empty it",
    ]


def test_nothing_is_wrong_with_the_role_of_our_workers(app: Flask) -> None:
    assert list(wrong_with_database(app)) == []


def test_everything_that_is_wrong_with_a_role_is_named(
    app: Flask, server: ServerOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.migrator_url.replace("postgresql://", "postgresql+psycopg://")
    monkeypatch.setitem(db.engines, "worker", make_engine(url))

    wrong = list(wrong_with_database(app))

    assert wrong[:3] == [
        "Postgres: signed in as a superuser: every fence is open",
        "Postgres: this role passes row security",
        "Postgres: this role reads what is due for every organisation",
    ]


@pytest.fixture
def run_bell(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Start the bell with some settings; it stops at its first look, if it gets so far."""

    def run(**said: object) -> Result:
        monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], **said))
        monkeypatch.setattr(cli, "the_application", lambda: app)
        monkeypatch.setattr(logs, "start", lambda: None)
        monkeypatch.setattr(cli, "keep_ringing", lambda *_, **__: click.echo("It rings."))
        return CliRunner().invoke(cli.heft, ["bell"])

    return run


def test_a_bell_does_not_start_on_a_redis_that_would_break_a_promise(
    run_bell: Callable[..., Result], careless: str
) -> None:
    refused = run_bell(redis_url=careless, demo=False)

    assert refused.exit_code == 1
    assert "appendonly is off" in refused.output
    assert "It rings." not in refused.output


def test_the_demonstration_says_what_is_wrong_and_goes_on(
    run_bell: Callable[..., Result], careless: str
) -> None:
    let_pass = run_bell(redis_url=careless, demo=True)

    assert "appendonly is off" in let_pass.output
    assert "It rings." in let_pass.output


def test_a_bell_starts_while_redis_is_away(run_bell: Callable[..., Result]) -> None:
    assert run_bell(redis_url="redis://127.0.0.1:1/0", demo=False).output == "It rings.\n"


def test_a_wrong_password_is_named_and_not_taken_for_a_redis_that_is_away(
    run_bell: Callable[..., Result], valkey: Valkey
) -> None:
    forgotten = valkey.url("bell").replace("bell:", "bell:not-")

    assert "it does not know this user and password" in run_bell(redis_url=forgotten, demo=False).output


def test_a_process_that_would_end_itself_is_refused_outside_the_demonstration(
    run_bell: Callable[..., Result], valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEFT_POINTS", "0.1")

    refused = run_bell(redis_url=valkey.url("bell"), demo=False)

    assert refused.exit_code == 1
    assert "HEFT_POINTS is set" in refused.output or "HEFT_POINTS is set" in str(refused.exception)
