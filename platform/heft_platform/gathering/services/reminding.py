"""Tell people that something is asked of them: at once, and again while they have not answered."""

from collections.abc import Collection
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.gathering.models import AskedFor
from heft_platform.held_programmes import HeldProgramme
from heft_platform.mail import services as mail
from heft_tenants.context import current


def tell_at_once(
    session: Session, *, programme: HeldProgramme, people: Collection[UUID | None], about_id: UUID
) -> None:
    """Tell those of the school who are asked for something, where the template has it told when it is asked.

    Not whoever asks: they know it.
    """
    if programme.template.tells_at_once("document_requested", "completed_by"):
        mail.tell(
            session,
            person_ids=sorted({one for one in people if one is not None} - {current().person}),
            kind="programme.asked",
            reference=programme.reference,
            about_id=about_id,
        )


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
        # Pressed twice on a day, it is sent once.
        about_id=uuid5(programme.id, f"reminded {today.isoformat()}"),
    )
    record(
        session,
        action="asked.reminded",
        thing="programme",
        thing_id=programme.id,
        pupil_id=programme.pupil_id,
    )
    return len(mailed), list(dict.fromkeys(others))
