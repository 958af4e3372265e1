"""Put something that somebody will do on the list."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.actions.models import Action
from heft_platform.audit.services import record
from heft_tenants.refusals import Refused


class NobodysActionError(Refused):
    """Nobody was named who does it."""


class TwoOwnersError(Refused):
    """A member of staff was chosen, and somebody else named: an action is one person's."""


class DueBeforeTodayError(Refused):
    """It would have to be done on a day that has passed."""


def add(  # noqa: PLR0913  (what, who, by when, and where it was said)
    session: Session,
    *,
    pupil_id: UUID,
    what: str,
    due_on: date,
    added_by: UUID,
    adder_name: str,
    today: date,
    owner_id: UUID | None = None,
    owner_name: str = "",
    programme_id: UUID | None = None,
    reference: str = "",
    source: str = "typed",
    why: str = "",
) -> UUID:
    """Add an action about a pupil, and return its id. `reference` is that of its programme, if it has one.

    :raises NobodysActionError: if neither a member of staff nor words say who does it
    :raises TwoOwnersError: if both do
    :raises UnknownChoiceError: if `owner_id` is not one of the school's own staff
    :raises DueBeforeTodayError: if the day has passed
    """
    if due_on < today:
        raise DueBeforeTodayError
    if owner_id is not None and owner_name:
        raise TwoOwnersError
    if owner_id is not None:
        owner_name = accounts.own_person(session, person_id=owner_id).name
    if not owner_name:
        raise NobodysActionError

    action = Action(
        pupil_id=pupil_id,
        programme_id=programme_id,
        reference=reference,
        what=what,
        why=why,
        owner_id=owner_id,
        owner_name=owner_name,
        due_on=due_on,
        source=source,
        added_on=today,
        added_by=added_by,
        adder_name=adder_name,
    )
    session.add(action)
    session.flush()  # the entry of the trail needs its id
    record(
        session,
        action="action.added",
        thing="action",
        thing_id=action.id,
        pupil_id=pupil_id,
        fields=("what", "why", "owner_name", "due_on"),
    )
    return action.id
