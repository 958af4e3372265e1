"""A programme of the demonstration, as whoever acts there reads it."""

from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView


def read(session: Session, reference: str) -> ProgrammeView:
    programme = programmes.read_programme(session, reference=reference, today=clock.today())
    assert programme is not None
    return programme
