"""A Redis or a database that would break a promise is refused, and everything that is wrong is named at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import pytest
import redis
from click.testing import CliRunner, Result
from flask import Flask

import valkey as valkey_of_ours
from heft_platform import logs
from heft_platform.extensions import db
from heft_tenants.engine import make_engine
from heft_testing.database import ServerOfTests
from heft_workers import cli
from heft_workers.ringing import client_of
from heft_workers.self_check import of_redis, wrong_with_database, wrong_with_redis
from heft_workers.self_check.of_database import SIGN_IN
from processes import Program, answers, free_port, wait_until
from valkey import Valkey, find_server

Look = Callable[..., list[tuple[Any, ...]]]


WORKER = "user worker on #{worker} "
OURS = "~rq:* resetchannels &rq:* +@all -@dangerous -@admin +info +client|setname +client|info +acl|whoami"
BAD_SETTINGS = {
    "maxmemory-policy is allkeys-lru": ("maxmemory-policy noeviction", "maxmemory-policy allkeys-lru"),
    "appendonly is off": ("appendonly yes", "appendonly no"),
}
BAD_RIGHTS = {
    "may not ask what the settings are": (OURS, OURS.replace("+info ", "")),
    "it lets anybody in without a password": ("user default off", "user default on nopass ~* +@all"),
    "may read and change the settings": (OURS, f"{OURS} +config|get"),
    "may list all keys": (OURS, f"{OURS} +keys"),
    "may use keys that are not RQ’s": (OURS, OURS.replace("~rq:*", "~*")),
    "may speak on channels that are not RQ’s": (OURS, OURS.replace("&rq:*", "&*")),
}


@pytest.fixture
def start_valkey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Valkey]]:
    """Start one like ours, with one setting or right as it must not be."""
    started: list[Valkey] = []

    def start(template: str, right: str, wrong: str) -> Valkey:
        ours: str = getattr(valkey_of_ours, template)
        assert right in ours
        monkeypatch.setattr(valkey_of_ours, template, ours.replace(right, wrong))
        started.append(Valkey(tmp_path))
        started[0].start()
        return started[0]

    yield start
    for one in started:
        one.ask_to_stop()
        one.wait_until_stopped()


def wrong_with(url: str) -> list[str]:
    with client_of(url) as client:
        return list(wrong_with_redis(client, url))


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
    assert wrong_with(valkey.url(user)) == []


@pytest.mark.parametrize("what", BAD_SETTINGS)
def test_each_wrong_setting_of_redis_is_named_alone(start_valkey: Callable[..., Valkey], what: str) -> None:
    (sentence,) = wrong_with(start_valkey("CONF", *BAD_SETTINGS[what]).url("worker"))

    assert what in sentence
    assert f"Set: {BAD_SETTINGS[what][0]}" in sentence


@pytest.mark.parametrize("what", BAD_RIGHTS)
def test_each_right_that_is_too_much_or_too_little_is_named_alone(
    start_valkey: Callable[..., Valkey], what: str
) -> None:
    (sentence,) = wrong_with(start_valkey("USERS", *BAD_RIGHTS[what]).url("worker"))

    assert what in sentence


def test_a_redis_on_another_machine_needs_tls(valkey: Valkey, monkeypatch: pytest.MonkeyPatch) -> None:
    url = valkey.url("worker")
    monkeypatch.setattr(of_redis, "client_of", lambda _: client_of(url.replace("worker:", "stranger:")))

    with client_of(url) as client:
        (sentence,) = wrong_with_redis(client, url.replace("127.0.0.1", "redis.council.example"))
        assert "without TLS. Begin HEFT_REDIS_URL with rediss://" in sentence
        over_tls = url.replace("127.0.0.1", "redis.council.example").replace("redis://", "rediss://")
        assert list(wrong_with_redis(client, over_tls)) == []


def test_a_redis_that_cannot_write_is_named(valkey: Valkey) -> None:
    class FullDisk:
        """A server whose disk is full, which ours must not be."""

        def __init__(self, client: redis.Redis) -> None:
            self.client = client

        def info(self, section: str) -> dict[str, object]:
            return {**self.client.info(section), "aof_last_write_status": "err"}

        def __getattr__(self, name: str) -> object:
            return getattr(self.client, name)

    with client_of(valkey.url("worker")) as client:
        (sentence,) = wrong_with_redis(FullDisk(client), valkey.url("worker"))  # type: ignore[arg-type]

    assert "Make room on its disk" in sentence


def test_everything_that_is_wrong_with_redis_is_named_at_once(careless: str) -> None:
    wrong = wrong_with(careless)

    assert len(wrong) == 2 + 2 + len(of_redis.TOO_MUCH)
    assert any("signed in as the default user" in sentence for sentence in wrong)


def test_nothing_is_wrong_with_the_role_of_our_workers(app: Flask) -> None:
    assert list(wrong_with_database(app)) == []


def test_everything_that_is_wrong_with_a_role_is_named(
    app: Flask, server: ServerOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.superuser_url.replace("postgresql://", "postgresql+psycopg://")
    monkeypatch.setitem(db.engines, "worker", make_engine(url))

    wrong = " ".join(wrong_with_database(app))

    for what in (
        "as a superuser",
        "another role than heft_worker",
        "passes row security",
        "reads what is due",
    ):
        assert what in wrong
    assert SIGN_IN in wrong


@pytest.mark.parametrize(
    ("what", "fault"),
    [
        ("owns tables", "alter table fence.due owner to heft_worker"),
        ("may become another", "grant heft_owner to heft_worker"),
        ("reads what is due", "grant select on fence.due to heft_worker"),
        (
            "rows are seen without an organisation",
            "create policy z on owned.outbox to heft_worker using (true)",
        ),
    ],
)
def test_each_right_that_a_worker_must_not_have_is_named(
    app: Flask, look: Look, ask: Callable[..., UUID], what: str, fault: str
) -> None:
    ask()
    look(fault)
    try:
        assert what in " ".join(wrong_with_database(app))
    finally:
        look(
            "revoke heft_owner from heft_worker"
        )  # a role is of all databases, and this one only is thrown away


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
