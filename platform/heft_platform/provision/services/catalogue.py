"""The school's catalogue of what it can offer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.kept_versions import Writer
from heft_platform.provision.models import Intervention
from heft_platform.provision.views import InterventionView


def interventions(session: Session) -> list[InterventionView]:
    """Return what the catalogue offers, by wave and name."""
    standing = select(Intervention).where(Intervention.is_taken_out.is_(False))
    found = session.scalars(standing.order_by(Intervention.wave, Intervention.name, Intervention.id))
    return [
        InterventionView(id=one.id, name=one.name, wave=one.wave, evidence=one.evidence, link=one.link)
        for one in found
    ]


def add_intervention(
    session: Session, *, name: str, wave: int, evidence: str, link: str, writer: Writer, now: datetime
) -> UUID:
    """Add something to the catalogue and return its id."""
    made = Intervention(
        name=name, wave=wave, evidence=evidence, link=link, written_by=writer.id, written_at=now
    )
    session.add(made)
    session.flush()  # the entry of the trail needs its id
    record(session, action="intervention.added", thing="intervention", thing_id=made.id, fields=("name",))
    return made.id


def take_intervention_out(session: Session, *, intervention_id: UUID) -> None:
    """Offer something no longer. Where it was given, it still says so."""
    found = session.scalar(select(Intervention).where(Intervention.id == intervention_id))
    if found is not None and not found.is_taken_out:
        found.is_taken_out = True
        record(session, action="intervention.taken_out", thing="intervention", thing_id=found.id)
