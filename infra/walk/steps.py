"""One step of the walk: a line with its milliseconds, or the end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from walker import NotThereError


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
