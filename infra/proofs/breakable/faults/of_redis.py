"""Redis is away, hangs, is full, loses and repeats what it holds, and holds what an attacker wrote."""

import json
import pickle
import signal
from typing import Any

from breakable.faults.breaking import Breaking, fault, no_room, pid_of
from breakable.ground import tell

QUEUES = ("escalations", "mail", "exports")


@fault
def redis_crashes(at: Breaking) -> bool:
    server = at.ground.valkey.server
    hit = tell(pid_of(server), signal.SIGKILL)
    server.wait_until_stopped()
    server.start()
    return hit


@fault
def redis_is_down(at: Breaking) -> bool:
    server = at.ground.valkey.server
    hit = server.is_running() and tell(pid_of(server), signal.SIGKILL)
    server.wait_until_stopped()
    at.for_a_while(lambda: None if server.is_running() else server.start(), 0.5, 2)
    return hit


@fault
def redis_hangs(at: Breaking) -> bool:
    return at.pause([pid_of(at.ground.valkey.server)], 0.5, 2.5)


@fault
def redis_cannot_grow(at: Breaking) -> bool:
    return no_room(at, pid_of(at.ground.valkey.server))


@fault
def redis_is_flushed(at: Breaking) -> bool:
    return bool(at.redis().flushall())


@fault
def redis_loses_jobs(at: Breaking) -> bool:
    client = at.redis()
    return sum(client.delete(key) for key in list(client.scan_iter("rq:job:*"))[:20]) > 0


@fault
def redis_repeats_jobs(at: Breaking) -> bool:
    client = at.redis()
    job = ring(at, json.dumps(["heft_workers.drain.drain", None, [], {}]).encode())
    for queue in QUEUES:
        client.rpush(f"rq:queue:{queue}", *[job] * 5)
    return True


@fault
def redis_refuses_writes(at: Breaking) -> bool:
    return redis_is_set(at, {"min-replicas-to-write": 0}, {"min-replicas-to-write": 1})


@fault
def redis_is_full(at: Breaking) -> bool:
    full = {"maxmemory-policy": "noeviction", "maxmemory": 1024}
    return redis_is_set(at, {"maxmemory": 0}, full)


@fault
def redis_evicts(at: Breaking) -> bool:
    back = {"maxmemory": 0, "maxmemory-policy": "noeviction"}
    return redis_is_set(at, back, {"maxmemory-policy": "allkeys-lru", "maxmemory": 1_100_000})


@fault
def redis_holds_garbage(at: Breaking) -> bool:
    return bool(ring(at, b"garbage"))


@fault
def redis_holds_a_pickled_job(at: Breaking) -> bool:
    forged: tuple[Any, ...] = ("subprocess.getoutput", None, (f"touch {at.ran}",), {})
    return bool(ring(at, pickle.dumps(forged)))


@fault
def redis_holds_a_forged_job(at: Breaking) -> bool:
    return bool(ring(at, json.dumps(["subprocess.getoutput", None, [f"touch {at.ran}"], {}]).encode()))


@fault
def redis_holds_forged_callbacks_and_webhooks(at: Breaking) -> bool:
    drain = json.dumps(["heft_workers.drain.drain", None, [], {}]).encode()
    hook = {"url": f"http://127.0.0.1:{at.hook.server_port}/", "method": "POST", "headers": {}, "timeout": 1}
    hooks = json.dumps([{**hook, "job_status": status} for status in ("finished", "failed")])
    called = "subprocess.getoutput"
    return bool(ring(at, drain, success_callback_name=called, failure_callback_name=called, webhooks=hooks))


@fault
def redis_is_flooded(at: Breaking) -> bool:
    drain = json.dumps(["heft_workers.drain.drain", None, [], {}]).encode()
    for _ in range(30):
        ring(at, drain)
    return True


def ring(at: Breaking, data: bytes, **more: str) -> str:
    """Put a job into a queue, as somebody might who can write to Redis."""
    client, job_id = at.redis(), f"forged-{at.dice.randrange(10**9)}"
    job: dict[Any, Any] = {
        "created_at": "2026-01-01T00:00:00.000000Z",
        "data": data,
        "origin": "escalations",
        "status": "queued",
        "timeout": "30",
        **more,
    }
    client.hset(f"rq:job:{job_id}", mapping=job)
    client.lpush("rq:queue:escalations", job_id)
    return job_id


def redis_is_set(at: Breaking, back: dict[str, Any], settings: dict[str, Any]) -> bool:
    for name, value in settings.items():
        at.redis().config_set(name, value)
    at.for_a_while(lambda: [at.redis().config_set(name, value) for name, value in back.items()], 0.5, 2)
    return True
