"""Find a programme's own rows, for the other services of programmes."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.programmes.models import Programme
from heft_tenants.refusals import Refused


class ProgrammeClosedError(Refused):
    """The programme is closed: its record is read, not written."""


def open_programme(session: Session, programme_id: UUID) -> Programme:
    """Return a programme that can be written to, and keep others from it until this deed is committed.

    Two deeds on one programme follow each other: the second sees what the first did, and is refused by name.

    :raises ProgrammeClosedError: if it is closed
    """
    found = select(Programme).where(Programme.id == programme_id).with_for_update(key_share=True)
    programme = session.scalars(found, execution_options={"populate_existing": True}).one()
    if programme.state == "closed":
        raise ProgrammeClosedError
    return programme
