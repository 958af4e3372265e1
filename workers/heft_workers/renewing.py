"""Keep a lease while its work is outside, where no transaction holds it."""

import logging
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from heft_platform.error_codes import code_of
from heft_workers.leases import Lease, renew

log = logging.getLogger(__name__)


@contextmanager
def kept_renewed(engine: Engine, lease: Lease, *, for_seconds: float, at_most: float) -> Generator[None]:
    """Renew a lease again and again while the enclosed work goes on, so that nobody else takes the work meanwhile.

    A process that stands still renews nothing, and loses its lease as it should. So does work that nobody could end
    `at_most` so many seconds after it began: see `heft_workers.time_limit`.
    """
    has_ended, until = threading.Event(), time.monotonic() + at_most

    def keep_renewing() -> None:
        while not has_ended.wait(for_seconds / 3) and time.monotonic() < until:
            try:
                renew(engine, lease, seconds=for_seconds)
            except (SQLAlchemyError, psycopg.Error) as error:
                log.warning("A lease was not renewed", extra={"code": code_of(error)})

    renewing = threading.Thread(target=keep_renewing, name="renewing", daemon=True)
    renewing.start()
    try:
        yield
    finally:
        has_ended.set()
        renewing.join()
