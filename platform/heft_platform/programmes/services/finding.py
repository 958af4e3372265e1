"""Find a programme's own rows, for the other services of programmes."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.programmes.models import Programme
from heft_tenants.refusals import Refused


class ProgrammeClosedError(Refused):
    """The programme is closed: its record is read, not written."""


def open_programme(session: Session, programme_id: UUID) -> Programme:
    """Return a programme that can be written to.

    :raises ProgrammeClosedError: if it is closed
    """
    programme = session.scalars(select(Programme).where(Programme.id == programme_id)).one()
    if programme.state == "closed":
        raise ProgrammeClosedError
    return programme
