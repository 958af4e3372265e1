"""End work that hangs. RQ's own limit is the belt above this one: it ends the worker's whole drain, and tells nobody why."""

import signal
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

INSIST_EVERY = 1.0  # seconds, for work that takes the end for one of its own errors and goes on


class TookTooLongError(BaseException):
    """Work was ended because it took too long. Not an `Exception`, so that nothing on the way mistakes it for its own."""

    known_as = "took_too_long"


@contextmanager
def ended_after(seconds: float) -> Generator[None]:
    """Let the enclosed work take so many seconds, and no more.

    It is ended wherever it is in Python, also asleep or waiting for a socket. Only the main thread can be ended so,
    which is where workers and the bell work; elsewhere there is no limit.

    :raises TookTooLongError: in the midst of the work
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    is_over = False

    def end(*_: object) -> None:
        if not is_over:
            raise TookTooLongError

    whose = signal.signal(signal.SIGALRM, end)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds, INSIST_EVERY)
    began = time.monotonic()
    try:
        try:
            yield
        finally:
            is_over = True
    finally:
        signal.signal(signal.SIGALRM, whose)
        still_left = max(left - (time.monotonic() - began), 0.001) if left else 0
        signal.setitimer(signal.ITIMER_REAL, still_left)  # RQ's, which goes on where it was
