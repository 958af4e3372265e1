"""An RQ worker for one queue, whose abandoned jobs are noticed in seconds and who runs nothing but the drain."""

import logging
import os
import signal
import time
from types import FrameType
from typing import Any, NoReturn

import redis
from rq import Queue as RQQueue
from rq import Worker
from rq.job import Job

from heft_platform.app import keep_for_good
from heft_workers.ringing import client_of
from heft_workers.safe_job import SafeJob
from heft_workers.warm import the_application

HEARTBEAT_EVERY = 5
ABANDONED_AFTER = 15
WAIT_FOR_REDIS = 1.0
log = logging.getLogger(__name__)


class HeftWorker(Worker):
    """A worker that knows no job but ours, and whether it ended because somebody asked it to."""

    job_class = SafeJob
    was_asked_to_stop = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "job_monitoring_interval": HEARTBEAT_EVERY})

    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:  # noqa: ARG002  (RQ's signature)
        return ABANDONED_AFTER

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        self.was_asked_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]


def work(queue: str, redis_url: str) -> None:
    """Work on one queue until asked to stop. One queue each, because only then does RQ lose no job on the way."""
    os.environ["HEFT_QUEUE"] = queue
    the_application()  # made before the first fork
    keep_for_good()
    while not _worked_until_asked_to_stop(queue, redis_url):
        log.warning("Redis is away; the bell does the work until it is back")
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, _end)  # RQ's own would ask Redis, which is away
        time.sleep(WAIT_FOR_REDIS)


def _end(*_: object) -> NoReturn:
    raise SystemExit(0)


def _worked_until_asked_to_stop(queue: str, redis_url: str) -> bool:
    """Work for as long as Redis is there. False if somebody must begin again, because RQ's worker gives up with it."""
    worker = None
    try:
        worker = worker_of(queue, redis_url)
        worker.work(logging_level="WARNING", with_scheduler=False)
    except redis.RedisError:
        return worker is not None and worker.was_asked_to_stop
    return worker.was_asked_to_stop


def worker_of(queue: str, redis_url: str) -> HeftWorker:
    """Make the worker of a queue.

    :raises redis.RedisError: if Redis does not answer
    """
    client = client_of(redis_url)
    client.connection_pool.connection_kwargs["socket_timeout"] = None  # a worker waits for the bell
    jobs = RQQueue(queue, connection=client, serializer="json", job_class=SafeJob)
    return HeftWorker(
        [jobs],
        connection=client,
        job_class=SafeJob,
        serializer="json",
        worker_ttl=30,
        maintenance_interval=15,
        log_job_description=False,
    )
