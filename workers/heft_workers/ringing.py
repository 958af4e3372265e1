"""Tell RQ that there is work in a queue: a bell, and nothing more."""

import time

import redis
from rq import Queue as RQQueue
from rq.exceptions import DuplicateJobError

from heft_workers.queues import QUEUES
from heft_workers.safe_job import DRAIN, SafeJob


def client_of(url: str) -> redis.Redis:
    """Return a client that waits for nobody: a hung Redis must not hang the bell."""
    return redis.Redis.from_url(url, socket_timeout=1.0, socket_connect_timeout=1.0, retry=None)


def ring(client: redis.Redis, queue: str) -> bool:
    """Ring for a queue, and say whether anybody could hear. Rung often, it is one ring each half second."""
    half_second = int(time.time() * 2)
    jobs = RQQueue(queue, connection=client, serializer="json", job_class=SafeJob)
    try:
        jobs.enqueue(
            DRAIN,
            job_id=f"{queue}-{half_second}",
            unique=True,
            description="drain",  # RQ's own describes the arguments, and logs it
            ttl=30,
            result_ttl=0,
            failure_ttl=86_400,
            job_timeout=QUEUES[queue].belt,
        )
    except DuplicateJobError:
        return True
    except redis.RedisError:
        return False
    return True
