"""The school's programmes in full, and what other lists in full say of a programme."""

from datetime import date
from uuid import UUID

from sqlalchemy import Subquery, select
from sqlalchemy.orm import Session

from heft_platform.full_lists import FullList, one_by_one
from heft_platform.library import services as library
from heft_platform.programmes.models import Programme
from heft_platform.programmes.services.listing import STATES, Wanted, conditions, day_of_next_meeting
from heft_platform.pupils import services as pupils


def named_programmes() -> Subquery:
    """Return programmes as a part of a statement: `org_id`, `id`, `reference`, `pupil_id`, `key_worker`."""
    return select(
        Programme.org_id,
        Programme.id,
        Programme.reference,
        Programme.pupil_id,
        Programme.key_worker_name.label("key_worker"),
    ).subquery("named_programme")


def open_references(session: Session) -> dict[UUID, str]:
    """Return the reference of the open programme of each pupil who has one; of several, the newest."""
    found = select(Programme.pupil_id, Programme.reference).where(Programme.state != "closed")
    return {row.pupil_id: row.reference for row in session.execute(found.order_by(Programme.id))}


def programmes_in_full(session: Session, *, wanted: Wanted, today: date) -> FullList:
    """Return every programme that is looked for, in the order of the list."""
    next_on, pupil = day_of_next_meeting(), pupils.named_pupils()
    found = (
        select(
            *(Programme.reference, pupil.c.name, pupil.c.year_group, pupil.c.class_name),
            *(Programme.template_id, Programme.state, Programme.concern_on, Programme.started_on),
            next_on.label("next_on"),
            *(Programme.key_worker_name, Programme.coordinator_name, Programme.cycle, Programme.closed_on),
        )
        .join(pupil, (pupil.c.org_id == Programme.org_id) & (pupil.c.id == Programme.pupil_id))
        .where(*conditions(session, wanted, next_on, today))
        .order_by(Programme.state == "closed", next_on.asc().nulls_last(), Programme.reference)
    )
    names = library.template_names(session)
    return FullList(
        headings=(
            *("Programme", "Pupil", "Year", "Class", "Template", "State", "Worry first raised"),
            *("First meeting", "Next meeting", "Key worker", "Coordinator", "Cycle", "Finished on"),
        ),
        rows=(
            (
                *(row.reference, row.name, pupils.year_group_words(row.year_group), row.class_name),
                *(names.get(row.template_id, ""), STATES[row.state], row.concern_on, row.started_on),
                *(row.next_on, row.key_worker_name, row.coordinator_name, row.cycle, row.closed_on),
            )
            for row in one_by_one(session, found)
        ),
    )
