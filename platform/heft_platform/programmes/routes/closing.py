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
from heft_platform.programmes.views import ProgrammeView

SAID_OF = {
    services.ProgrammeClosedError: ("verdict", "This programme is finished already"),
    services.NotActiveError: ("verdict", "This programme has not begun"),
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
        services.close(db.session(), programme_id=programme.id, **answers, today=clock.today())
        flash("The programme is finished.")
        return redirect(url_for("programmes.overview", reference=reference), code=303)
    return _page(programme, problems), 422


def _page(programme: ProgrammeView, problems: Problems) -> str:
    return render_template(
        "programmes/finish.html",
        programme=programme,
        problems=problems,
        answers=request.form,
        chosen=request.form.getlist("next_steps"),
    )
