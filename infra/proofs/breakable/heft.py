"""Heft's own processes as a fault run starts them: with pauses that a run has time for, and a clock that can be stepped.

`python -m breakable.heft bell` is `heft bell`; gunicorn serves `breakable.heft:app`.
"""

import os
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from heft_platform import clock
from heft_platform.mail import mailers
from heft_workers.queues import QUEUES

STEP = Path(os.environ["HEFT_PROOF_CLOCK"])
_now = clock.now


def stepped_now() -> datetime:
    """Return the moment as a clock tells it that somebody has set wrong."""
    return _now() + timedelta(seconds=float(STEP.read_text() or 0))


clock.now = stepped_now
mailers.PATIENCE = 2.0  # the product's pauses for mail and files are minutes; a run has not got them
QUEUES["mail"] = replace(QUEUES["mail"], first_pause=1, longest_pause=4, gives_up_after=None)
QUEUES["exports"] = replace(QUEUES["exports"], first_pause=1, longest_pause=4, gives_up_after=None)
QUEUES["chores"] = replace(QUEUES["chores"], first_pause=1, longest_pause=4, patience=2.0)
for name, queue in QUEUES.items():
    QUEUES[name] = replace(queue, lease=int(os.environ["HEFT_PROOF_LEASE"]))


def __getattr__(name: str) -> Any:
    if name != "app":
        raise AttributeError(name)
    from heft_platform.app import create_app  # noqa: PLC0415  (workers make theirs themselves)

    return create_app()


if __name__ == "__main__":
    from heft_workers.cli import heft

    heft(sys.argv[1:])
