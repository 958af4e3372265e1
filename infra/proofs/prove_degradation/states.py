"""What may be away while people work: for as long as the block lasts."""

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import redis

from breakable.faults.breaking import pid_of
from breakable.gates import Gate
from breakable.ground import Ground, tell

State = Callable[[Ground], AbstractContextManager[None]]


@contextmanager
def redis_is_dead(ground: Ground) -> Iterator[None]:
    server = ground.valkey.server
    tell(pid_of(server), signal.SIGKILL)
    server.wait_until_stopped()
    yield
    ground.valkey.server.start()


@contextmanager
def redis_hangs(ground: Ground) -> Iterator[None]:
    hanging = pid_of(ground.valkey.server)
    tell(hanging, signal.SIGSTOP)
    yield
    tell(hanging, signal.SIGCONT)


@contextmanager
def redis_is_full(ground: Ground) -> Iterator[None]:
    anybody = redis.Redis(port=ground.valkey.port, username="proof", password="x", socket_timeout=2)  # noqa: S106
    anybody.config_set("maxmemory", 1024)
    yield
    anybody.config_set("maxmemory", 0)


@contextmanager
def the_store_is_dead(ground: Ground) -> Iterator[None]:
    with _mannered(ground.files.gate, "shut"):
        yield


@contextmanager
def the_store_hangs(ground: Ground) -> Iterator[None]:
    with _mannered(ground.files.gate, "holding"):
        yield


@contextmanager
def mail_is_dead(ground: Ground) -> Iterator[None]:
    with _mannered(ground.mail.gate, "shut"):
        yield


@contextmanager
def _mannered(gate: Gate, manner: str) -> Iterator[None]:
    gate.manner = manner
    yield
    gate.manner = "open"


WITHOUT: dict[str, State] = {
    "Redis is dead": redis_is_dead,
    "Redis hangs": redis_hangs,
    "Redis is full": redis_is_full,
    "the store is dead": the_store_is_dead,
    "the store hangs": the_store_hangs,
    "mail is dead": mail_is_dead,
}
