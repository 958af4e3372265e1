"""Attacks on the queue: whatever stands in Redis, a worker does nothing but look into the outbox."""

import json
import pickle
import zlib
from typing import Any

from rq.serializers import JSONSerializer

from heft_workers.safe_job import DRAIN, REJECTED
from prove_isolation.attackers import VICTIM
from prove_isolation.ground import Ground
from prove_isolation.techniques import STOPPED, Found, Way, technique


def _forged(data: Any, **more: str) -> dict[bytes, Any]:
    said = data if isinstance(data, bytes) else json.dumps(data).encode()
    job = {
        "data": zlib.compress(said),
        "origin": "mail",
        "status": "queued",
        "created_at": "2026-11-24T09:00:00.000000Z",
    }
    return {
        name.encode(): (value.encode() if isinstance(value, str) else value)
        for name, value in (job | more).items()
    }


class _Explodes:
    """Tells that it was unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _EXPLODED.append, ("unpickled",)


_EXPLODED: list[str] = []


def _what_a_worker_makes_of(*forged: dict[bytes, Any]) -> Way:
    """Load a forged job as a worker does, and see what it would run, call back and tell."""

    def way(ground: Ground) -> Found:
        from heft_workers import safe_job  # noqa: PLC0415  (as it is now: a weakened copy may be in its place)

        del ground
        _EXPLODED.clear()
        for raw in forged:
            job = safe_job.SafeJob("forged", connection=_NO_REDIS, serializer=JSONSerializer)
            try:
                job.restore(dict(raw))
                runs = (job.func_name, job.instance, job.args, job.kwargs)
            except Exception as error:  # noqa: BLE001  (RQ’s worker would end with it, which is worth something too)
                return Found(gain=f"a worker ends with {type(error).__name__}")
            harmless = runs[0] in {REJECTED, DRAIN} and not any(runs[1:])
            calls = [
                getattr(job, f"_{when}_callback_name", None) for when in ("success", "failure", "stopped")
            ]
            if _EXPLODED or not harmless or any(calls) or getattr(job, "webhooks", None):
                return Found(
                    leak=f"a forged job runs {runs}, calls {calls} and tells {getattr(job, 'webhooks', None)}"
                )
        return STOPPED

    return way


class _NoRedis:
    """A connection that nothing is asked of."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


_NO_REDIS: Any = _NoRedis()


TECHNIQUES = (
    technique(
        "forged_jobs.pickle",
        "Put a pickled command into the queue.",
        _what_a_worker_makes_of(
            _forged(pickle.dumps(_Explodes())), _forged(b"\x80\x04not json"), _forged(b"")
        ),
    ),
    technique(
        "forged_jobs.function",
        "Put a job into the queue that names another function.",
        _what_a_worker_makes_of(
            _forged(["subprocess.getoutput", None, ["id"], {}]),
            _forged(["os.system", None, ["id"], {}]),
            _forged(["heft_workers.drain.drain_queue", None, ["mail"], {}]),
            _forged(["builtins.exec", None, ["1"], {}]),
        ),
    ),
    technique(
        "forged_jobs.arguments",
        "Put a job into the queue that names the drain, with arguments that choose an organisation.",
        _what_a_worker_makes_of(
            _forged([DRAIN, None, [VICTIM], {}]),
            _forged([DRAIN, None, [], {"org": VICTIM}]),
            _forged([DRAIN, "subprocess", [], {}]),
        ),
    ),
    technique(
        "forged_jobs.callbacks",
        "Put a job into the queue that calls something back when it has ended.",
        _what_a_worker_makes_of(
            *(
                _forged([DRAIN, None, [], {}], **{f"{when}_callback_name": "os.abort"})
                for when in ("success", "failure", "stopped")
            )
        ),
    ),
    technique(
        "forged_jobs.webhooks",
        "Put a job into the queue that tells somebody outside when it has ended.",
        _what_a_worker_makes_of(
            _forged(
                [DRAIN, None, [], {}],
                webhooks=json.dumps([{"url": "http://127.0.0.1:1/", "job_status": "finished"}]),
            )
        ),
    ),
    technique(
        "forged_jobs.broken",
        "Put a job into the queue on which a worker breaks.",
        _what_a_worker_makes_of(
            _forged([DRAIN, None, [], {}], status="of nobody"),
            _forged([DRAIN, None, [], {}], result_ttl="as long as it takes"),
            _forged({"not": "a list"}),
            _forged([DRAIN]),
        ),
    ),
)
