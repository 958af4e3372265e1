"""The authority's side: its own rows about the letters that it got, and the letters that it writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.audit.services import record
from heft_platform.clock import SCHOOL_TIME
from heft_platform.cluster import services as cluster
from heft_platform.escalations.models import Triage, TriageNote
from heft_platform.escalations.services.enclosing import attached_to
from heft_platform.escalations.services.erasing import Erasure, erasure_of
from heft_platform.escalations.services.own_requests import NotAwaitedError
from heft_platform.escalations.services.wording import LetterView, letter_views
from heft_platform.escalations.threads import ThreadState, state_of
from heft_platform.mail import services as mail
from heft_tenants import outbox
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.letters import LetterOfThread, read_thread, read_threads, send
from heft_tenants.refusals import Refused

OFFICERS = {"inclusion_officer"}
ASKERS = {"pastoral_lead", "senco", "dsl", "head"}
OVERDUE = "request.overdue"


class PromiseInThePastError(Refused):
    """A promise is for a day to come."""


@dataclass(frozen=True, kw_only=True)
class TriageView:
    """A request as the authority reads it: what was sent, and its own notes."""

    id: UUID
    reference: str
    school: str
    school_org: int
    pupil: str
    asks: tuple[str, ...]
    arrived_at: datetime
    officer: str
    officer_id: UUID | None
    acknowledge_by: date
    was_raised_again: bool
    thread: ThreadState
    letters: list[LetterView]
    erasure: Erasure | None
    notes: tuple[tuple[str, datetime, str], ...]


def letter_arrived(session: Session, *, letter: LetterOfThread, now: datetime) -> None:
    """Do what a letter about a request asks for: the receiver's own work, done once however often it is tried."""
    if letter.kind == "request.sent":
        _take_in(session, letter)
        return
    triage = session.scalar(select(Triage).where(Triage.thread_id == letter.thread_id))
    officer = triage.officer_id if triage else None
    readers = [officer] if officer else _ids(session, OFFICERS if triage else ASKERS)
    mail.tell(
        session,
        person_ids=readers,
        kind="request.letter",
        reference=letter.content["reference"],
        about_id=letter.id,
    )
    del now


def raise_again(session: Session, *, triage_id: UUID, now: datetime) -> None:
    """Tell every officer again about a request that nobody has acknowledged in time. Acknowledged, it rings for nobody."""
    triage = session.scalar(select(Triage).where(Triage.id == triage_id))
    if triage is None:
        return
    letters = read_thread(session, other_org=triage.from_org, thread_id=triage.thread_id)
    thread = state_of(letters)
    if thread.is_acknowledged or not thread.is_open:
        return
    triage.raised_again_at = now
    mail.tell(
        session,
        person_ids=_ids(session, OFFICERS),
        kind="request.overdue",
        reference=triage.reference,
        about_id=triage.id,
    )


def worklist(session: Session) -> list[TriageView]:
    """Return every request that came: what waits for the authority first, by the day it was promised."""
    found = session.scalars(select(Triage)).all()
    threads = read_threads(session, thread_ids=[one.thread_id for one in found])
    views = [_view(one, _between(threads[one.thread_id], one.from_org), [], ()) for one in found]
    return sorted(views, key=_urgency)


def read_request(session: Session, *, reference: str) -> TriageView | None:
    """Return a request with its letters and the authority's notes, or None. That somebody read it is written down."""
    triage = session.scalar(select(Triage).where(Triage.reference == reference))
    if triage is None:
        return None
    letters = read_thread(session, other_org=triage.from_org, thread_id=triage.thread_id)
    names = cluster.organisation_names(session, org_ids=[current().org, triage.from_org])
    notes = select(TriageNote).where(TriageNote.triage_id == triage.id).order_by(TriageNote.id.desc())
    record(session, action="request.viewed", thing="request", thing_id=triage.id)
    return _view(
        triage,
        letters,
        letter_views(
            letters,
            names=names,
            school_org=triage.from_org,
            attached=attached_to(session, letter_ids=[letter.id for letter in letters]),
        ),
        tuple((note.author_name, note.written_at, note.body) for note in session.scalars(notes)),
        erasure_of(session, letters),
    )


def acknowledge(
    session: Session,
    *,
    reference: str,
    promised_on: date,
    words: str,
    officer_id: UUID,
    officer: str,
    today: date,
) -> None:
    """Tell the school that an officer has its request, and by when it will be answered.

    :raises NotAwaitedError: if it has been acknowledged, or the thread has ended
    :raises PromiseInThePastError: if the promise is for a day that is over
    """
    if promised_on < today:
        raise PromiseInThePastError
    triage = _write(
        session,
        reference,
        "request.acknowledged",
        {"officer": officer, "promised_on": promised_on.isoformat(), "words": words, "written_by": officer},
        {"New"},
    )
    triage.officer_id, triage.officer_name = officer_id, officer


def ask_school(session: Session, *, reference: str, words: str, officer: str) -> None:
    """Ask the school something.

    :raises NotAwaitedError: if the request is not with an officer
    """
    _write(session, reference, "request.asked", {"words": words, "written_by": officer}, {"With officer"})


def answer(session: Session, *, reference: str, decision: str, words: str, officer: str) -> None:
    """Answer the request.

    :raises NotAwaitedError: if the request is not with an officer
    """
    content = {"decision": decision, "words": words, "written_by": officer}
    _write(session, reference, "request.answered", content, {"With officer", "Waiting for school"})


def close_request(session: Session, *, reference: str, words: str, officer: str) -> None:
    """Close the thread of a request that was answered.

    :raises NotAwaitedError: if it was not answered, or has ended
    """
    _write(session, reference, "request.closed", {"words": words, "written_by": officer}, {"Answered"})


def add_triage_note(
    session: Session, *, reference: str, body: str, author_id: UUID, author_name: str
) -> None:
    """Keep a note for the authority itself."""
    triage = session.scalars(select(Triage).where(Triage.reference == reference)).one()
    session.add(TriageNote(triage_id=triage.id, author_id=author_id, author_name=author_name, body=body))
    record(session, action="request.noted", thing="request", thing_id=triage.id, fields=("body",))


def _take_in(session: Session, letter: LetterOfThread) -> None:
    known = session.scalar(
        select(Triage).where(Triage.from_org == letter.writer, Triage.letter_id == letter.id)
    )
    if known is not None:
        return
    acknowledge_by = date.fromisoformat(letter.content["acknowledge_by"])
    triage = Triage(
        from_org=letter.writer,
        from_name=cluster.organisation_names(session, org_ids=[letter.writer])[letter.writer],
        letter_id=letter.id,
        thread_id=letter.thread_id,
        reference=letter.content["reference"],
        arrived_at=letter.sent_at,
        acknowledge_by=acknowledge_by,
    )
    session.add(triage)
    session.flush()  # the timer needs its id
    officers = _ids(session, OFFICERS)
    mail.tell(
        session, person_ids=officers, kind="request.new", reference=triage.reference, about_id=triage.id
    )
    outbox.ask(
        session,
        queue="escalations",
        kind=OVERDUE,
        ref=triage.id,
        not_before=evening_of(acknowledge_by),
    )


def evening_of(day: date) -> datetime:
    """Return when nobody can be expected to answer on a day any more."""
    return datetime.combine(day, time(17), tzinfo=SCHOOL_TIME)


def _write(session: Session, reference: str, kind: str, content: Mapping[str, Any], when: set[str]) -> Triage:
    triage = session.scalar(select(Triage).where(Triage.reference == reference).with_for_update())
    letters = read_thread(session, other_org=triage.from_org, thread_id=triage.thread_id) if triage else []
    if triage is None or state_of(letters).words not in when:
        raise NotAwaitedError
    send(
        session,
        to_org=triage.from_org,
        kind=kind,
        content={**content, "reference": reference},
        thread_id=triage.thread_id,
        letter_id=uuid7(),
        programme_id=letters[0].programme_id,
    )
    record(session, action=kind, thing="request", thing_id=triage.id)
    return triage


def _between(letters: list[LetterOfThread], other: int) -> list[LetterOfThread]:
    return [letter for letter in letters if other in {letter.writer, letter.reader}]


def _view(
    triage: Triage,
    letters: list[LetterOfThread],
    views: list[LetterView],
    notes: tuple[tuple[str, datetime, str], ...],
    erasure: Erasure | None = None,
) -> TriageView:
    first: Mapping[str, Any] = (
        letters[0].content if letters and letters[0].is_readable else {"pupil": "", "asks": []}
    )
    return TriageView(
        id=triage.id,
        reference=triage.reference,
        school=triage.from_name,
        school_org=triage.from_org,
        pupil=first["pupil"],
        asks=tuple(first["asks"]),
        arrived_at=triage.arrived_at,
        officer=triage.officer_name,
        officer_id=triage.officer_id,
        acknowledge_by=triage.acknowledge_by,
        was_raised_again=triage.raised_again_at is not None,
        thread=state_of(letters),
        letters=views,
        erasure=erasure,
        notes=notes,
    )


def _urgency(view: TriageView) -> tuple[int, date, UUID]:
    order = {"New": 0, "With officer": 1, "Waiting for school": 2, "Answered": 3}
    return order.get(view.thread.words, 4), view.thread.promised_on or view.acknowledge_by, view.id


def _ids(session: Session, roles: set[str]) -> list[UUID]:
    return [one.person_id for one in accounts.members_with_role(session, roles=roles)]
