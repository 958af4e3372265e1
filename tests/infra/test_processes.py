import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from processes import Program, wait_until

STARTS_A_CHILD = """
import sys, time
from pathlib import Path
sys.path.insert(0, {local!r})
from processes import Program
child = Program("child", [sys.executable, "-c", "import time; time.sleep(60)"], Path({log!r}))
child.start()
print(child.process.pid, flush=True)
time.sleep(60)
"""


def test_a_program_ends_when_whoever_started_it_is_killed(project: Path, tmp_path: Path) -> None:
    script = STARTS_A_CHILD.format(local=str(project / "infra/local"), log=str(tmp_path / "log"))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.send_signal(signal.SIGKILL)
    wait_until(lambda: not is_alive(child), within=5)


def test_a_program_that_will_not_start_says_its_last_words(tmp_path: Path) -> None:
    program = Program(
        "web", [sys.executable, "-c", "raise SystemExit('no such table')"], tmp_path / "web.log"
    )
    program.start()
    with pytest.raises(TimeoutError, match="no such table"):
        wait_until(lambda: False, program=program)


def test_a_program_that_is_asked_to_stop_stops(tmp_path: Path) -> None:
    program = Program("web", ["sleep", "60"], tmp_path / "web.log")
    program.start()
    assert program.is_running()
    began = time.monotonic()
    program.ask_to_stop()
    program.wait_until_stopped()
    assert not program.is_running()
    assert time.monotonic() - began < 5


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
