"""Each side erases its own copy of a request that has ended, and what it made of it. The other side's copy stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.audit.services import record
from heft_platform.escalations.models import Request, RequestFile, Triage, TriageNote
from heft_platform.escalations.services.enclosing import take_all_out
from heft_platform.escalations.services.own_requests import request_to_write_about
from heft_platform.escalations.threads import state_of
from heft_platform.files import services as files
from heft_platform.programmes.services import ProgrammeView
from heft_tenants import attachments
from heft_tenants.erased_letters import erase_thread
from heft_tenants.letters import LetterOfThread, read_thread
from heft_tenants.refusals import Refused


class NotEndedError(Refused):
    """Only a request that has ended is erased: while it is open, both sides work from its letters."""


class AlreadyErasedError(Refused):
    """Somebody has erased our copy before."""


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """Our copy of a request's letters is erased: how many, when, by whom, and why (a code)."""

    letters: int
    at: datetime
    by: str
    why: str


def erasure_of(session: Session, letters: Sequence[LetterOfThread]) -> Erasure | None:
    """Return how our copy of letters was erased, or None if it is here."""
    erased = [letter.erased for letter in letters if letter.erased is not None]
    if not erased:
        return None
    last = max(erased, key=lambda one: one.erased_at)
    names = accounts.names_of(session, person_ids=[last.erased_by])
    return Erasure(
        letters=len(erased), at=last.erased_at, by=names.get(last.erased_by, "somebody"), why=last.why
    )


def erase_own_request(session: Session, *, programme: ProgrammeView, reference: str, why: str) -> None:
    """Erase the school's copy of a request: its letters, what was written for them, and the documents.

    :raises NotEndedError: if the request has not ended
    :raises AlreadyErasedError: if that was done before
    """
    request = request_to_write_about(session, programme, reference)
    if request is None or request.state != "sent":
        raise NotEndedError
    _refuse_to_erase(read_thread(session, other_org=request.to_org, thread_id=request.thread_id))
    take_all_out(session, request_id=request.id)
    sent = _take_documents_off(session, request)
    _erase(session, other_org=request.to_org, thread_id=request.thread_id, why=why)
    for file_id in sent:
        attachments.let_go_of_copies(session, file_id=file_id)
        files.forget(session, file_id=file_id, now=clock.now())
    request.agreed, request.asks = {}, []
    request.why_now = request.family_told = request.family_view = request.pupil_view = request.sent_back = ""
    record(
        session,
        action="request.erased",
        thing="request",
        thing_id=request.id,
        pupil_id=programme.line.pupil_id,
    )


def erase_received_request(session: Session, *, reference: str, why: str) -> None:
    """Erase the authority's copy of a request: its letters with their documents, and the authority's own notes.

    :raises NotEndedError: if the request has not ended
    :raises AlreadyErasedError: if that was done before
    """
    triage = session.scalar(select(Triage).where(Triage.reference == reference).with_for_update())
    if triage is None:
        raise NotEndedError
    _refuse_to_erase(read_thread(session, other_org=triage.from_org, thread_id=triage.thread_id))
    triage.letter_id = None
    session.execute(delete(TriageNote).where(TriageNote.triage_id == triage.id))
    session.flush()  # nothing may refer to the letter any more
    _erase(session, other_org=triage.from_org, thread_id=triage.thread_id, why=why)
    record(session, action="request.erased", thing="request", thing_id=triage.id)


def _refuse_to_erase(letters: Sequence[LetterOfThread]) -> None:
    if letters and all(letter.erased for letter in letters):
        raise AlreadyErasedError
    if state_of(letters).is_open:
        raise NotEndedError


def _erase(session: Session, *, other_org: int, thread_id: UUID, why: str) -> None:
    for erased in erase_thread(session, other_org=other_org, thread_id=thread_id, why=why):
        if erased.copies:
            files.forget_received(session, letter_id=erased.id)


def _take_documents_off(session: Session, request: Request) -> Sequence[UUID]:
    """Return the files that went with the letters of a request, which nothing of the request refers to any more."""
    went = session.scalars(select(RequestFile).where(RequestFile.request_id == request.id)).all()
    for one in went:
        session.delete(one)
    session.flush()  # the letters go next
    return [one.file_id for one in went]
