"""The clock of a promise: raise a request again that nobody acknowledged in time."""

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.escalations import services as escalations
from heft_workers.work import Outside, Work


def request_overdue(session: Session, work: Work) -> Outside | None:
    escalations.raise_again(session, triage_id=work.ref, now=clock.now())
    return None
