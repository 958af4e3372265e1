"""How it is going: a sentence above each chart, the figures below it, and what happened on the way."""

from flask import render_template
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.daily_reports import services as daily_reports
from heft_platform.extensions import db
from heft_platform.loading import with_targets_or_404
from heft_platform.permissions import Deed, may, requires
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeWithTargets
from heft_platform.records import services as records
from heft_platform.sessions import services
from heft_platform.sessions.routes import sessions


@sessions.get("/s/<school>/programmes/<reference>/progress")
@requires(Deed.KEEP_SESSIONS)
def progress(reference: str) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    session, today = db.session(), clock.today()
    school_days = calendar.calendar_of_school(session)
    recorded = services.sessions_of(session, programme_id=programme.id)
    held = programmes.meetings_held(session, programme_id=programme.id)
    return render_template(
        "sessions/progress.html",
        programme=programme,
        progress=daily_reports.progress_of(
            session, programme=programme, today=today, school_days=school_days
        ),
        cadence=services.cadence_of(session, programme=programme, today=today, school_days=school_days),
        sessions=recorded,
        events=services.events_of(held=held, sessions=recorded, others=_suspensions(programme)),
    )


def _suspensions(programme: ProgrammeWithTargets) -> list[services.Event]:
    """Return the suspensions of these weeks that stand, where the reader may see them."""
    if not may(Deed.READ_RECORDS):
        return []
    found = records.suspensions_of(
        db.session(),
        pupil_id=programme.pupil_id,
        since=programme.started_on,
        until=programme.closed_on or clock.today(),
    )
    return [services.Event(day=one.first_on, words=one.category_words) for one in found if one.stands]
