"""What a cluster knows of an organisation that leaves it."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.cluster.models import Establishment
from heft_tenants.context import current
from heft_tenants.organisations import Organisation


def others_here(session: Session) -> list[str]:
    """Return the names of the cluster's other organisations that have not left."""
    others = select(Organisation.name).where(
        Organisation.org_id != current().org, Organisation.left_at.is_(None)
    )
    return list(session.scalars(others.order_by(Organisation.name)))


def note_leaving(session: Session, *, org_id: int) -> None:
    """Say in the administrator's context that an organisation left: its entry in the list of schools stays, closed."""
    session.execute(update(Establishment).where(Establishment.org_id == org_id).values(org_id=None))
    record(session, action="organisation.left", thing="organisation")
