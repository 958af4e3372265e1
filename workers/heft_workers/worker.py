"""An RQ worker for one queue, whose abandoned jobs are noticed in seconds and who runs nothing but the drain."""

import os
from typing import Any

from rq import Queue as RQQueue
from rq import Worker
from rq.job import Job

from heft_workers.ringing import client_of
from heft_workers.safe_job import SafeJob
from heft_workers.warm import the_application

HEARTBEAT_EVERY = 5
ABANDONED_AFTER = 15


class HeftWorker(Worker):
    """A worker that knows no job but ours."""

    job_class = SafeJob

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "job_monitoring_interval": HEARTBEAT_EVERY})

    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:  # noqa: ARG002  (RQ's signature)
        return ABANDONED_AFTER


def work(queue: str, redis_url: str) -> None:
    """Work on one queue until told to stop. One queue each, because only then does RQ lose no job on the way."""
    os.environ["HEFT_QUEUE"] = queue
    the_application()
    client = client_of(redis_url)
    client.connection_pool.connection_kwargs["socket_timeout"] = None  # a worker waits for the bell
    jobs = RQQueue(queue, connection=client, serializer="json", job_class=SafeJob)
    worker = HeftWorker(
        [jobs],
        connection=client,
        job_class=SafeJob,
        serializer="json",
        worker_ttl=30,
        maintenance_interval=15,
        log_job_description=False,
    )
    worker.work(logging_level="WARNING", with_scheduler=False)
