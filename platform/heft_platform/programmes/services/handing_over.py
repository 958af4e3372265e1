"""Give a programme to another key worker or coordinator."""

from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.programmes.services.course import change_of
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.services.telling import tell_team


def change_people(
    session: Session,
    *,
    programme_id: UUID,
    version: int,
    key_worker_id: UUID,
    coordinator_id: UUID,
    why: str,
    pupil_told: str,
) -> None:
    """Change who works with the pupil, and who keeps the programme. Those who had it and those who get it are told.

    :raises ProgrammeClosedError: if it is closed
    :raises ChangedMeanwhileError: if it has another version by now
    :raises UnknownChoiceError: if one of them is nobody of this school
    """
    programme = open_programme(session, programme_id, version=version)
    key_worker = accounts.own_person(session, person_id=key_worker_id)
    coordinator = accounts.own_person(session, person_id=coordinator_id)
    before = {programme.key_worker_id, programme.coordinator_id}
    with change_of(session, programme, kind="people_changed", why=why, pupil_told=pupil_told):
        programme.key_worker_id, programme.key_worker_name = key_worker.person_id, key_worker.name
        programme.coordinator_id, programme.coordinator_name = coordinator.person_id, coordinator.name
    tell_team(session, programme, kind="programme.people", also=before)
