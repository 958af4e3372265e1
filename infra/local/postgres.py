"""A private PostgreSQL from the wheel's programs, for development, tests and small installations."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from postgres_programs import Programs
from processes import Program, free_port, wait_until, write_secret

START_WITHIN = 30.0  # after a power cut it first reads again what it had promised to keep
SERVICE_USER = os.environ.get("HEFT_PG_USER", "nobody")
PASSWORD_FILE = "superuser-password"  # noqa: S105  (its name; written last, so it also says that all was made)


class Postgres:
    """One server: its files below `home`, listening on the loopback address only."""

    name = "postgres"

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home.resolve()
        self.data = self.home / "data"
        self.settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(free_port()),
            "unix_socket_directories": "",
            **(settings or {}),
        }
        self.user = self._user()
        self.programs = Programs(self.home, self._as_user())
        self.server = Program("postgres", [], self.home / "postgres.log", stop_signal=signal.SIGINT)

    def start(self) -> None:
        self.programs.make_ready()
        if not (self.home / PASSWORD_FILE).exists():
            self._make()
        self._let_the_last_one_finish()
        settings = [f"--{name}={value}" for name, value in self.settings.items()]
        with _Opened(self.data) as data:
            self.server.command = [self.programs.folder / "postgres", "-D", data.path, *settings]
            self.server.options = {"pass_fds": [data.number], **self._as_user()}
            self.server.start()
        wait_until(self._is_ready, START_WITHIN, program=self.server)

    @property
    def log(self) -> Path:
        return self.server.log

    def last_words(self) -> str:
        return self.server.last_words()

    def is_running(self) -> bool:
        return self.server.is_running()

    def ask_to_stop(self) -> None:
        self.server.ask_to_stop()  # by SIGINT, which does not wait for clients

    def wait_until_stopped(self) -> None:
        self.server.wait_until_stopped()
        self.programs.tidy_up()

    def stop(self) -> None:
        self.ask_to_stop()
        self.wait_until_stopped()

    def url(self, user: str = "postgres", password: str = "", database: str = "postgres") -> str:
        password = password or (self.home / PASSWORD_FILE).read_text()
        return f"postgresql://{user}:{password}@127.0.0.1:{self.settings['port']}/{database}"

    def _make(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)  # what was begun and never finished
        self.data.mkdir(mode=0o700)
        password = secrets.token_urlsafe(24)
        with _Opened(self.data) as data, tempfile.TemporaryFile() as hand_over:
            hand_over.write(password.encode())
            hand_over.flush()
            if self.user:
                for opened in (data.number, hand_over.fileno()):
                    os.fchown(opened, self.user.pw_uid, self.user.pw_gid)
            self._initdb(data, _path_of(hand_over.fileno()), [data.number, hand_over.fileno()])
        write_secret(self.home / PASSWORD_FILE, password)

    def _initdb(self, data: "_Opened", password_file: str, opened: list[int]) -> None:
        """Make the files. Nobody gets in without a password, and names sort alike on every machine."""
        locale = ["--locale=C.UTF-8"]
        if self.programs.version() >= 17:
            locale.append("--locale-provider=builtin")
        done = subprocess.run(
            [
                *(self.programs.folder / "initdb", "-D", data.path, "-U", "postgres", "--no-sync"),
                *("--encoding=UTF8", *locale, "--data-checksums"),
                *("--auth=scram-sha-256", f"--pwfile={password_file}"),
            ],
            check=False,
            capture_output=True,
            text=True,
            pass_fds=opened,
            **self._as_user(),
        )
        if done.returncode:
            raise RuntimeError(f"the database cannot be made:\n{done.stdout[-1000:]}{done.stderr[-1000:]}")

    def _let_the_last_one_finish(self) -> None:
        """Wait for a server that lost whoever started it and is still putting its things away."""
        pid_file = self.data / "postmaster.pid"
        with suppress(OSError, ValueError, IndexError):
            left = int(pid_file.read_text().splitlines()[0])
            if Path(f"/proc/{left}/comm").read_text().strip() != "postgres":
                pid_file.unlink()  # that number belongs to somebody else by now
                return
            os.kill(left, signal.SIGINT)
            wait_until(lambda: not Path(f"/proc/{left}").exists(), START_WITHIN)

    def _is_ready(self) -> bool:
        with suppress(OSError, ValueError, IndexError):  # not written yet, or half written
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            assert self.server.process is not None
            return int(lines[0]) == self.server.process.pid and lines[7].strip() == "ready"
        return False

    def _user(self) -> pwd.struct_passwd | None:
        """Who the server runs as, when we are root: PostgreSQL refuses to be."""
        if os.geteuid() != 0:
            return None
        owner = self.data.stat().st_uid if self.data.exists() else 0
        return pwd.getpwuid(owner) if owner else pwd.getpwnam(SERVICE_USER)

    def _as_user(self) -> dict[str, Any]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
        if self.user is None:
            return {"env": kept, "cwd": "/"}
        return {
            "env": kept,
            "cwd": "/",
            "user": self.user.pw_uid,
            "group": self.user.pw_gid,
            "extra_groups": [],
        }


class _Opened:
    """A folder that we open and a program reaches through us, so that it need not pass the folders above.

    Below a home directory that is closed to others, the user whom PostgreSQL runs as could not.
    """

    def __init__(self, folder: Path) -> None:
        self.number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        self.path = _path_of(self.number) if os.geteuid() == 0 else str(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.number)


def _path_of(opened: int) -> str:
    return f"/proc/self/fd/{opened}" if Path("/proc/self/fd").exists() else f"/dev/fd/{opened}"
