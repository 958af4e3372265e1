"""Finish a programme: how it went, and what comes next."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import schemas, services
from heft_platform.programmes.routes import programmes
from heft_platform.programmes.routes.course import MEANWHILE
from heft_platform.programmes.views import ProgrammeView

SAID_OF = {
    services.ProgrammeClosedError: ("verdict", "This programme is finished already"),
    services.ChangedMeanwhileError: ("verdict", MEANWHILE),
    services.TooLateError: (
        "verdict",
        "This programme is finished. How it ended can be changed on the same day",
    ),
    services.NotActiveError: ("verdict", "Only a programme that runs can be finished"),
    services.ReviewsMissingError: ("verdict", "Hold the final meeting first"),
    services.UnknownVerdictError: ("verdict", "Select how it went"),
    services.NextStepMissingError: ("next_steps", "Select what comes next"),
}


@programmes.get("/s/<school>/programmes/<reference>/finish")
@requires(Deed.RUN_REVIEWS)
def finish(reference: str) -> ResponseReturnValue:
    return _page(programme_or_404(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/finish")
@requires(Deed.RUN_REVIEWS)
def finished(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.CloseProgramme().read(request.form)
        deed = services.change_closing if "again" in request.form else services.close
        try:
            deed(db.session(), programme_id=programme.id, **answers, today=clock.today())
        except services.ProgrammeClosedError:
            if programme.closed_on != clock.today() or not programme.line.is_judged:
                raise
            return _page(programme, problems, both=True), 409
        flash("The programme is finished.")
        return redirect(url_for("programmes.overview", reference=reference), code=303)
    return _page(
        programme, problems, both="again" in request.form
    ), 409 if problems.changed_meanwhile else 422


def _page(programme: ProgrammeView, problems: Problems, *, both: bool = False) -> str:
    """Show the form; with what somebody else wrote beside it, when the programme was finished meanwhile."""
    return render_template(
        "programmes/finish.html",
        programme=programme,
        problems=problems,
        answers=request.form,
        chosen=request.form.getlist("next_steps"),
        both=both,
    )
