"""A programme begins on the page of its plan: the first meeting was held, and everybody agreed."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.forms import Problem, Problems
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.plans import schemas
from heft_platform.plans.routes import plans
from heft_platform.plans.routes.planning import closed_page, plan_page
from heft_platform.programmes import services as programmes

SAID_OF_MEETING = {
    programmes.OutOfOrderError: ("held_on", "The first meeting is on record already"),
    programmes.EnoughReviewsError: (
        "held_on",
        "The template allows no more than {refusal.most} of these meetings",
    ),
    programmes.NotThatDayError: ("held_on", "The first meeting must have been held today or before"),
    programmes.VoiceMissingError: (
        "why_no_voice",
        "Say why the pupil was not heard before, or note what they said under “What is asked for”",
    ),
}


@plans.post("/s/<school>/programmes/<reference>/first-meeting")
@requires(Deed.HOLD_MEETINGS)
def first_meeting_held(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF_MEETING):
        answers = schemas.FirstMeetingHeld().read(request.form)
        try:
            programmes.hold_first_meeting(
                db.session(), programme_id=programme.id, **answers, today=clock.today()
            )
        except programmes.ProgrammeClosedError as refusal:
            return closed_page(programme, refusal, answers["why_no_voice"]), 422
        flash("The first meeting is on record.")
        return redirect(url_for("plans.plan", reference=reference), code=303)
    return plan_page(programme, problems), 422


@plans.post("/s/<school>/programmes/<reference>/activate")
@requires(Deed.WRITE_PROGRAMMES)
def activate(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    try:
        programmes.activate(db.session(), programme_id=programme.id)
    except programmes.ActivationRefusedError as refusal:
        missing = refusal.missing
    except programmes.ProgrammeClosedError as refusal:
        missing = (refusal.words,)
    else:
        flash("The programme has begun.")
        return redirect(url_for("programmes.overview", reference=reference), code=303)
    problems = Problems(Problem(f"missing-{number}", words) for number, words in enumerate(missing, start=1))
    return plan_page(programme, problems), 422
