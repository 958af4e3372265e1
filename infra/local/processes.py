"""Programs that run beside us: started, looked at, and stopped. They never outlive whoever started them."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

Command = Sequence[Path | str]
PATIENCE = 15.0  # seconds to finish what was begun, after being asked to stop
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


@dataclass
class Program:
    """One program: its command, what its environment adds to ours, and the file that its words go to."""

    name: str
    command: Command
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    options: Mapping[str, Any] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                list(self.command),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches us alone, and we stop them in order
                preexec_fn=partial(end_with_parent, self.stop_signal),  # noqa: PLW1509  (we have one thread)
                **{"env": {**os.environ, **self.environment}, **self.options},
            )

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.process and self.is_running():
            self.process.send_signal(self.stop_signal)

    def wait_until_stopped(self) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def last_words(self, lines: int = 12) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def end_with_parent(how: signal.Signals) -> None:
    """Ask Linux to send this process a signal when the one that started it is gone, however it went."""
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, how)


def free_port(wanted: int = 0) -> int:
    """Return the wanted port of the loopback address if nobody listens there, or any free one."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", wanted))
        except OSError:
            return free_port()
        port: int = listener.getsockname()[1]
    return port


def answers(port: int) -> bool:
    """Say whether somebody listens on this port of the loopback address."""
    with socket.socket() as caller:
        caller.settimeout(1)
        return caller.connect_ex(("127.0.0.1", port)) == 0


def wait_until(ready: Callable[[], object], within: float = 30, *, program: Program | None = None) -> None:
    """Ask again until it is so.

    :raises TimeoutError: when it takes too long, or when the program it depends on has stopped
    """
    give_up = time.monotonic() + within
    while not ready():
        if program and not program.is_running():
            raise TimeoutError(f"{program.name} stopped while it was starting:\n{program.last_words()}")
        if time.monotonic() > give_up:
            raise TimeoutError(
                f"not ready within {within:.0f} seconds:\n{program.last_words() if program else ''}"
            )
        time.sleep(0.02)


def write_secret(path: Path, text: str) -> None:
    """Write a file that only we may read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
