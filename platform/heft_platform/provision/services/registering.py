"""A second roll that a pupil is on: alternative provision, a managed move, a hospital school. The school’s own note of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.kept_versions import (
    Writer,
    check_version,
    newest,
    take_out,
    versions_of,
    write_version,
)
from heft_platform.provision.models import DualRegistration
from heft_platform.provision.rolls import RegistrationView, Rolls
from heft_platform.pupils import services as pupils
from heft_platform.refusals import EndsBeforeItBeginsError
from heft_tenants.ids import uuid7
from heft_tenants.refusals import Refused
from heft_tenants.together import Question

SAID = ("is_main", "place", "arrangement", "starts_on", "ends_on", "days", "contact")


class OnAnotherRollError(Refused):
    """The pupil is on the roll of a second `place` in these days already. Nobody is on three."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(place)


def rolls_of(session: Session, *, pupil_id: UUID, today: date) -> Rolls:
    """Return the rolls that a pupil is on."""
    return rolls_asked(pupil_id=pupil_id, today=today).ask(session)


def rolls_asked(*, pupil_id: UUID, today: date) -> Question[Rolls]:
    """Ask for the rolls that a pupil is on, for pages that ask for more at once."""
    enrolment = pupils.enrolment_asked(pupil_id=pupil_id)

    def read(rows: Sequence[DualRegistration], enrolled: Sequence[Any]) -> Rolls:
        found = (_view(row, today) for row in rows if not row.is_taken_out)
        return Rolls(
            registrations=tuple(sorted(found, key=lambda one: (one.starts_on, one.id), reverse=True)),
            enrolment=enrolment.read(enrolled),
        )

    kept = newest(DualRegistration).where(DualRegistration.pupil_id == pupil_id)
    return Question(read, kept, *enrolment.statements, **enrolment.said)


def registration_versions(
    session: Session, *, pupil_id: UUID, registration_id: UUID, today: date
) -> list[RegistrationView]:
    """Return every version of a second roll, the newest first; none if the pupil has no such one."""
    found = versions_of(session, DualRegistration, thing_id=registration_id)
    return [_view(row, today) for row in found if row.pupil_id == pupil_id]


def keep_registration(
    session: Session,
    *,
    pupil_id: UUID,
    registration_id: UUID | None,
    version: int,
    values: Mapping[str, Any],
    writer: Writer,
    now: datetime,
    today: date,
) -> None:
    """Write down a second roll, or change one that was read in this version.

    :raises ChangedMeanwhileError: if it has another version by now
    :raises EndsBeforeItBeginsError: if its last day lies before its first
    :raises OnAnotherRollError: if the pupil is on another second roll in these days
    """
    starts_on, ends_on = values["starts_on"], values["ends_on"]
    if ends_on is not None and ends_on < starts_on:
        raise EndsBeforeItBeginsError
    pupils.hold_pupil(session, pupil_id=pupil_id)
    for other in rolls_of(session, pupil_id=pupil_id, today=today).registrations:
        begins_later = ends_on is not None and other.starts_on > ends_on
        ended_before = other.ends_on is not None and other.ends_on < starts_on
        if other.id != registration_id and not begins_later and not ended_before:
            raise OnAnotherRollError(other.place)
    if registration_id is not None:
        check_version(versions_of(session, DualRegistration, thing_id=registration_id)[0], version)
    thing_id = registration_id or uuid7()
    write_version(
        session,
        DualRegistration,
        version=version,
        writer=writer,
        now=now,
        id=thing_id,
        pupil_id=pupil_id,
        is_taken_out=False,
        **values,
    )
    _record(session, "changed" if registration_id else "added", thing_id, pupil_id, SAID)


def take_registration_out(
    session: Session, *, pupil_id: UUID, registration_id: UUID, writer: Writer, now: datetime
) -> None:
    """Take out a second roll that was written by mistake. One that was so and is over has a last day instead.

    :raises ChangedMeanwhileError: if somebody changed it in the same moment
    """
    found = versions_of(session, DualRegistration, thing_id=registration_id)[0]
    if not found.is_taken_out:
        take_out(session, found, writer=writer, now=now)
        _record(session, "taken_out", registration_id, pupil_id, ())


def _view(row: DualRegistration, today: date) -> RegistrationView:
    return RegistrationView(
        id=row.id,
        version=row.version,
        is_main=row.is_main,
        place=row.place,
        arrangement=row.arrangement,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        days=tuple(row.days),
        contact=row.contact,
        is_taken_out=row.is_taken_out,
        writer=row.writer_name,
        written_at=row.written_at,
        today=today,
    )


def _record(session: Session, deed: str, thing_id: UUID, pupil_id: UUID, fields: Sequence[str]) -> None:
    record(
        session,
        action=f"registration.{deed}",
        thing="registration",
        thing_id=thing_id,
        pupil_id=pupil_id,
        fields=fields,
    )
