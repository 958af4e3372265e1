"""Small steps on the way to a target: in their order, each marked when it is reached."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.accounts.services import who_is_here
from heft_platform.held_programmes import HeldProgramme
from heft_platform.plans.models import Target, TargetStep
from heft_platform.plans.services.refusals import TooManyStepsError, UnknownTargetError
from heft_platform.plans.services.writing import write_down
from heft_tenants.context import current

MOST_STEPS = 10


def set_steps(session: Session, target: Target, words: Sequence[str]) -> None:
    """Let a target have these steps, in this order. A step that keeps its words keeps its mark.

    :raises TooManyStepsError: if there are more than ten
    """
    wanted = list(dict.fromkeys(one for one in words if one))
    if len(wanted) > MOST_STEPS:
        raise TooManyStepsError(MOST_STEPS)
    standing = {step.words: step for step in _steps(session, target)}
    for place, one in enumerate(wanted, start=1):
        if (step := standing.pop(one, None)) is not None:
            step.place = place
        else:
            session.add(
                TargetStep(programme_id=target.programme_id, target_id=target.id, place=place, words=one)
            )
    for gone in standing.values():
        gone.dropped_on = clock.today()
    session.flush()  # so that they are read back in their order


def step_words(session: Session, target: Target) -> list[str]:
    """Return the words of a target's steps in their order."""
    return [step.words for step in _steps(session, target)]


def mark_step(
    session: Session, *, programme: HeldProgramme, target_id: UUID, step_id: UUID, reached_on: date | None
) -> None:
    """Say on which day a small step was reached; None takes the mark away.

    :raises UnknownTargetError: if the target has no such step
    """
    step = session.get(TargetStep, (current().org, programme.id, step_id), populate_existing=True)
    if step is None or step.target_id != target_id or step.dropped_on is not None:
        raise UnknownTargetError
    person_id, name = who_is_here(session)
    step.reached_on = reached_on
    step.reached_by, step.reached_by_name = (person_id, name) if reached_on else (None, None)
    write_down(session, programme, "target.step_marked", target_id, ("reached_on",))


def _steps(session: Session, target: Target) -> list[TargetStep]:
    found = select(TargetStep).where(
        TargetStep.programme_id == target.programme_id,
        TargetStep.target_id == target.id,
        TargetStep.dropped_on.is_(None),
    )
    return list(session.scalars(found.order_by(TargetStep.place, TargetStep.id)))
