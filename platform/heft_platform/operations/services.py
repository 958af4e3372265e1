"""How the work behind the pages stands in a cluster, what of it fails and why, and “try that again”.

For whoever operates the service, in the administrator's context. Nothing here says what work is about.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.cluster import services as cluster
from heft_platform.operations.wording import KINDS, QUEUES, Reason, kind_words, queue_words, reason_of
from heft_tenants import operating
from heft_tenants.operating import Standing, Trouble
from heft_tenants.refusals import Refused

__all__ = [
    "KINDS",
    "QUEUES",
    "NotToBeTriedError",
    "QueueView",
    "TroubleView",
    "WorkView",
    "read_work",
    "try_again",
    "try_all_again",
]

SHOWN = 200


class NotToBeTriedError(Refused):
    """It is under way, or was done meanwhile: there is nothing to try again."""


@dataclass(frozen=True, kw_only=True)
class QueueView:
    """One queue with its numbers. Times are in seconds."""

    title: str
    due: int
    oldest: float
    under_way: int
    paused: int
    timers: int
    within: int

    @property
    def is_late(self) -> bool:
        return self.oldest > self.within


@dataclass(frozen=True, kw_only=True)
class TroubleView:
    """A piece of work that failed, in words: never what it is about."""

    org_id: int
    id: UUID
    work: str
    organisation: str
    is_safety: bool
    state: str
    asked_at: datetime
    tries: int
    reason: Reason
    under_way: bool
    next_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class WorkView:
    """How all work of a cluster stands."""

    queues: list[QueueView]
    stuck: list[TroubleView]  # stuck and given up: somebody must look
    failing: list[TroubleView]  # failed, and tried again by itself
    is_cut: bool  # there is more trouble than is shown

    @property
    def stuck_safety(self) -> int:
        return sum(one.is_safety for one in self.stuck)


def read_work(session: Session) -> WorkView:
    """Return how the cluster's work stands: four queues, and at most 200 pieces that failed, the oldest first."""
    stands = {one.queue: one for one in operating.standing(session)}
    found = operating.in_trouble(session, at_most=SHOWN)
    names = cluster.organisation_names(session, org_ids={one.org_id for one in found})
    troubles = [_trouble(one, names[one.org_id]) for one in found]
    return WorkView(
        queues=[_queue(queue, stands.get(queue)) for queue in QUEUES],
        stuck=[one for one in troubles if one.state != "waiting"],
        failing=[one for one in troubles if one.state == "waiting"],
        is_cut=len(found) == SHOWN,
    )


def try_again(session: Session, *, org: int, work_id: UUID) -> None:
    """Have one piece of work done now.

    :raises NotToBeTriedError: if it is under way, was done meanwhile, or is not of this cluster
    """
    if not operating.try_again_for(session, org=org, work_id=work_id):
        raise NotToBeTriedError
    record(session, action="work.tried_again", thing="work", thing_id=work_id)


def try_all_again(session: Session) -> int:
    """Have everything done now that is stuck or was given up, at most 200 pieces; return how many will be."""
    tried = 0
    for one in operating.in_trouble(session, at_most=SHOWN):
        if one.state != "waiting" and operating.try_again_for(session, org=one.org_id, work_id=one.id):
            record(session, action="work.tried_again", thing="work", thing_id=one.id)
            tried += 1
    return tried


def _queue(queue: str, stands: Standing | None) -> QueueView:
    words = queue_words(queue)
    return QueueView(
        title=words.title,
        due=stands.due if stands else 0,
        oldest=stands.oldest_seconds if stands else 0,
        under_way=stands.under_way if stands else 0,
        paused=stands.paused if stands else 0,
        timers=stands.timers if stands else 0,
        within=words.within,
    )


def _trouble(one: Trouble, organisation: str) -> TroubleView:
    return TroubleView(
        org_id=one.org_id,
        id=one.id,
        work=kind_words(one.kind),
        organisation=organisation,
        is_safety=one.queue == "escalations",
        state=one.state,
        asked_at=one.asked_at,
        tries=one.tries,
        reason=reason_of(one.code),
        under_way=one.under_way,
        next_at=one.next_at,
    )
