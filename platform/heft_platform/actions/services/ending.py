"""What becomes of an action: done, carried to another day, or dropped with a reason."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.actions.models import Action, ActionStep
from heft_platform.audit.services import record
from heft_platform.refusals import WhyMissingError
from heft_tenants.refusals import ChangedMeanwhileError, Refused


class ActionEndedError(Refused):
    """It was done or dropped before."""


class CarriedToThePastError(Refused):
    """It would be carried to a day that is not after the day on which it is due, or has passed."""


def finish(
    session: Session,
    *,
    action_id: UUID,
    version: int,
    outcome: str,
    by_id: UUID,
    by_name: str,
    today: date,
) -> None:
    """Say that an action was done, and what came of it.

    :raises ActionEndedError: if it was done or dropped before
    :raises ChangedMeanwhileError: if it has another version by now
    """
    action = _open_action(session, action_id, version)
    _end(session, action, "done", outcome, by_id, by_name, today)


def finish_several(
    session: Session,
    *,
    action_ids: Collection[UUID],
    by_id: UUID,
    by_name: str,
    today: date,
    owner_id: UUID | None = None,
    programme_id: UUID | None = None,
) -> int:
    """Say that several actions were done, and return how many were still open.

    `owner_id` leaves out what is somebody else's, `programme_id` what belongs to another programme.
    """
    found = select(Action).where(Action.id.in_(action_ids), Action.state == "open").order_by(Action.id)
    if owner_id is not None:
        found = found.where(Action.owner_id == owner_id)
    if programme_id is not None:
        found = found.where(Action.programme_id == programme_id)
    still_open = session.scalars(found.with_for_update()).all()
    for action in still_open:
        _end(session, action, "done", "", by_id, by_name, today)
    return len(still_open)


def carry(
    session: Session,
    *,
    action_id: UUID,
    version: int,
    to: date,
    why: str,
    by_id: UUID,
    by_name: str,
    today: date,
) -> None:
    """Carry an action to a later day.

    :raises ActionEndedError: if it was done or dropped before
    :raises ChangedMeanwhileError: if it has another version by now
    :raises CarriedToThePastError: if the day is not later than the one on which it is due, or has passed
    :raises WhyMissingError: if nothing says why
    """
    action = _open_action(session, action_id, version)
    if to <= action.due_on or to < today:
        raise CarriedToThePastError
    if not why:
        raise WhyMissingError
    session.add(
        ActionStep(
            action_id=action.id,
            kind="carried",
            words=why,
            due_before=action.due_on,
            due_after=to,
            by_id=by_id,
            by_name=by_name,
        )
    )
    action.due_on = to
    action.carried += 1
    _record(session, action, "action.carried", ("due_on",))


def drop(
    session: Session, *, action_id: UUID, version: int, why: str, by_id: UUID, by_name: str, today: date
) -> None:
    """Take an action off the list without its having been done.

    :raises ActionEndedError: if it was done or dropped before
    :raises ChangedMeanwhileError: if it has another version by now
    :raises WhyMissingError: if nothing says why
    """
    action = _open_action(session, action_id, version)
    if not why:
        raise WhyMissingError
    _end(session, action, "dropped", why, by_id, by_name, today)


def _open_action(session: Session, action_id: UUID, version: int) -> Action:
    found = select(Action).where(Action.id == action_id).with_for_update()
    action = session.scalars(found, execution_options={"populate_existing": True}).one()
    if action.state != "open":
        raise ActionEndedError
    if action.version != version:
        raise ChangedMeanwhileError
    return action


def _end(
    session: Session, action: Action, kind: str, words: str, by_id: UUID, by_name: str, today: date
) -> None:
    session.add(
        ActionStep(
            action_id=action.id,
            kind=kind,
            words=words,
            due_before=action.due_on,
            by_id=by_id,
            by_name=by_name,
        )
    )
    action.state, action.ended_on = kind, today
    _record(session, action, f"action.{kind}", ("state",))


def _record(session: Session, action: Action, done: str, fields: tuple[str, ...]) -> None:
    record(session, action=done, thing="action", thing_id=action.id, pupil_id=action.pupil_id, fields=fields)
