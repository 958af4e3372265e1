"""The school's side: write a request, have it approved, send it, and go on with the thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar import services as calendar
from heft_platform.cluster import services as cluster
from heft_platform.documents.services import build_pack
from heft_platform.escalations.models import Request
from heft_platform.escalations.services.enclosing import (
    Enclosure,
    attached_to,
    enclosures_of,
    note_sent,
    waiting_copies,
)
from heft_platform.escalations.services.wording import LetterView, letter_views, view_of
from heft_platform.escalations.threads import ThreadState, state_of
from heft_platform.programmes.services import ProgrammeView
from heft_platform.references import new_reference
from heft_tenants.attachments import send_with
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.letters import LetterOfThread, read_threads
from heft_tenants.refusals import Refused

HEAD = "the headteacher"
WITH_DOCUMENTS = {"request.replied"}  # beside the request itself


class ChangedSinceShownError(Refused):
    """The request is not as it was when the page was opened: somebody changed, approved or sent it."""


class NotAwaitedError(Refused):
    """This is not the school's turn, or the thread has ended."""


@dataclass(frozen=True, kw_only=True)
class RequestLine:
    """A request as lists show it."""

    reference: str
    programme_reference: str
    asks: tuple[str, ...]
    writer: str
    state: str  # draft, for_approval, sent, dropped
    words: str
    tone: str
    promised_on: date | None

    @property
    def needs_school(self) -> bool:
        return self.words in {"Waiting for school", "Sent back"}


@dataclass(frozen=True, kw_only=True)
class RequestView:
    """A request as the school reads it: the letter to be sent, or the letters that were."""

    id: UUID
    line: RequestLine
    thread: ThreadState
    letters: list[LetterView]
    to_send: LetterView
    sent_back: str
    is_stale: bool  # the record has changed since the pack was made
    version: int
    authority: str
    enclosures: list[Enclosure]  # what goes with the next letter
    takes_enclosures: bool

    @property
    def reference(self) -> str:
        return self.line.reference


def write_request(  # noqa: PLR0913  (what the form asks)
    session: Session,
    *,
    programme: ProgrammeView,
    asks: Sequence[str],
    why_now: str,
    family_told: str,
    family_view: str,
    pupil_view: str,
    written_by: UUID,
    writer_name: str,
    today: date,
) -> str:
    """Write a request, with the pack as it is now, and return its reference. Nothing is sent.

    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    request = Request(
        reference=new_reference("REQ"),
        programme_id=programme.id,
        programme_reference=programme.reference,
        to_org=cluster.authority_of(session).org_id,
        asks=list(asks),
        why_now=why_now,
        family_told=family_told,
        family_view=family_view,
        pupil_view=pupil_view,
        written_by=written_by,
        writer_name=writer_name,
        agreed={},
    )
    request.agreed = _content(session, request, programme, today)
    session.add(request)
    session.flush()  # the entry of the trail needs its id
    _record(session, request, programme.line.pupil_id, "request.written")
    return request.reference


def requests_of_school(session: Session) -> list[RequestLine]:
    """Return every request of the school, the newest first."""
    return _lines(session, session.scalars(select(Request).order_by(Request.id.desc())).all())


def requests_of_programme(session: Session, *, programme_id: UUID) -> list[RequestLine]:
    """Return the requests about one programme, the newest first."""
    about = select(Request).where(Request.programme_id == programme_id).order_by(Request.id.desc())
    return _lines(session, session.scalars(about).all())


def read_own_request(
    session: Session, *, programme: ProgrammeView, reference: str, today: date
) -> RequestView | None:
    """Return a request about a programme with its letters, or None."""
    request = _request(session, programme, reference)
    if request is None:
        return None
    letters = read_threads(session, thread_ids=[request.thread_id])[request.thread_id]
    names = cluster.organisation_names(session)
    ours = current().org
    fresh = _content(session, request, programme, today) if request.state in {"draft", "for_approval"} else {}
    return RequestView(
        id=request.id,
        line=_line(request, letters),
        thread=state_of(letters),
        letters=letter_views(
            letters,
            names=names,
            school_org=ours,
            attached=attached_to(session, letter_ids=[letter.id for letter in letters]),
        ),
        to_send=view_of(
            "request.sent", request.agreed, organisation=names[ours], writer_kind="school", sent_at=None
        ),
        sent_back=request.sent_back,
        is_stale=bool(fresh) and fresh["pack"]["blocks"] != request.agreed["pack"]["blocks"],
        version=request.version,
        authority=names[request.to_org],
        enclosures=enclosures_of(session, request_id=request.id),
        takes_enclosures=_takes_enclosures(request, letters),
    )


def refresh_pack(
    session: Session, *, programme: ProgrammeView, reference: str, version: int, today: date
) -> None:
    """Make the pack of a request anew from what is recorded now. It must be shown again before it goes.

    :raises ChangedSinceShownError: if it is not as it was shown, or was sent
    """
    request = _unsent(session, programme, reference, version)
    request.agreed = _content(session, request, programme, today)


def send_for_approval(session: Session, *, programme: ProgrammeView, reference: str, version: int) -> None:
    """Give a request to the headteacher.

    :raises ChangedSinceShownError: if it is not as it was shown, or was sent
    """
    request = _unsent(session, programme, reference, version)
    request.state, request.sent_back = "for_approval", ""
    _record(session, request, programme.line.pupil_id, "request.offered")


def send_back(
    session: Session, *, programme: ProgrammeView, reference: str, version: int, words: str
) -> None:
    """Give a request back to its writer, with words.

    :raises ChangedSinceShownError: if it is not as it was shown, or was sent
    """
    request = _unsent(session, programme, reference, version)
    request.state, request.sent_back = "draft", words
    _record(session, request, programme.line.pupil_id, "request.sent_back")


def drop_draft(session: Session, *, programme: ProgrammeView, reference: str, version: int) -> None:
    """Take back a request that was not sent.

    :raises ChangedSinceShownError: if it is not as it was shown, or was sent
    """
    _unsent(session, programme, reference, version).state = "dropped"


def approve(
    session: Session,
    *,
    programme: ProgrammeView,
    reference: str,
    version: int,
    approved_by: UUID,
    approver: str,
) -> None:
    """Approve a request and send it, exactly as it was shown. Approved twice, it is sent once.

    :raises ChangedSinceShownError: if it is not as it was shown
    :raises heft_tenants.attachments.AttachmentNotReadyError: if a document that goes with it is still being prepared
    """
    request = _request(session, programme, reference)
    if request is not None and request.state == "sent":
        return
    request = _unsent(session, programme, reference, version)
    request.agreed = {**request.agreed, "approved_by": approver}
    request.state, request.approved_by = "sent", approved_by
    send_with(
        session,
        copy_ids=waiting_copies(session, request_id=request.id),
        to_org=request.to_org,
        kind="request.sent",
        content=request.agreed,
        thread_id=request.thread_id,
        letter_id=request.letter_id,
        programme_id=request.programme_id,
    )
    note_sent(session, request_id=request.id, letter_id=request.letter_id)
    _record(session, request, programme.line.pupil_id, "request.sent")


def reply(session: Session, *, programme: ProgrammeView, reference: str, words: str, writer: str) -> None:
    """Answer what the authority asked, with the documents that were added since.

    :raises NotAwaitedError: if it asked nothing, or the thread has ended
    :raises heft_tenants.attachments.AttachmentNotReadyError: if a document that goes with it is still being prepared
    """
    _write(
        session,
        programme,
        reference,
        "request.replied",
        {"words": words, "written_by": writer},
        {"Waiting for school"},
    )


def withdraw(session: Session, *, programme: ProgrammeView, reference: str, words: str, writer: str) -> None:
    """Take a request back. What was sent was sent.

    :raises NotAwaitedError: if the thread has ended
    """
    still_open = {"New", "With officer", "Waiting for school", "Answered"}
    _write(
        session, programme, reference, "request.withdrawn", {"words": words, "written_by": writer}, still_open
    )


def _write(
    session: Session,
    programme: ProgrammeView,
    reference: str,
    kind: str,
    content: Mapping[str, Any],
    when: set[str],
) -> None:
    request = _request(session, programme, reference)
    letters = read_threads(session, thread_ids=[request.thread_id])[request.thread_id] if request else []
    if request is None or not letters or state_of(letters).words not in when:
        raise NotAwaitedError
    letter = send_with(
        session,
        copy_ids=waiting_copies(session, request_id=request.id) if kind in WITH_DOCUMENTS else (),
        to_org=request.to_org,
        kind=kind,
        content={**content, "reference": request.reference},
        thread_id=request.thread_id,
        letter_id=uuid7(),
        programme_id=request.programme_id,
    )
    if kind in WITH_DOCUMENTS:
        note_sent(session, request_id=request.id, letter_id=letter.id)
    _record(session, request, programme.line.pupil_id, kind)


def request_that_takes_enclosures(session: Session, *, programme: ProgrammeView, reference: str) -> Request:
    """Return a request with which documents can go: it was not sent yet, or the authority waits for an answer.

    :raises NotAwaitedError: if nothing is to be sent
    """
    request = _request(session, programme, reference)
    letters = read_threads(session, thread_ids=[request.thread_id])[request.thread_id] if request else []
    if request is None or not _takes_enclosures(request, letters):
        raise NotAwaitedError
    return request


def _takes_enclosures(request: Request, letters: Sequence[LetterOfThread]) -> bool:
    if request.state == "sent":
        return state_of(letters).words == "Waiting for school"
    return request.state in {"draft", "for_approval"}


def _request(session: Session, programme: ProgrammeView, reference: str) -> Request | None:
    named = select(Request).where(Request.reference == reference, Request.programme_id == programme.id)
    return session.scalar(named)


def _unsent(session: Session, programme: ProgrammeView, reference: str, version: int) -> Request:
    request = _request(session, programme, reference)
    if request is None or request.version != version or request.state in {"sent", "dropped"}:
        raise ChangedSinceShownError
    return request


def _content(session: Session, request: Request, programme: ProgrammeView, today: date) -> dict[str, Any]:
    within = programme.template.acknowledge_within
    acknowledge_by = calendar.calendar_of_school(session).add_school_days(today, within)
    line = programme.line
    return {
        "reference": request.reference,
        "programme_reference": programme.reference,
        "written_by": request.writer_name,
        "pupil": f"{line.pupil_name}{', ' + line.pupil_group if line.pupil_group else ''}",
        "asks": list(request.asks),
        "why_now": request.why_now,
        "family_told": request.family_told,
        "family_view": request.family_view,
        "pupil_view": request.pupil_view,
        "approved_by": HEAD,
        "acknowledge_by": acknowledge_by.isoformat(),
        "pack": build_pack(session, programme=programme, audience="authority", today=today).to_content(),
    }


def _lines(session: Session, requests: Sequence[Request]) -> list[RequestLine]:
    threads = read_threads(session, thread_ids=[one.thread_id for one in requests if one.state == "sent"])
    return [_line(one, threads.get(one.thread_id, [])) for one in requests if one.state != "dropped"]


def _line(request: Request, letters: Sequence[LetterOfThread]) -> RequestLine:
    thread = state_of(letters)
    before = {
        "draft": ("Sent back", "due") if request.sent_back else ("Draft", ""),
        "for_approval": ("For approval", "due"),
    }
    words, tone = before.get(request.state, (thread.words, thread.tone))
    return RequestLine(
        reference=request.reference,
        programme_reference=request.programme_reference,
        asks=tuple(request.asks),
        writer=request.writer_name,
        state=request.state,
        words=words,
        tone=tone,
        promised_on=thread.promised_on,
    )


def _record(session: Session, request: Request, pupil_id: UUID, action: str) -> None:
    record(session, action=action, thing="request", thing_id=request.id, pupil_id=pupil_id)
