"""The moment at which a programme begins: its plan is whole, and was agreed."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.models import Programme
from heft_platform.programmes.plan_views import Plan
from heft_platform.programmes.services.agreeing import what_agreement_lacks
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.services.plan_gaps import what_the_plan_lacks
from heft_platform.programmes.services.reading_plan import plan_of
from heft_platform.programmes.services.steps import next_meeting
from heft_platform.programmes.services.writing_plan import write_down
from heft_tenants.refusals import Refused


class ActivationRefusedError(Refused):
    """The programme cannot begin yet; `missing` says in words what it needs."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(missing)


def activate(session: Session, *, programme_id: UUID, today: date) -> None:
    """Begin the programme: its plan was agreed at the first meeting. Begun twice, it is begun once.

    :raises ProgrammeClosedError: if it is closed
    :raises ActivationRefusedError: naming everything that it needs first
    """
    programme = open_programme(session, programme_id)
    if programme.state == "active":
        return
    if missing := what_is_missing(session, programme):
        raise ActivationRefusedError(missing)
    first = next_meeting(session, programme_id=programme_id)
    if first is not None and first.code == ProgrammeTemplate(programme.template).anchor:
        first.held_on = today
    programme.state = "active"
    write_down(session, programme, "programme.activated", programme_id, ("state",))


def what_is_missing(session: Session, programme: Programme, plan: Plan | None = None) -> tuple[str, ...]:
    """Return in words what a programme needs before it can begin."""
    plan = plan or plan_of(session, programme_id=programme.id)
    lacking = what_the_plan_lacks(ProgrammeTemplate(programme.template), plan)
    return lacking or what_agreement_lacks(session, programme, plan)  # who agrees, agrees to a whole plan
