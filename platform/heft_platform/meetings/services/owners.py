"""Who of the school does what a meeting, or its absence, leaves to do."""

from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView


def owner_of(
    session: Session, *, programme: ProgrammeView, role: str, or_else: tuple[UUID | None, ...]
) -> UUID:
    """Return who holds a part of the template; the first of the others who still works here if nobody does.

    The last of these is whoever is at work now.
    """
    held_by = programmes.who_holds(session, programme=programme, roles=[role])
    here = {one.person_id for one in accounts.members(session)}
    wanted = (*(one.person_id for one in held_by), *or_else)
    return next(one for one in wanted if one in here)
