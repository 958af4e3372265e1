"""Tell the people of a programme when its pupil moves to another class: what helps goes along, if somebody takes it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.programmes.models import Programme
from heft_platform.programmes.services.course import change_of
from heft_platform.programmes.services.finding import locked_programme
from heft_platform.programmes.services.telling import tell_team
from heft_platform.pupils import services as pupils


def classes_of_programmes(session: Session) -> dict[UUID, str]:
    """Return the class of each pupil on an open programme, by programme."""
    found = select(Programme.id, Programme.pupil_id).where(Programme.state != "closed")
    of_pupil = {row.id: row.pupil_id for row in session.execute(found)}
    known = pupils.pupils_by_id(session, pupil_ids=list(of_pupil.values()))
    return {
        programme_id: known[pupil_id].group
        for programme_id, pupil_id in of_pupil.items()
        if pupil_id in known
    }


def tell_of_new_classes(session: Session, *, before: dict[UUID, str]) -> int:
    """Tell the people of every programme whose pupil is in another class than before, and keep it in its history."""
    session.flush()
    moved = {
        programme_id: (before[programme_id], now)
        for programme_id, now in classes_of_programmes(session).items()
        if programme_id in before and before[programme_id] != now
    }
    for programme_id, (old, new) in moved.items():
        programme = locked_programme(session, programme_id)
        with change_of(session, programme, kind="class_changed", class_before=old, class_after=new):
            record(
                session,
                action="programme.class_changed",
                thing="programme",
                thing_id=programme_id,
                pupil_id=programme.pupil_id,
            )
        tell_team(session, programme, kind="programme.class")
    return len(moved)
