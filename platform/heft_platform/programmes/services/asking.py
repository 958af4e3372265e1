"""What is asked for before the first meeting: from whom, by when, and what came of it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.accounts.services import MemberView
from heft_platform.audit.services import record
from heft_platform.calendar.services import SchoolCalendar
from heft_platform.library.services import Document, ProgrammeTemplate
from heft_platform.mail import services as mail
from heft_platform.programmes.models import AskedFor, Milestone, Programme
from heft_platform.programmes.services.finding import UnknownChoiceError, open_programme, own_member
from heft_platform.programmes.views import AskedForView
from heft_tenants.context import current
from heft_tenants.refusals import ChangedMeanwhileError, Refused

FIRST_OF_SECONDARY = 7  # the year group
FROM_THE_RECORD = {"extract"}  # worked out, so nobody is asked
STATE_WORDS = {
    "asked": "Asked",
    "received": "Received",
    "waived": "Left out",
    "not_applicable": "Does not apply",
}


class UnknownRequestError(Refused):
    """Nothing of this kind is asked for in this programme."""


class EnoughOfTheseError(Refused):
    """As many of this document are asked for or there as the template has; `most` says how many."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(most)


class TwoPeopleError(Refused):
    """Somebody of the school was chosen, and somebody else named."""


def ask_for_documents(
    session: Session,
    programme: Programme,
    *,
    steps: Iterable[Milestone],
    calendar: SchoolCalendar,
    year_group: str,
    today: date,
) -> None:
    """Ask for everything that the template wants before the first meeting. Of a group, the one that suits is asked for."""
    template = ProgrammeTemplate(programme.template)
    due_on = {step.code: step.due_on for step in steps}
    people = accounts.members(session)
    wanted = _one_of_each_group(template, year_group)
    for place, document in enumerate(wanted):
        day = due_on.get(document.due.milestone) if document.due else None
        if day is not None and document.due is not None:
            day = calendar.add_school_days(day, document.due.offset_school_days)
        member, name = _who_completes(template, document, programme, people)
        session.add(
            AskedFor(
                programme_id=programme.id,
                document=document.id,
                label=document.label,
                place=place,
                asked_id=member.person_id if member else None,
                asked_name=name,
                due_on=max(day or programme.started_on, today),
                asked_on=today,
            )
        )


def ask_for_more(
    session: Session,
    *,
    programme_id: UUID,
    label: str,
    document: str,
    asked_id: UUID | None,
    asked_name: str,
    due_on: date,
    today: date,
) -> AskedFor:
    """Ask for something else: another copy of one of the template’s documents, or anything with a name.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownChoiceError: if the document is none of the template’s, or the person nobody of the school’s
    :raises TwoPeopleError: if somebody else is named too
    :raises EnoughOfTheseError: if there are as many of the document as the template has
    """
    programme = open_programme(session, programme_id)
    member = _member(session, asked_id)
    if member and asked_name:
        raise TwoPeopleError
    known = {one.id: one for one in ProgrammeTemplate(programme.template).documents}
    if document and document not in known:
        raise UnknownChoiceError
    if document:
        _refuse_too_many(session, programme_id, known[document])
    last = session.scalar(select(func.max(AskedFor.place)).where(AskedFor.programme_id == programme_id))
    asked = AskedFor(
        programme_id=programme_id,
        document=document,
        label=label or (known[document].label if document else ""),
        place=(last if last is not None else -1) + 1,
        asked_id=member.person_id if member else None,
        asked_name=member.name if member else asked_name,
        due_on=due_on,
        asked_on=today,
    )
    session.add(asked)
    session.flush()  # the trail needs its id
    _record(session, programme, asked, "asked.added")
    return asked


def change_asked(
    session: Session,
    *,
    programme_id: UUID,
    asked_for_id: UUID,
    version: int,
    asked_id: UUID | None,
    asked_name: str,
    due_on: date,
) -> None:
    """Ask somebody else, or by another day.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownChoiceError: if the person is nobody of the school’s
    :raises TwoPeopleError: if somebody else is named too, who was not before
    :raises UnknownRequestError: if it is not asked for here
    :raises ChangedMeanwhileError: if it has another version by now
    """
    programme = open_programme(session, programme_id)
    member = _member(session, asked_id)
    asked = asked_in_version(session, programme_id, asked_for_id, version)
    if member and asked_name not in {"", asked.asked_name}:
        raise TwoPeopleError
    asked.asked_id = member.person_id if member else None
    asked.asked_name, asked.due_on = member.name if member else asked_name, due_on
    _record(session, programme, asked, "asked.changed")


def leave_out(
    session: Session,
    *,
    programme_id: UUID,
    asked_for_id: UUID,
    version: int,
    state: str,
    reason: str,
    today: date,
) -> None:
    """Do without something, or say that it does not apply. Why is always said; nothing is blocked by it.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownRequestError: if it is not asked for here
    :raises ChangedMeanwhileError: if it has another version by now
    """
    programme = open_programme(session, programme_id)
    asked = asked_in_version(session, programme_id, asked_for_id, version)
    asked.state, asked.reason, asked.answered_on = state, reason, today
    _record(session, programme, asked, "asked.left_out")


def note_paper(
    session: Session, *, programme_id: UUID, asked_for_id: UUID, version: int, today: date
) -> None:
    """Say that the answer is there on paper.

    :raises ProgrammeClosedError: if the programme is closed
    :raises UnknownRequestError: if it is not asked for here
    :raises ChangedMeanwhileError: if it has another version by now
    """
    programme = open_programme(session, programme_id)
    asked = asked_in_version(session, programme_id, asked_for_id, version)
    asked.state, asked.is_on_paper, asked.answered_on, asked.reason = "received", True, today, ""
    _record(session, programme, asked, "asked.received")


def remind(session: Session, *, programme_id: UUID, today: date) -> tuple[int, list[str]]:
    """Remind everybody who has not answered, once a day at most. Return how many get an e-mail, and who gets none.

    :raises ProgrammeClosedError: if the programme is closed
    """
    programme = open_programme(session, programme_id)
    open_ones = select(AskedFor).where(AskedFor.programme_id == programme_id, AskedFor.state == "asked")
    mailed: set[UUID] = set()
    others: list[str] = []
    for asked in session.scalars(open_ones.order_by(AskedFor.place)):
        if asked.asked_id is None:
            others.append(asked.asked_name or asked.label)
            continue
        mailed.add(asked.asked_id)
        if asked.reminded_on != today:
            asked.reminded_on = today
    mail.tell(
        session,
        person_ids=sorted(mailed),
        kind="programme.asked",
        reference=programme.reference,
        about_id=uuid5(
            programme_id, f"reminded {today.isoformat()}"
        ),  # pressed twice on a day, it is sent once
    )
    record(
        session,
        action="asked.reminded",
        thing="programme",
        thing_id=programme_id,
        pupil_id=programme.pupil_id,
    )
    return len(mailed), list(dict.fromkeys(others))


def asked_for(session: Session, *, programme_id: UUID, template: ProgrammeTemplate) -> list[AskedForView]:
    """Return everything that is asked for in a programme, in order."""
    found = select(AskedFor).where(AskedFor.programme_id == programme_id)
    documents = {one.id: one for one in template.documents}
    return [
        view_of(one, documents.get(one.document))
        for one in session.scalars(found.order_by(AskedFor.place, AskedFor.id))
    ]


def view_of(one: AskedFor, document: Document | None) -> AskedForView:
    return AskedForView(
        id=one.id,
        document=one.document,
        label=one.label,
        asked_id=one.asked_id,
        asked_name=one.asked_name,
        due_on=one.due_on,
        asked_on=one.asked_on,
        reminded_on=one.reminded_on,
        state=one.state,
        state_words=STATE_WORDS[one.state],
        answered_on=one.answered_on,
        is_on_paper=one.is_on_paper,
        reason=one.reason,
        is_protected=bool(document and document.protected),
        is_required=bool(document and document.is_required),
        version=one.version,
    )


def asked_in_version(
    session: Session, programme_id: UUID, asked_for_id: UUID, version: int | None
) -> AskedFor:
    """Return something that is asked for, as it was read.

    :raises UnknownRequestError: if it is not asked for in this programme
    :raises ChangedMeanwhileError: if it has another version by now
    """
    asked = session.get(AskedFor, (current().org, programme_id, asked_for_id), populate_existing=True)
    if asked is None:
        raise UnknownRequestError
    if version is not None and asked.version != version:
        raise ChangedMeanwhileError
    return asked


def voice_is_missing(session: Session, programme: Programme) -> bool:
    """Say whether the pupil was not heard yet, and nobody said why not, although the template asks for it."""
    template = ProgrammeTemplate(programme.template)
    pupils = {role.id for role in template.roles if role.party == "pupil"}
    wanted = {
        one.id
        for one in template.documents
        if one.is_required and one.phase == "assess" and pupils & set(one.completed_by)
    }
    if not wanted:
        return False
    answered = select(AskedFor.id).where(
        AskedFor.programme_id == programme.id, AskedFor.document.in_(wanted), AskedFor.state != "asked"
    )
    return session.scalar(answered.limit(1)) is None


def _one_of_each_group(template: ProgrammeTemplate, year_group: str) -> list[Document]:
    wanted: dict[str, Document] = {}
    for one in template.documents:
        if one.phase != "assess" or one.kind in FROM_THE_RECORD or one.requirement in {"optional", "none"}:
            continue
        key = one.one_of or one.id
        if key not in wanted or (suits(one, year_group) and not suits(wanted[key], year_group)):
            wanted[key] = one
    return list(wanted.values())


def suits(document: Document, year_group: str) -> bool:
    """Say whether a question set is meant for pupils of a year. Only a suggestion: staff choose freely."""
    is_older = year_group.isdigit() and int(year_group) >= FIRST_OF_SECONDARY
    phases = document.suggested_for.phases if document.suggested_for else ()
    return bool(set(phases) & ({"4", "5", "6"} if is_older else {"1", "2", "3"}))


def _who_completes(
    template: ProgrammeTemplate, document: Document, programme: Programme, people: list[MemberView]
) -> tuple[MemberView | None, str]:
    """Return who is asked first: somebody of the school by what the role says, else the role in words."""
    role = template.role(document.completed_by[0]) if document.completed_by else None
    if role is None:
        return None, ""
    wanted = {"coordinator": programme.coordinator_id, "key_worker": programme.key_worker_id}.get(role.id)
    for one in people:
        if one.person_id == wanted or (role.is_of_school and one.role == role.id):
            return one, one.name
    return None, role.label


def _refuse_too_many(session: Session, programme_id: UUID, document: Document) -> None:
    """Refuse another copy where there are enough. One that was left out or does not apply is none; the first always may be."""
    there = select(func.count()).where(
        AskedFor.programme_id == programme_id,
        AskedFor.document == document.id,
        AskedFor.state.in_(["asked", "received"]),
    )
    most = max(document.how_many.most, 1)
    if (session.scalar(there) or 0) >= most:
        raise EnoughOfTheseError(most)


def _member(session: Session, person_id: UUID | None) -> MemberView | None:
    return own_member(session, person_id) if person_id is not None else None


def _record(session: Session, programme: Programme, asked: AskedFor, action: str) -> None:
    record(
        session,
        action=action,
        thing="programme",
        thing_id=asked.id,
        pupil_id=programme.pupil_id,
        fields=("state", "asked_name", "due_on"),
    )
