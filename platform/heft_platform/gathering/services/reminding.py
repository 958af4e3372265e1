"""Remind those who have not answered."""

from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.gathering.models import AskedFor
from heft_platform.held_programmes import HeldProgramme
from heft_platform.mail import services as mail


def remind(session: Session, *, programme: HeldProgramme, today: date) -> tuple[int, list[str]]:
    """Remind everybody who has not answered, once a day at most. Return how many get an e-mail, and who gets none."""
    open_ones = select(AskedFor).where(AskedFor.programme_id == programme.id, AskedFor.state == "asked")
    mailed: set[UUID] = set()
    others: list[str] = []
    for asked in session.scalars(open_ones.order_by(AskedFor.place)):
        if asked.asked_id is None:
            others.append(asked.asked_name or asked.label)
            continue
        mailed.add(asked.asked_id)
        if asked.reminded_on != today:
            asked.reminded_on = today
    mail.tell(
        session,
        person_ids=sorted(mailed),
        kind="programme.asked",
        reference=programme.reference,
        about_id=uuid5(
            programme.id, f"reminded {today.isoformat()}"
        ),  # pressed twice on a day, it is sent once
    )
    record(
        session,
        action="asked.reminded",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
    )
    return len(mailed), list(dict.fromkeys(others))
