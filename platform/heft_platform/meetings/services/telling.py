"""Tell people of a meeting when it is planned, where the template has them told then."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.mail import services as mail
from heft_platform.programmes.services import ProgrammeView
from heft_tenants.context import current


def tell_of_planning(
    session: Session, *, programme: ProgrammeView, people: Iterable[UUID | None], about_id: UUID
) -> None:
    """Tell some of the school’s own people that a meeting is planned; not whoever plans it."""
    if programme.template.tells_at_once("meeting_planned", "invited"):
        mail.tell(
            session,
            person_ids=sorted({one for one in people if one is not None} - {current().person}),
            kind="meeting.planned",
            reference=programme.reference,
            about_id=about_id,
        )
