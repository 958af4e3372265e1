"""Do slow work that no worker does, in a process beside the bell: ringing waits for nobody's file, store or mail server."""

import logging
import os
import signal
from typing import NoReturn

from heft_platform import error_reports
from heft_platform.error_codes import code_of
from heft_platform.extensions import db
from heft_workers.drain import drain_queue
from heft_workers.queues import Queue

log = logging.getLogger(__name__)


class StandIns:
    """The processes beside this one: at most one for each queue, and each for a moment."""

    def __init__(self) -> None:
        self._at_it: dict[str, int] = {}

    def drain(self, queue: Queue) -> None:
        """Have a queue drained, unless somebody is still at it. Needs the application's context."""
        if self._somebody_is_at(queue.name):
            return
        if child := os.fork():
            self._at_it[queue.name] = child
        else:
            _drain_and_end(queue)

    def wait(self) -> None:
        """Wait until all of them have ended."""
        while self._at_it:
            _, child = self._at_it.popitem()
            os.waitpid(child, 0)

    def end(self) -> None:
        """End all of them now. Their leases run out, and somebody else does what they were at."""
        for child in self._at_it.values():
            os.kill(child, signal.SIGTERM)
        self.wait()

    def _somebody_is_at(self, queue: str) -> bool:
        if (child := self._at_it.get(queue)) is None:
            return False
        has_ended, _ = os.waitpid(child, os.WNOHANG)
        if has_ended:
            del self._at_it[queue]
        return not has_ended


def _drain_and_end(queue: Queue) -> NoReturn:
    try:
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, signal.SIG_DFL)  # the bell's only ask it to stop ringing
        for engine in db.engines.values():
            engine.dispose(close=False)  # its connections are not ours
        drain_queue(queue, for_seconds=1)
        error_reports.wait_until_reported()
    except Exception as error:  # noqa: BLE001  (there is nobody here to hear of it)
        log.warning("A queue was not drained", extra={"queue": queue.name, "code": code_of(error)})
    finally:
        os._exit(0)
