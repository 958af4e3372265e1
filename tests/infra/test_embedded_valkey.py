from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis

from valkey import Valkey


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Valkey]:
    server = Valkey(tmp_path / "valkey")
    server.start()
    yield server
    server.ask_to_stop()
    server.wait_until_stopped()


@pytest.mark.parametrize("user", ["bell", "worker"])
def test_its_users_can_neither_empty_it_nor_change_it_nor_look_beside_rq(server: Valkey, user: str) -> None:
    with redis.Redis.from_url(server.url(user)) as client:
        assert client.ping()
        for forbidden in (
            ["FLUSHALL"],
            ["CONFIG", "SET", "appendonly", "no"],
            ["KEYS", "*"],
            ["HGETALL", "others"],
        ):
            with pytest.raises(redis.exceptions.NoPermissionError):
                client.execute_command(*forbidden)


def test_nobody_comes_in_without_a_name(server: Valkey) -> None:
    once = redis.retry.Retry(redis.backoff.NoBackoff(), 0)
    with (
        redis.Redis(port=urlsplit(server.url("bell")).port or 0, retry=once) as client,
        pytest.raises(redis.exceptions.AuthenticationError),
    ):
        client.ping()


def test_it_keeps_every_bell_and_drops_none(server: Valkey) -> None:
    with redis.Redis.from_url(server.url("worker")) as client:
        assert client.info("persistence")["aof_enabled"] == 1
        assert client.info("memory")["maxmemory_policy"] == "noeviction"


def test_its_passwords_are_for_its_owner_alone(server: Valkey) -> None:
    for name in ("valkey.conf", "users.acl"):
        assert (server.home / name).stat().st_mode & 0o777 == 0o600
