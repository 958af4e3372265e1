"""The school's side: write a request, have it approved, send it, and go on with the thread."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.calendar.services import CalendarHorizonError
from heft_platform.cluster import services as cluster
from heft_platform.escalations.models import Request
from heft_platform.escalations.services.enclosing import note_sent, take_all_out, waiting_copies
from heft_platform.escalations.services.own_requests import (
    NotAwaitedError,
    own_request,
    request_to_write_about,
    unsent_request,
)
from heft_platform.escalations.services.own_views import acknowledge_by, content_to_send
from heft_platform.escalations.threads import state_of
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView
from heft_platform.references import new_reference
from heft_tenants.attachments import send_with
from heft_tenants.ids import uuid7
from heft_tenants.letters import read_threads
from heft_tenants.refusals import Refused


class NotTheirsToAskError(Refused):
    """The template lets others ask, and there is somebody who may; `roles` names whom."""

    def __init__(self, roles: str) -> None:
        self.roles = roles
        super().__init__(roles)


WITH_DOCUMENTS = {"request.replied"}  # beside the request itself


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

    :raises NotTheirsToAskError: if the template lets others ask
    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    _refuse_others(session, programme, written_by)
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
    request.agreed = content_to_send(session, request, programme, today)
    session.add(request)
    session.flush()  # the entry of the trail needs its id
    _record(session, request, programme.line.pupil_id, "request.written")
    return request.reference


def refresh_pack(
    session: Session, *, programme: ProgrammeView, reference: str, version: int, today: date
) -> None:
    """Make the pack of a request anew from what is recorded now. It must be shown again before it goes.

    :raises ChangedSinceShownError: if it is not as it was shown, or was sent
    """
    request = unsent_request(session, programme, reference, version)
    request.agreed = content_to_send(session, request, programme, today)


def send_for_approval(session: Session, *, programme: ProgrammeView, reference: str, version: int) -> None:
    """Give a request to the headteacher.

    :raises ChangedSinceShownError: if it is not as it was shown, or was sent
    """
    request = unsent_request(session, programme, reference, version)
    request.state, request.sent_back = "for_approval", ""
    _record(session, request, programme.line.pupil_id, "request.offered")


def send_back(
    session: Session, *, programme: ProgrammeView, reference: str, version: int, words: str
) -> None:
    """Give a request back to its writer, with words.

    :raises ChangedSinceShownError: if it is not as it was shown, or was sent
    """
    request = unsent_request(session, programme, reference, version)
    request.state, request.sent_back = "draft", words
    _record(session, request, programme.line.pupil_id, "request.sent_back")


def drop_draft(session: Session, *, programme: ProgrammeView, reference: str, version: int) -> None:
    """Take back a request that was not sent, and destroy the documents that were to go with it.

    :raises ChangedSinceShownError: if it is not as it was shown, or was sent
    """
    request = unsent_request(session, programme, reference, version)
    request.state = "dropped"
    take_all_out(session, request_id=request.id)


def approve(
    session: Session,
    *,
    programme: ProgrammeView,
    reference: str,
    version: int,
    approved_by: UUID,
    approver: str,
    today: date,
) -> None:
    """Approve a request and send it, exactly as it was shown; its clock begins now. Approved twice, it is sent once.

    :raises ChangedSinceShownError: if it is not as it was shown
    :raises heft_tenants.attachments.AttachmentNotReadyError: if a document that goes with it is still being prepared
    """
    request = own_request(session, programme, reference)
    if request is not None and request.state == "sent":
        return
    request = unsent_request(session, programme, reference, version)
    clock = _clock_from(session, request, programme, today)
    request.agreed = {**request.agreed, "approved_by": approver, "acknowledge_by": clock}
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


def _refuse_others(session: Session, programme: ProgrammeView, person_id: UUID) -> None:
    """Refuse who holds none of the parts that may ask. Where nobody holds one, whoever may ask at all does."""
    asked = programme.template.help_request
    if asked is None:
        return
    may = programmes.who_holds(session, programme=programme, roles=asked.raised_by)
    if may and person_id not in {one.person_id for one in may}:
        raise NotTheirsToAskError(" or ".join(programme.template.role_words(asked.raised_by)))


def _clock_from(session: Session, request: Request, programme: ProgrammeView, today: date) -> str:
    """Return by when it is acknowledged if it is sent today. Without term dates, the day stays that was counted first: no child waits for them."""
    try:
        return acknowledge_by(session, programme, today).isoformat()
    except CalendarHorizonError:
        return str(request.agreed["acknowledge_by"])


def _write(
    session: Session,
    programme: ProgrammeView,
    reference: str,
    kind: str,
    content: Mapping[str, Any],
    when: set[str],
) -> None:
    request = request_to_write_about(session, programme, reference)
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


def _record(session: Session, request: Request, pupil_id: UUID, action: str) -> None:
    record(session, action=action, thing="request", thing_id=request.id, pupil_id=pupil_id)
