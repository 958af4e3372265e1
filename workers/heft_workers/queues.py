"""The four queues: how each one's work is taken, ended when it hangs, tried again and given up."""

import random
from dataclasses import dataclass

DRAIN_FOR = 20  # seconds that a worker goes on claiming when it is rung for
TO_PUT_IN_ORDER = 10  # seconds to put back what was ended, and to report it


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One queue's manners. Pauses, leases and limits are in seconds."""

    name: str
    batch: int
    lease: int  # longer than the longest transaction of the queue; renewed while work is outside
    at_most: float  # how long one piece of work may take before it is ended
    first_pause: float
    longest_pause: float
    alarm_after: int  # tries; from then on the work is stuck: shown, alarmed, and still tried
    gives_up_after: int | None = None  # tries; None: never
    each_org: int | None = None  # how much of one organisation's work may be under way at once
    patience: float = 2.0  # how long work may wait before the bell has it done
    takes_long: bool = True  # it waits for files or the world outside, and nobody may wait for it

    @property
    def belt(self) -> int:
        """Return after how long RQ ends a whole drain: never before each piece of work has been ended by its own limit."""
        return DRAIN_FOR + int(self.at_most) + TO_PUT_IN_ORDER

    def pause_after(self, tries: int) -> float:
        """Return how long to wait: doubling, capped, and spread so that what failed together comes back apart."""
        pause = min(self.longest_pause, self.first_pause * 2.0 ** min(tries - 1, 30))
        return min(self.longest_pause, pause * random.uniform(0.8, 1.2))  # noqa: S311  (no secret hangs on it)


QUEUES = {
    queue.name: queue
    for queue in (
        Queue(
            name="escalations",
            batch=20,
            lease=10,
            at_most=8,
            first_pause=2,
            longest_pause=60,
            alarm_after=5,
            takes_long=False,
        ),
        Queue(
            name="mail",
            batch=20,
            lease=60,
            at_most=30,
            first_pause=30,
            longest_pause=600,
            alarm_after=6,
            gives_up_after=27,
        ),
        Queue(
            name="exports",
            batch=1,
            lease=60,
            at_most=150,
            first_pause=5,
            longest_pause=900,
            alarm_after=4,
            gives_up_after=6,
            each_org=2,
            patience=5.0,
        ),
        Queue(
            name="chores",
            batch=5,
            lease=60,
            at_most=120,
            first_pause=3600,
            longest_pause=86_400,
            alarm_after=3,
            patience=30.0,
        ),
    )
}
