"""The school's own requests: as they are kept, and whether they may still be changed."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.escalations.models import Request
from heft_platform.escalations.threads import state_of
from heft_platform.programmes.services import ProgrammeView
from heft_tenants.letters import LetterOfThread, read_threads
from heft_tenants.refusals import Refused


class ChangedSinceShownError(Refused):
    """The request is not as it was when the page was opened: somebody changed, approved or sent it."""


class NotAwaitedError(Refused):
    """This is not the school's turn, or the thread has ended."""


def own_request(session: Session, programme: ProgrammeView, reference: str) -> Request | None:
    """Return a request about a programme, or None."""
    named = select(Request).where(Request.reference == reference, Request.programme_id == programme.id)
    return session.scalar(named)


def request_to_write_about(session: Session, programme: ProgrammeView, reference: str) -> Request | None:
    """Return a request about a programme, or None. Who writes about it waits for who is writing: a button pressed twice."""
    named = select(Request).where(Request.reference == reference, Request.programme_id == programme.id)
    return session.scalar(named.with_for_update(key_share=True))


def unsent_request(session: Session, programme: ProgrammeView, reference: str, version: int) -> Request:
    """Return a request that was not sent, in the version that was shown.

    :raises ChangedSinceShownError: if it is not as it was shown, or was sent
    """
    request = own_request(session, programme, reference)
    if request is None or request.version != version or request.state in {"sent", "dropped"}:
        raise ChangedSinceShownError
    return request


def request_that_takes_enclosures(session: Session, *, programme: ProgrammeView, reference: str) -> Request:
    """Return a request with which documents can go: it was not sent yet, or the authority waits for an answer.

    :raises NotAwaitedError: if nothing is to be sent
    """
    request = own_request(session, programme, reference)
    letters = read_threads(session, thread_ids=[request.thread_id])[request.thread_id] if request else []
    if request is None or not takes_enclosures(request, letters):
        raise NotAwaitedError
    return request


def takes_enclosures(request: Request, letters: Sequence[LetterOfThread]) -> bool:
    """Say whether documents can be added to what the school writes next."""
    if request.state == "sent":
        return state_of(letters).words == "Waiting for school"
    return request.state in {"draft", "for_approval"}
