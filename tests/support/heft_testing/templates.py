"""Programmes of any template."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.demo.opening import id_of
from heft_platform.library import services as library
from heft_platform.programmes import services as programmes
from heft_platform.programmes.models import Programme
from heft_platform.pupils import services as pupils


def begin(
    session: Session,
    template: str,
    *,
    on: date,
    state: str = "active",
    prerequisites: Collection[str] | None = None,
) -> Programme:
    """Start a programme of the template whose name holds these words for Maya Brown, and let it run.

    Without prerequisites everything is done that must come before.
    """
    chosen = next(one for one in library.published_templates(session) if template in one.label)
    entry = chosen.template.entry
    reference = programmes.start_programme(
        session,
        pupil_id=pupils.find_pupils(session, words="Maya Brown").pupils[0].id,
        template_id=chosen.id,
        first_meeting_on=on,
        key_worker_id=id_of("daniel-lee"),
        coordinator_id=id_of("sam-patel"),
        purposes=[],
        triggers=[chosen.template.triggers()[0][0]],
        concern="",
        prerequisites=[one.id for one in entry.prerequisites] if prerequisites is None else prerequisites,
    )
    session.flush()
    found = session.scalars(select(Programme).where(Programme.reference == reference)).one()
    found.state = state
    session.flush()
    return found
