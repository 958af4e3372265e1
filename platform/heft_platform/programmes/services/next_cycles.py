"""Whether a programme may follow another one of the same pupil, as its next cycle."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.models import Programme
from heft_tenants.refusals import Refused


class CycleNotAllowedError(Refused):
    """No second programme may follow this one: it is still open, of another pupil, or there were enough of them."""


class OfAnotherTemplateError(Refused):
    """The next cycle is started from the template of the first one; `template` is its name."""

    def __init__(self, template: str) -> None:
        self.template = template
        super().__init__(template)


class WhyAgainMissingError(Refused):
    """The template wants a reason for another programme after this one."""


def to_follow(session: Session, reference: str, pupil_id: UUID) -> Programme:
    """Return the programme of a reference, after which another may begin.

    :raises CycleNotAllowedError: if none may
    """
    before = session.scalar(select(Programme).where(Programme.reference == reference))
    if before is None or before.state != "closed" or before.pupil_id != pupil_id or before.merged_into_id:
        raise CycleNotAllowedError
    rule = before.template.duration.second_cycle
    followed = session.scalar(select(Programme.id).where(Programme.follows_id == before.id).limit(1))
    if not rule.allowed or before.cycle >= rule.max_cycles or followed is not None:
        raise CycleNotAllowedError
    return before


def refuse_cycle(before: Programme, template: ProgrammeTemplate, why_again: str) -> None:
    """Refuse another template than that of the programme before, and no reason where its template wants one.

    :raises OfAnotherTemplateError, WhyAgainMissingError: if it is so
    """
    first = before.template
    if first.key != template.key:
        raise OfAnotherTemplateError(first.label)
    if first.duration.second_cycle.reason_required and not why_again:
        raise WhyAgainMissingError
