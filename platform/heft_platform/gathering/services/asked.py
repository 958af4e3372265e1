"""What was asked for: the list, one thing of it, and whether the pupil was heard."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from heft_platform.gathering.models import AskedFor
from heft_platform.gathering.views import AskedForView
from heft_platform.library.services import Document, ProgrammeTemplate
from heft_tenants.context import current
from heft_tenants.refusals import ChangedMeanwhileError, Refused

STATE_WORDS = {
    "asked": "Asked",
    "received": "Received",
    "waived": "Left out",
    "not_applicable": "Does not apply",
}


class NotAskedForError(Refused):
    """Nothing of this kind is asked for in this programme."""


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

    :raises NotAskedForError: if it is not asked for in this programme
    :raises ChangedMeanwhileError: if it has another version by now
    """
    asked = session.get(AskedFor, (current().org, programme_id, asked_for_id), populate_existing=True)
    if asked is None:
        raise NotAskedForError
    if version is not None and asked.version != version:
        raise ChangedMeanwhileError
    return asked


def next_place(session: Session, programme_id: UUID) -> int:
    """Return the place in the list of what is asked for next."""
    last = session.scalar(select(func.max(AskedFor.place)).where(AskedFor.programme_id == programme_id))
    return 0 if last is None else last + 1


def copies_lacking(lines: Sequence[AskedForView], template: ProgrammeTemplate) -> list[tuple[str, int, int]]:
    """Return what is asked for less often than the template has it: its label, how often at least, and how often it is."""
    times = Counter(one.document for one in lines)
    return [
        (one.label, one.how_many.fewest, times[one.id])
        for one in template.documents
        if 0 < times[one.id] < one.how_many.fewest
    ]


def voice_is_missing(session: Session, *, programme_id: UUID, template: ProgrammeTemplate) -> bool:
    """Say whether the pupil was not heard yet, and nobody said why not, although the template asks for it."""
    pupils = {role.id for role in template.roles if role.party == "pupil"}
    wanted = {
        one.id
        for one in template.documents
        if one.is_required and one.phase == "assess" and pupils & set(one.completed_by)
    }
    if not wanted:
        return False
    answered = select(AskedFor.id).where(
        AskedFor.programme_id == programme_id, AskedFor.document.in_(wanted), AskedFor.state != "asked"
    )
    return session.scalar(answered.limit(1)) is None
