"""Start Heft on this machine, say where it is and who is there, and stop it when asked to."""

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from arguments import parse_arguments
from heft_platform.demo.cast import PEOPLE, organisation
from install import ROOT
from installation import CannotStartError, Installation
from real_services import wrong_settings

LOOK_EVERY = 0.5
TOO_OFTEN, WITHIN = 5, 60.0  # what stops so often within so many seconds is not started again
COLD = ROOT / "var" / "seconds-when-cold"
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # in step with what our children say
    asked = parse_arguments(sys.argv[1:])
    began, temperature = os.environ.pop("HEFT_RUN", f"{time.time()} warm").split()
    os.umask(0o077)  # what is kept is nobody else's business
    for ending in ENDINGS:
        signal.signal(
            ending, signal.default_int_handler
        )  # said even for SIGINT: a background job starts deaf to it
    if wrong := wrong_settings(port=asked.port, fresh=asked.check):
        sys.exit("\n".join(["Heft cannot start:", *(f"- {line}" for line in wrong)]))
    with (
        data_folder(asked.data, fresh=asked.check) as data,
        stopped_at_the_end(data, asked.port) as installation,
    ):
        installation.start()
        print_where_and_who(installation, took=seconds_since(float(began)), temperature=temperature)
        if asked.check:
            check(installation)
        else:
            keep_running(installation)


@contextmanager
def data_folder(folder: Path, *, fresh: bool) -> Iterator[Path]:
    """Hold the folder for ourselves; or, inside it, a fresh one that is thrown away."""
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        sys.exit(f"{folder} belongs to somebody else: remove it, or name another with --data")
    if fresh:
        with tempfile.TemporaryDirectory(prefix="check-", dir=folder) as thrown_away:
            yield Path(thrown_away)
        return
    with (folder / "in-use").open("a") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"Heft is running in {folder} already. With --data it can run in another folder too.")
        yield folder


@contextmanager
def stopped_at_the_end(data: Path, port: int | None) -> Iterator[Installation]:
    """Make an installation that stops however this process ends: by kill -9, Linux sees to it."""
    installation = Installation(data, port)
    try:
        yield installation
    except KeyboardInterrupt:
        print("\nStopping …")
    except (CannotStartError, TimeoutError, RuntimeError) as error:
        sys.exit(f"Heft cannot go on: {error}")
    finally:
        for ending in ENDINGS:
            signal.signal(ending, signal.SIG_IGN)  # it is stopping already
        installation.stop()


def print_where_and_who(installation: Installation, *, took: float, temperature: str) -> None:
    if temperature == "cold":
        COLD.write_text(f"{took:.1f}")
    before = f", {COLD.read_text()} s when cold" if temperature == "warm" and COLD.exists() else ""
    print(f"\nHeft is ready on {installation.address}/ after {took:.1f} s ({temperature}{before}).\n")
    print("In the demonstration one click signs you in as any of these made-up people:\n")
    for one in PEOPLE:
        print(f"  {one.name:<16} {one.title:<42} {organisation(one.at).name}")
    print(f"\nWhat it keeps is in {installation.data}. Ctrl-C stops it.")


def check(installation: Installation) -> None:
    """Walk the main job, stop, start again on what is kept, and look whether it is still there."""
    print()
    walk("main-job", installation.address)
    installation.stop()
    began = time.time()
    installation.start()
    warm = seconds_since(began)
    print(f"{warm * 1000:7.0f} ms  Heft stops, and starts again on what it kept")
    walk("after-a-new-start", installation.address)
    print(f"\nEvery step was done. Warm, Heft starts in {warm:.1f} s.")


def walk(what: str, address: str) -> None:
    """Walk with the standard library alone: without site-packages, nothing else is to be had."""
    command = (sys.executable, "-S", ROOT / "infra/walk/walk.py", what, address)
    if code := subprocess.run(command, check=False).returncode:
        sys.exit(code)


def keep_running(installation: Installation) -> None:
    """Start again what stops by itself, until somebody asks us to stop."""
    stops: list[float] = []
    while True:
        time.sleep(LOOK_EVERY)
        for one in installation.start_again_what_stopped():
            print(f"{one.name} had stopped and was started again: see {one.log}")
            stops = [*(at for at in stops if seconds_since(at) < WITHIN), time.time()]
            if len(stops) > TOO_OFTEN:
                raise CannotStartError(f"{one.name} stops again and again: see {one.log}\n{one.last_words()}")


def seconds_since(moment: float) -> float:
    return time.time() - moment


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):  # asked to stop before anything was started
        main()
