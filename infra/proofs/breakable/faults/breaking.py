"""How things are broken, and put right again after a while."""

import random
import resource
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from breakable.ground import Ground, tell, whole_tree
from processes import Program

NO_ROOM = 1024  # octets


class Breaking:
    """A ground, the dice, and what has to be put right again later."""

    def __init__(self, ground: Ground, seed: int) -> None:
        self.ground = ground
        self.dice = random.Random(seed)  # noqa: S311  (dice)
        self.hooked = 0
        self.ran = ground.folder / "forged-ran"
        self._later: list[tuple[float, Callable[[], object]]] = []
        breaking = self

        class Hook(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                breaking.hooked += 1
                self.send_error(404)

        self.hook = HTTPServer(("127.0.0.1", 0), Hook)
        threading.Thread(target=self.hook.serve_forever, daemon=True).start()

    def for_a_while(self, put_right: Callable[[], object], low: float, high: float) -> None:
        self._later.append((time.monotonic() + self.dice.uniform(low, high), put_right))

    def put_right(self, *, everything: bool = False) -> None:
        """Put right whatever has lasted long enough."""
        due = [one for one in self._later if everything or one[0] <= time.monotonic()]
        self._later = [one for one in self._later if one not in due]
        for when, put_right in due:
            try:
                put_right()
            except (redis.RedisError, OSError):
                self._later.append((when + 0.3, put_right))  # nobody there to be put right: later

    def redis(self) -> redis.Redis:
        return redis.Redis(
            port=self.ground.valkey.port,
            username="proof",
            password="x",  # noqa: S106  (anybody)
            socket_timeout=0.5,
            retry=Retry(NoBackoff(), 0),
        )

    def a_worker(self) -> Program:
        return self.dice.choice(self.ground.workers())

    def a_bell(self) -> Program:
        return self.dice.choice(
            [one for one in self.ground.workers_and_bells() if one not in self.ground.workers()]
        )

    def pause(self, pids: list[int], low: float, high: float) -> bool:
        hit = [tell(pid, signal.SIGSTOP) for pid in pids]
        self.for_a_while(lambda: [tell(pid, signal.SIGCONT) for pid in pids], low, high)
        return any(hit)

    def close(self) -> None:
        self.hook.shutdown()
        self.hook.server_close()


Fault = Callable[[Breaking], bool]  # whether it hit: a fault that hit nothing is void
FAULTS: dict[str, Fault] = {}


def fault(function: Fault) -> Fault:
    FAULTS[function.__name__] = function
    return function


def pid_of(program: Program) -> int:
    assert program.process is not None
    return program.process.pid


def no_room(at: Breaking, pid: int) -> bool:
    """Let a process write no file any longer than it is, for a while: as on a disk that is full."""
    hit = False
    for one in whole_tree(pid):
        with suppress(ProcessLookupError):
            _, hard = resource.prlimit(one, resource.RLIMIT_FSIZE)
            resource.prlimit(one, resource.RLIMIT_FSIZE, (NO_ROOM, hard))
            at.for_a_while(lambda one=one, hard=hard: with_room(one, hard), 0.5, 2)  # type: ignore[misc]
            hit = True
    return hit


def with_room(pid: int, hard: int) -> None:
    with suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
