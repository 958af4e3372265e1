"""A school's requests as its pages show them: in lists, and one with its letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.calendar import services as calendar
from heft_platform.cluster import services as cluster
from heft_platform.documents.services import build_pack
from heft_platform.escalations.models import Request
from heft_platform.escalations.services.enclosing import Enclosure, attached_to, enclosures_of
from heft_platform.escalations.services.erasing import Erasure, erasure_of
from heft_platform.escalations.services.own_requests import own_request, takes_enclosures
from heft_platform.escalations.services.wording import LetterView, letter_views, view_of
from heft_platform.escalations.threads import ThreadState, state_of
from heft_platform.programmes.services import ProgrammeView
from heft_tenants.context import current
from heft_tenants.letters import LetterOfThread, read_threads

HEAD = "the headteacher"


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
    is_open: bool  # before the authority, which has not ended it

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
    erasure: Erasure | None
    to_send: LetterView | None  # None: it was sent
    sent_back: str
    is_stale: bool  # the record has changed since the pack was made
    version: int
    authority: str
    enclosures: list[Enclosure]  # what goes with the next letter
    takes_enclosures: bool

    @property
    def reference(self) -> str:
        return self.line.reference


def requests_of_programme(session: Session, *, programme_id: UUID) -> list[RequestLine]:
    """Return the requests about one programme, the newest first."""
    about = select(Request).where(Request.programme_id == programme_id).order_by(Request.id.desc())
    return _lines(session, session.scalars(about).all())


def read_own_request(
    session: Session, *, programme: ProgrammeView, reference: str, today: date
) -> RequestView | None:
    """Return a request about a programme with its letters, or None."""
    request = own_request(session, programme, reference)
    if request is None:
        return None
    letters = read_threads(session, thread_ids=[request.thread_id])[request.thread_id]
    ours = current().org
    names = cluster.organisation_names(session, org_ids=[ours, request.to_org])
    fresh = _pack_now(session, programme, today) if request.state in {"draft", "for_approval"} else {}
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
        erasure=erasure_of(session, letters),
        to_send=_to_send(request, names[ours]),
        sent_back=request.sent_back,
        is_stale=bool(fresh) and fresh["blocks"] != request.agreed["pack"]["blocks"],
        version=request.version,
        authority=names[request.to_org],
        enclosures=enclosures_of(session, request_id=request.id),
        takes_enclosures=takes_enclosures(request, letters),
    )


def _to_send(request: Request, school: str) -> LetterView | None:
    if request.state == "sent":
        return None
    return view_of("request.sent", request.agreed, organisation=school, writer_kind="school", sent_at=None)


def content_to_send(
    session: Session, request: Request, programme: ProgrammeView, today: date
) -> dict[str, Any]:
    """Return what a request says, with the pack as it is now.

    :raises CalendarHorizonError: naming the term whose dates are missing
    """
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
        "acknowledge_by": acknowledge_by(session, programme, today).isoformat(),
        "pack": _pack_now(session, programme, today),
    }


def acknowledge_by(session: Session, programme: ProgrammeView, sent_on: date) -> date:
    """Return the day by which the authority says that it has a request which is sent on a day.

    :raises CalendarHorizonError: naming the term whose dates are missing
    """
    school_days = programme.school_days or calendar.calendar_of_school(session)
    return school_days.add_school_days(sent_on, programme.template.acknowledge_within)


def _pack_now(session: Session, programme: ProgrammeView, today: date) -> dict[str, Any]:
    return build_pack(
        session, programme=programme, kind="request_evidence", audience="authority", today=today
    ).to_content()


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
        is_open=request.state == "sent" and thread.is_open,
    )
