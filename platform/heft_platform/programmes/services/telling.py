"""Tell the people of a programme that something about it is new: by e-mail, with its reference and nothing else."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.mail import services as mail
from heft_platform.programmes.models import Programme
from heft_tenants.context import current
from heft_tenants.ids import uuid7


def tell_team(session: Session, programme: Programme, *, kind: str, also: Iterable[UUID] = ()) -> None:
    """Tell the key worker and the coordinator, and whom else, but not who did it."""
    people = {programme.key_worker_id, programme.coordinator_id, *also} - {current().person}
    mail.tell(session, person_ids=sorted(people), kind=kind, reference=programme.reference, about_id=uuid7())
