"""Close a programme with a verdict. No verdict is an exclusion, and an unsuccessful one asks what comes next."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.services.steps import next_meeting
from heft_tenants.refusals import Refused


class NotActiveError(Refused):
    """The programme has not begun, so there is nothing to judge."""


class ReviewsMissingError(Refused):
    """The final meeting has not been held."""


class UnknownVerdictError(Refused):
    """The template has no such verdict."""


class NextStepMissingError(Refused):
    """Every programme ends with what comes next."""


def close(
    session: Session,
    *,
    programme_id: UUID,
    verdict: str,
    next_steps: Collection[str],
    words: str,
    today: date,
) -> None:
    """Close a programme after its final meeting.

    :raises ProgrammeClosedError: if it is closed
    :raises NotActiveError: if it has not begun
    :raises ReviewsMissingError: if a meeting has not been held
    :raises UnknownVerdictError: if the template has no such verdict
    :raises NextStepMissingError: if nothing is said about what comes next
    """
    programme = open_programme(session, programme_id)
    template = ProgrammeTemplate(programme.template)
    known_steps = {code for code, _ in template.next_steps()}
    if programme.state != "active":
        raise NotActiveError
    if next_meeting(session, programme_id=programme_id) is not None:
        raise ReviewsMissingError
    if verdict not in {code for code, _, _ in template.verdicts()}:
        raise UnknownVerdictError
    if not next_steps or not set(next_steps) <= known_steps:
        raise NextStepMissingError

    programme.state, programme.verdict, programme.closed_on = "closed", verdict, today
    programme.next_steps, programme.closing_words = list(next_steps), words
    record(
        session,
        action="programme.closed",
        thing="programme",
        thing_id=programme_id,
        pupil_id=programme.pupil_id,
        fields=("verdict", "next_steps", "closing_words"),
    )
