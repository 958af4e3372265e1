"""What of requests stands in the way of an organisation that leaves."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.escalations.models import Request, Triage
from heft_platform.escalations.threads import state_of
from heft_tenants.letters import read_threads


def open_threads(session: Session) -> list[str]:
    """Return the references of the requests that have not ended, sent or received, in their order."""
    sent = select(Request.thread_id, Request.reference).where(Request.state == "sent")
    received = select(Triage.thread_id, Triage.reference)
    references = {
        thread_id: reference for found in (sent, received) for thread_id, reference in session.execute(found)
    }
    threads = read_threads(session, thread_ids=list(references))
    return sorted(
        references[thread_id] for thread_id, letters in threads.items() if state_of(letters).is_open
    )
