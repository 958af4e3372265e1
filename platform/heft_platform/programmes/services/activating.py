"""The moment at which a programme begins: its plan is whole, and was agreed."""

from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.plans import services as plans
from heft_platform.plans.services import Plan
from heft_platform.programmes.models import Programme
from heft_platform.programmes.services.beginning import what_comes_first
from heft_platform.programmes.services.course import change_of
from heft_platform.programmes.services.finding import held, open_programme
from heft_tenants.refusals import Refused


class ActivationRefusedError(Refused):
    """The programme cannot begin yet; `missing` says in words what it needs."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(missing)


def activate(session: Session, *, programme_id: UUID) -> None:
    """Begin the programme: its plan was agreed at the first meeting. Begun twice, it is begun once.

    :raises ProgrammeClosedError: if it is closed
    :raises ActivationRefusedError: naming everything that it needs first
    """
    programme = open_programme(session, programme_id)
    if programme.state != "preparing":
        return
    if missing := what_is_missing(session, programme):
        raise ActivationRefusedError(missing)
    with change_of(session, programme, kind="activated"):
        programme.state = "active"


def what_is_missing(session: Session, programme: Programme, plan: Plan | None = None) -> tuple[str, ...]:
    """Return in words what a programme needs before it can begin."""
    own = held(programme)
    plan = plan or plans.plan_of(session, programme_id=programme.id)
    lacking = plans.what_the_plan_lacks(own.template, plan)
    return (
        *what_comes_first(session, programme),
        *(
            lacking or plans.what_agreement_lacks(session, programme=own, plan=plan)
        ),  # who agrees, agrees to a whole plan
    )
