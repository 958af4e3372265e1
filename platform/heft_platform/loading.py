"""Find the programme or the pupil that an address names, or nothing at all."""

from uuid import UUID

from flask import abort

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.programmes import services
from heft_platform.programmes.services import ProgrammeView, ProgrammeWithTargets
from heft_platform.pupils import services as pupils
from heft_platform.pupils.services import PupilView


def programme_or_404(reference: str, *, with_log: bool = True) -> ProgrammeView:
    """Return the programme, having written down that somebody looked. Another school's is not found."""
    found = services.read_programme(db.session(), reference=reference, today=clock.today(), with_log=with_log)
    if found is None:
        abort(404)
    return found


def with_targets_or_404(reference: str) -> ProgrammeWithTargets:
    """Return the programme with its targets alone, having written down that somebody looked."""
    found = services.read_with_targets(db.session(), reference=reference)
    if found is None:
        abort(404)
    return found


def pupil_or_404(pupil_id: UUID) -> PupilView:
    """Return the pupil, having written down that somebody looked. Another school's is not found."""
    found = pupils.read_pupil(db.session(), pupil_id=pupil_id)
    if found is None:
        abort(404)
    return found
