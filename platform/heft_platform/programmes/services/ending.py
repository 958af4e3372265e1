"""End a programme before its last meeting: early for a reason, or because it should have been another one."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.programmes.models import Programme
from heft_platform.programmes.services.closing import NextStepMissingError
from heft_platform.programmes.services.course import change_of
from heft_platform.programmes.services.finding import ProgrammeClosedError, open_programme
from heft_platform.programmes.services.telling import tell_team
from heft_tenants.refusals import Refused


class UnknownEarlyEndError(Refused):
    """The template knows no such way to end early."""


class NoSuchProgrammeError(Refused):
    """There is no open programme with this reference to merge into."""


class OfAnotherPupilError(Refused):
    """The other programme is of another pupil: what is on record of one child never goes to another’s."""


def end_early(
    session: Session,
    *,
    programme_id: UUID,
    version: int,
    how: str,
    reason: str,
    next_steps: Collection[str],
    today: date,
) -> None:
    """End a programme before its last meeting. A suspension of the pupil is no reason: it does not end by itself.

    :raises ProgrammeClosedError: if it is closed
    :raises ChangedMeanwhileError: if it has another version by now
    :raises UnknownEarlyEndError: if the template knows no such end
    :raises NextStepMissingError: if nothing is said about what comes next, and the template asks for it
    """
    programme = open_programme(session, programme_id, version=version)
    template = programme.template
    if how not in dict(template.early_ends()):
        raise UnknownEarlyEndError
    known = {code for code, _ in template.next_steps()}
    asks = (
        template.outcome.early_ends.next_steps_required or "next_steps" in template.closing.unless_early_end
    )
    if not set(next_steps) <= known or (asks and not next_steps):
        raise NextStepMissingError
    with change_of(session, programme, kind="ended_early", why=reason):
        programme.state, programme.early_end, programme.closed_on = "closed", how, today
        programme.paused_on = None
        programme.next_steps, programme.closing_words = list(next_steps), reason
    tell_team(session, programme, kind="programme.ended")


def merge(session: Session, *, programme_id: UUID, version: int, into: str, why: str, today: date) -> None:
    """Close a programme that was started wrongly, and tie its record to the one that should have been.

    Nothing is lost: what was recorded stays where it was written, and both pages lead to each other.

    :raises ProgrammeClosedError: if it is closed
    :raises ChangedMeanwhileError: if it has another version by now
    :raises NoSuchProgrammeError: if there is no open programme of this reference
    :raises OfAnotherPupilError: if that is of another pupil
    """
    programme = open_programme(session, programme_id, version=version)
    found = select(Programme).where(Programme.reference == into.strip().upper())
    other = session.scalar(found)
    if other is None or other.id == programme.id or other.state == "closed":
        raise NoSuchProgrammeError
    if other.pupil_id != programme.pupil_id:
        raise OfAnotherPupilError
    with change_of(session, programme, kind="merged", why=why):
        programme.state, programme.merged_into_id, programme.closed_on = "closed", other.id, today
        programme.paused_on, programme.closing_words = None, why
    with change_of(session, other, kind="took_in", why=why, took_in=programme.reference):
        pass
    tell_team(session, programme, kind="programme.ended")


__all__ = ["ProgrammeClosedError", "end_early", "merge"]
