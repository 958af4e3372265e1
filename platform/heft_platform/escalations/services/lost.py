"""Find promises that nobody's clock watches."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.escalations.models import Triage
from heft_platform.escalations.services.answering import OVERDUE, evening_of
from heft_tenants.lost import LOOKED_BACK, Found, ask_for_lost


def look_after_promises(session: Session, *, now: datetime) -> list[Found]:
    """Set the clock again of every request whose clock is gone. It works out by itself whether it still matters."""
    recent = Triage.arrived_at > now - LOOKED_BACK
    rows = session.execute(select(Triage.id, Triage.acknowledge_by).where(recent))
    promised = {triage_id: day for triage_id, day in rows}  # noqa: C416  (typed, as dict() is not)
    return [
        ask_for_lost(
            session,
            what="promise_without_a_clock",
            queue="escalations",
            kind=OVERDUE,
            refs=select(Triage.id).where(recent),
            when=lambda ref: evening_of(promised[ref]),
        )
    ]
