"""The main job, done over HTTP by the demo people: one line for each step, and an end at the first that fails."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from walker import NotThereError, Walker


@contextmanager
def step(words: str) -> Iterator[None]:
    """Do one step, and print how long it took.

    :raises SystemExit: when the page does not show what somebody at it would need
    """
    began = time.monotonic()
    try:
        yield
    except NotThereError as error:
        print(f"   FAILED   {words}\n            {error}", flush=True)
        raise SystemExit(1) from None
    print(f"{(time.monotonic() - began) * 1000:7.0f} ms  {words}", flush=True)


def main_job(address: str) -> None:
    with step("Sam opens the service"):
        sam = Walker(address)
        sam.open("/")


def after_a_new_start(address: str) -> None:
    """What was done before is still there."""
    with step("Sam opens the service again"):
        sam = Walker(address)
        sam.open("/")


if __name__ == "__main__":
    {"main-job": main_job, "after-a-new-start": after_a_new_start}[sys.argv[1]](sys.argv[2])
