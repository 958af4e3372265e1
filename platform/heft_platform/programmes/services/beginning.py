"""The first meeting, and what a programme needs before it begins besides its plan."""

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.gathering import services as gathering
from heft_platform.programmes.models import Milestone, Programme
from heft_platform.programmes.services.entering import reasons_given, say_why_not
from heft_platform.programmes.services.finding import open_programme
from heft_platform.programmes.services.milestones import OutOfOrderError, mark_held, next_meeting
from heft_platform.programmes.views import VOICE_WORDS
from heft_tenants.refusals import Refused

VOICE = "voice:pupil"


class NotThatDayError(Refused):
    """The first meeting would have been held on a day that has not come."""


class VoiceMissingError(Refused):
    """The pupil was not heard before the first meeting, and nobody says why."""


def hold_first_meeting(
    session: Session, *, programme_id: UUID, held_on: date, today: date, why_no_voice: str = ""
) -> None:
    """Say that the first meeting was held, of which no more is on record here.

    :raises ProgrammeClosedError: if the programme is closed
    :raises OutOfOrderError: if it was held
    :raises NotThatDayError: if the day has not come
    :raises VoiceMissingError: if the pupil was not heard, and it is not said why
    """
    if held_on > today:
        raise NotThatDayError
    programme = open_programme(session, programme_id)
    if _voice_is_missing(session, programme):
        if not why_no_voice:
            raise VoiceMissingError
        say_why_not(session, programme_id=programme_id, reasons={VOICE: why_no_voice}, today=today)
    first = next_meeting(session, programme_id=programme_id)
    if first is None or programme.state != "preparing" or _was_held(session, programme_id):
        raise OutOfOrderError(first.label if first else "none")
    mark_held(session, programme_id=programme_id, milestone_id=first.id, held_on=held_on, has_results=False)


def what_comes_first(session: Session, programme: Programme) -> tuple[str, ...]:
    """Return in words what a programme needs before it can begin, besides its plan."""
    return tuple(words for check in CHECKS for words in check(session, programme))


def _first_meeting(session: Session, programme: Programme) -> Iterable[str]:
    if not _was_held(session, programme.id):
        yield "Hold the first meeting"


def _key_worker(session: Session, programme: Programme) -> Iterable[str]:
    if programme.key_worker_id not in {one.person_id for one in accounts.members(session)}:
        yield "Choose a key worker: the one of this programme works here no more"


def _dates(session: Session, programme: Programme) -> Iterable[str]:
    final = select(Milestone.id).where(
        Milestone.programme_id == programme.id, Milestone.is_final, Milestone.skipped_on.is_(None)
    )
    if session.scalar(final.limit(1)) is None:
        yield "Set the day of the last meeting"


def _voice(session: Session, programme: Programme) -> Iterable[str]:
    if _voice_is_missing(session, programme):
        yield VOICE_WORDS


def _voice_is_missing(session: Session, programme: Programme) -> bool:
    template = programme.template
    return gathering.voice_is_missing(
        session, programme_id=programme.id, template=template
    ) and VOICE not in reasons_given(session, programme.id)


def _was_held(session: Session, programme_id: UUID) -> bool:
    """Say whether the first meeting was held, or left out for a reason."""
    first = select(Milestone).where(Milestone.programme_id == programme_id, Milestone.is_meeting)
    milestone = session.scalar(first.order_by(Milestone.place).limit(1))
    return milestone is None or milestone.held_on is not None or milestone.skipped_on is not None


CHECKS: list[Callable[[Session, Programme], Iterable[str]]] = [
    _voice,
    _first_meeting,
    _key_worker,
    _dates,
]
