"""Where a fault run may end a process: by dice that each process throws for itself."""

import subprocess
import sys

CHILDREN = 20
FORKED = f"""
import os, signal
from heft_workers.points import here
died = 0
for _ in range({CHILDREN}):
    if not (child := os.fork()):
        here("drain.claimed")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    died += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
print(died)
"""


def test_what_is_forked_does_not_all_die_where_the_first_one_did() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORKED], env={"HEFT_POINTS": "0.5"}, check=True, capture_output=True, text=True
    )

    assert 0 < int(done.stdout) < CHILDREN, "one throw decided for all"
