"""Find the programme that an address names, or nothing at all."""

from flask import abort

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.programmes import services
from heft_platform.programmes.services import ProgrammeBrief, ProgrammeView


def programme_or_404(reference: str) -> ProgrammeView:
    """Return the programme, having written down that somebody looked. Another school's is not found."""
    found = services.read_programme(db.session(), reference=reference, today=clock.today())
    if found is None:
        abort(404)
    return found


def brief_or_404(reference: str) -> ProgrammeBrief:
    """Return the programme with its targets alone, having written down that somebody looked."""
    found = services.read_briefly(db.session(), reference=reference)
    if found is None:
        abort(404)
    return found
