"""Ask somebody for something, ask somebody else, do without it, or say that it is here."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.audit.services import record
from heft_platform.gathering.models import AskedFor
from heft_platform.gathering.services.asked import asked_in_version, next_place
from heft_platform.gathering.services.reminding import tell_at_once
from heft_platform.held_programmes import HeldProgramme
from heft_platform.library.services import Document
from heft_platform.refusals import UnknownChoiceError
from heft_tenants.refusals import Refused


class EnoughOfTheseError(Refused):
    """As many of this document are asked for or there as the template has; `most` says how many."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(most)


class TwoPeopleError(Refused):
    """Somebody of the school was chosen, and somebody else named."""


def ask_for_more(
    session: Session,
    *,
    programme: HeldProgramme,
    label: str,
    document: str,
    asked_id: UUID | None,
    asked_name: str,
    due_on: date,
    today: date,
) -> AskedFor:
    """Ask for something else: another copy of one of the template’s documents, or anything with a name.

    :raises UnknownChoiceError: if the document is none of the template’s, or the person nobody of the school’s
    :raises TwoPeopleError: if somebody else is named too
    :raises EnoughOfTheseError: if there are as many of the document as the template has
    """
    member = accounts.own_person(session, person_id=asked_id) if asked_id else None
    if member and asked_name:
        raise TwoPeopleError
    known = {one.id: one for one in programme.template.documents}
    if document and document not in known:
        raise UnknownChoiceError
    if document:
        _refuse_too_many(session, programme.id, known[document])
    asked = AskedFor(
        programme_id=programme.id,
        document=document,
        label=label or (known[document].label if document else ""),
        place=next_place(session, programme.id),
        asked_id=member.person_id if member else None,
        asked_name=member.name if member else asked_name,
        due_on=due_on,
        asked_on=today,
    )
    session.add(asked)
    session.flush()  # the trail needs its id
    tell_at_once(session, programme=programme, people=[asked.asked_id], about_id=asked.id)
    _record(session, programme, asked, "asked.added")
    return asked


def change_asked(
    session: Session,
    *,
    programme: HeldProgramme,
    asked_for_id: UUID,
    version: int,
    asked_id: UUID | None,
    asked_name: str,
    due_on: date,
) -> None:
    """Ask somebody else, or by another day.

    :raises UnknownChoiceError: if the person is nobody of the school’s
    :raises TwoPeopleError: if somebody else is named too, who was not before
    :raises NotAskedForError: if it is not asked for here
    :raises ChangedMeanwhileError: if it has another version by now
    """
    member = accounts.own_person(session, person_id=asked_id) if asked_id else None
    asked = asked_in_version(session, programme.id, asked_for_id, version)
    if member and asked_name not in {"", asked.asked_name}:
        raise TwoPeopleError
    asked.asked_id = member.person_id if member else None
    asked.asked_name, asked.due_on = member.name if member else asked_name, due_on
    tell_at_once(session, programme=programme, people=[asked.asked_id], about_id=asked.id)
    _record(session, programme, asked, "asked.changed")


def leave_out(
    session: Session,
    *,
    programme: HeldProgramme,
    asked_for_id: UUID,
    version: int,
    state: str,
    reason: str,
    today: date,
) -> None:
    """Do without something, or say that it does not apply. Why is always said; nothing is blocked by it.

    :raises NotAskedForError: if it is not asked for here
    :raises ChangedMeanwhileError: if it has another version by now
    """
    asked = asked_in_version(session, programme.id, asked_for_id, version)
    asked.state, asked.reason, asked.answered_on = state, reason, today
    _record(session, programme, asked, "asked.left_out")


def note_paper(
    session: Session, *, programme: HeldProgramme, asked_for_id: UUID, version: int, today: date
) -> None:
    """Say that the answer is there on paper.

    :raises NotAskedForError: if it is not asked for here
    :raises ChangedMeanwhileError: if it has another version by now
    """
    asked = asked_in_version(session, programme.id, asked_for_id, version)
    asked.state, asked.is_on_paper, asked.answered_on, asked.reason = "received", True, today, ""
    _record(session, programme, asked, "asked.received")


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


def _record(session: Session, programme: HeldProgramme, asked: AskedFor, action: str) -> None:
    record(
        session,
        action=action,
        thing="programme",
        thing_id=asked.id,
        pupil_id=programme.pupil_id,
        fields=("state", "asked_name", "due_on"),
    )
