"""Find a programme's own rows, for the other services of programmes."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.held_programmes import HeldProgramme
from heft_platform.programmes.models import Programme
from heft_platform.refusals import NotRunningError
from heft_tenants.refusals import ChangedMeanwhileError, Refused


class ProgrammeClosedError(Refused):
    """The programme is closed: its record is read, not written."""

    words = "This programme is finished"


def open_programme(session: Session, programme_id: UUID, *, version: int | None = None) -> Programme:
    """Return a programme that can be written to, and keep others from it until this deed is committed.

    Two deeds on one programme follow each other: the second sees what the first did, and is refused by name.

    :raises ProgrammeClosedError: if it is closed
    :raises ChangedMeanwhileError: if a version was read, and it has another one by now
    """
    programme = locked_programme(session, programme_id)
    if programme.state == "closed":
        raise ProgrammeClosedError
    if version is not None and programme.version != version:
        raise ChangedMeanwhileError
    return programme


def hold_programme(session: Session, *, programme_id: UUID) -> HeldProgramme:
    """Return a programme that can be written to, for features that keep a part of it; others are kept from it meanwhile.

    :raises ProgrammeClosedError: if it is closed
    """
    return held(open_programme(session, programme_id))


def held(programme: Programme) -> HeldProgramme:
    """Return a programme that is held here already, for features that keep a part of it."""
    return HeldProgramme(
        id=programme.id,
        reference=programme.reference,
        pupil_id=programme.pupil_id,
        template=programme.template,
        started_on=programme.started_on,
        key_worker_id=programme.key_worker_id,
        coordinator_id=programme.coordinator_id,
    )


def active_programme(session: Session, programme_id: UUID, *, version: int | None = None) -> Programme:
    """Return a programme that runs, and keep others from it until this deed is committed.

    :raises ProgrammeClosedError: if it is closed
    :raises NotRunningError: if it has not begun, or is paused
    :raises ChangedMeanwhileError: if a version was read, and it has another one by now
    """
    programme = open_programme(session, programme_id)
    if programme.state != "active":
        raise NotRunningError
    if version is not None and programme.version != version:
        raise ChangedMeanwhileError
    return programme


def locked_programme(session: Session, programme_id: UUID) -> Programme:
    """Return a programme, open or closed, and keep others from it until this deed is committed."""
    found = select(Programme).where(Programme.id == programme_id).with_for_update(key_share=True)
    return session.scalars(found, execution_options={"populate_existing": True}).one()
