"""How the work of one cluster stands, for those who operate it: numbers, ids, kinds and codes, and “try that again”.

All of it is done in the administrator's context, through doors of the fence (`sql/operators.sql`) that answer for the
cluster of the context and for no other. Nothing here says what work is about.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How much work of a cluster is in one queue. What is stuck is also counted where it stands at the moment."""

    queue: str
    timers: int  # their time is to come
    paused: int  # failed, until the next try
    due: int
    under_way: int
    stuck: int  # raised the alarm, and is still tried
    dead: int  # given up, until somebody has it tried again
    oldest_seconds: float  # for how long the oldest has been due


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A piece of work that failed: where, of what kind, and the code of why. Never what it is about."""

    org_id: int
    id: UUID
    queue: str
    kind: str
    state: Literal["waiting", "stuck", "dead"]
    code: str | None  # None: it died before it could say
    tries: int
    under_way: bool
    asked_at: datetime
    next_at: datetime | None  # of the next try; None for what is dead
    ended_at: datetime | None


def standing(session: Session) -> list[Standing]:
    """Return how the cluster's work stands, for each queue that has some, by name."""
    rows = session.execute(text("select * from fence.standing() order by queue")).mappings()
    return [Standing(**row) for row in rows]


def in_trouble(session: Session, *, at_most: int = 200) -> list[Trouble]:
    """Return the cluster's work that failed and is not done: stuck or dead, then what is tried again; the oldest first."""
    rows = session.execute(text("select * from fence.in_trouble(:at_most)"), {"at_most": at_most}).mappings()
    return [Trouble(**row) for row in rows]


def try_again_for(session: Session, *, org: int, work_id: UUID) -> bool:
    """Have one piece of the cluster's work that failed done now. False if it is under way, ended well, or is not there."""
    return session.scalar(select(func.fence.try_again_for(org, work_id))) is True
