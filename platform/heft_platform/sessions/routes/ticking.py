"""Commitments ticked between meetings: a checklist that goes on."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.loading import with_targets_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.plans.services import PARTY_WORDS
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeWithTargets
from heft_platform.sessions import schemas, services
from heft_platform.sessions.routes import sessions

SAID_OF = {
    services.NotRunningError: ("day", "This programme is not running, so no promise is ticked"),
    programmes.ProgrammeClosedError: ("day", "{refusal.words}"),
    services.InTheFutureError: ("day", "{refusal.words}"),
    services.NothingTickedError: ("day", "Tick at least one promise"),
    services.DidNotHoldThenError: ("day", "“{refusal.what}” {refusal.why}. Choose a day on which it held"),
}


@sessions.get("/s/<school>/programmes/<reference>/promises")
@requires(Deed.KEEP_SESSIONS)
def commitments(reference: str) -> ResponseReturnValue:
    """Ask of the commitments that hold today, or of those that held on a day that is asked for."""
    today = clock.today()
    day = request.args.get("day", today, type=date.fromisoformat)
    return _page(with_targets_or_404(reference), Problems(), min(day, today))


@sessions.post("/s/<school>/programmes/<reference>/promises")
@requires(Deed.KEEP_SESSIONS)
def tick(reference: str) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    problems, day = Problems(), clock.today()
    with problems.gathered(SAID_OF):
        answers = schemas.TickCommitments().read(request.form)
        day = answers["day"]
        standing = services.standing_commitments(db.session(), programme=programme)
        schemas.refuse_what_is_gone(request.form, standing)
        results = schemas.ticks_of(request.form, standing, programme.template.said_of_commitments())
        services.tick(
            db.session(),
            programme=programme,
            results=results,
            words=schemas.words_of(request.form, standing, results),
            ticked_by=signed_in().name,
            today=clock.today(),
            **answers,
        )
        flash("Saved. What was ticked before stays.")
        return redirect(url_for("sessions.commitments", reference=reference), code=303)
    return _page(programme, problems, day), 422


def _page(programme: ProgrammeWithTargets, problems: Problems, day: date) -> str:
    session = db.session()
    return render_template(
        "sessions/commitments.html",
        programme=programme,
        commitments=services.standing_commitments(session, programme=programme),
        ticks=services.ticks_of(session, programme_id=programme.id),
        party_words=PARTY_WORDS,
        scale=programme.template.said_of_commitments().values(),
        problems=problems,
        answers=request.form or in_three_boxes("day", day),
        day=day,
    )
