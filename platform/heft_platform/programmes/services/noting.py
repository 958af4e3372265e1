"""Notes in the log of a programme, by staff and by visitors alike."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.programmes.models import Note, Programme
from heft_platform.programmes.services.finding import ProgrammeClosedError


def add_note(session: Session, *, programme_id: UUID, author_id: UUID, author_name: str, body: str) -> None:
    """Add a note. Whether a visitor may is the database's to judge, by the grant.

    :raises ProgrammeClosedError: if the programme is closed
    """
    state, pupil_id = session.execute(
        select(Programme.state, Programme.pupil_id).where(Programme.id == programme_id)
    ).one()
    if state == "closed":
        raise ProgrammeClosedError
    note = Note(programme_id=programme_id, author_id=author_id, author_name=author_name, body=body)
    session.add(note)
    record(
        session,
        action="note.added",
        thing="programme",
        thing_id=programme_id,
        pupil_id=pupil_id,
        fields=("body",),
    )
