"""What waits in the list of actions."""

from typing import Any

from sqlalchemy import ColumnElement, Select, all_, and_, func, or_

from heft_platform.actions.models import Action
from heft_platform.named import PAUSED, PERSON, TODAY, UNTIL
from heft_platform.waiting import those_that_wait


def actions_waiting() -> Select[Any]:
    """Read the open actions of whoever asks that are due until a day."""
    return those_that_wait(
        "action",
        thing_id=Action.id,
        programme_id=Action.programme_id,
        pupil_id=Action.pupil_id,
        on_day=Action.due_on,
        words=Action.what,
    ).where(_waits(), Action.owner_id == PERSON, Action.due_on <= UNTIL)


def everybodys_actions_waiting() -> Select[Any]:
    """Read the open actions of the school’s own people that are due until a day, about programmes."""
    return those_that_wait(
        "action",
        thing_id=Action.id,
        programme_id=Action.programme_id,
        person_id=Action.owner_id,
        on_day=Action.due_on,
    ).where(_waits(), Action.owner_id.is_not(None), Action.due_on <= UNTIL)


def actions_of_others_overdue() -> Select[Any]:
    """Count the open actions of everybody else that are overdue, since the earliest of them; nothing if there is none."""
    return (
        those_that_wait("others_actions", on_day=func.min(Action.due_on), number=func.count())
        .where(
            _waits(),
            Action.due_on < TODAY,
            or_(Action.owner_id.is_(None), Action.owner_id != PERSON),
        )
        .having(func.count() > 0)
    )


def _waits() -> ColumnElement[bool]:
    """Return the condition of what is to be done now: open, and of no programme that is paused."""
    goes_on = or_(Action.programme_id.is_(None), Action.programme_id != all_(PAUSED))
    return and_(Action.state == "open", goes_on)
