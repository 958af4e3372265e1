"""The list of actions in full, open and ended."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.actions.models import Action
from heft_platform.actions.views import SOURCE_WORDS
from heft_platform.full_lists import FullList, one_by_one
from heft_platform.pupils import services as pupils

STATE_WORDS = {"open": "Open", "done": "Done", "dropped": "Dropped"}


def actions_in_full(session: Session, *, today: date, owner_id: UUID | None = None) -> FullList:
    """Return every action by its day: of everybody, or of one person."""
    pupil = pupils.named_pupils()
    found = (
        select(
            *(Action.what, Action.why, pupil.c.name, pupil.c.class_name, Action.reference, Action.owner_name),
            *(Action.due_on, Action.state, Action.carried, Action.ended_on, Action.source, Action.added_on),
            Action.adder_name,
        )
        .join(pupil, (pupil.c.org_id == Action.org_id) & (pupil.c.id == Action.pupil_id))
        .order_by(Action.due_on, Action.id)
    )
    if owner_id is not None:
        found = found.where(Action.owner_id == owner_id)
    return FullList(
        headings=(
            *("What", "Why", "Pupil", "Class", "Programme", "Who does it", "By", "State", "Overdue"),
            *("Times carried", "Ended on", "From", "Added on", "Added by"),
        ),
        rows=(
            (
                *row[:7],
                STATE_WORDS[row.state],
                row.state == "open" and row.due_on < today,
                *(row.carried, row.ended_on, SOURCE_WORDS[row.source], row.added_on, row.adder_name),
            )
            for row in one_by_one(session, found)
        ),
    )
