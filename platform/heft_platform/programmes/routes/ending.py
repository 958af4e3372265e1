"""End a programme before its last meeting, or tie it to the one that should have been started."""

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

SAID_OF_ENDING = {
    services.ProgrammeClosedError: ("how", "{refusal.words}"),
    services.ChangedMeanwhileError: ("how", MEANWHILE),
    services.UnknownEarlyEndError: ("how", "Select why it ends"),
    services.NextStepMissingError: ("next_steps", "Select what comes next"),
}
SAID_OF_MERGING = {
    services.ProgrammeClosedError: ("into", "{refusal.words}"),
    services.ChangedMeanwhileError: ("into", MEANWHILE),
    services.NoSuchProgrammeError: ("into", "There is no other open programme with this reference"),
    services.OfAnotherPupilError: (
        "into",
        "That programme is of another pupil. What is on record of one child never goes to another’s",
    ),
}


@programmes.get("/s/<school>/programmes/<reference>/course/end")
@requires(Deed.WRITE_PROGRAMMES)
def end_early(reference: str) -> ResponseReturnValue:
    return _page("end-early", programme_or_404(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/course/end")
@requires(Deed.WRITE_PROGRAMMES)
def ended_early(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF_ENDING):
        answers = schemas.EndEarly().read(request.form)
        services.end_early(db.session(), programme_id=programme.id, **answers, today=clock.today())
        return _done(reference, "The programme is ended.")
    return _page("end-early", programme, problems), 409 if problems.changed_meanwhile else 422


@programmes.get("/s/<school>/programmes/<reference>/course/merge")
@requires(Deed.WRITE_PROGRAMMES)
def merge(reference: str) -> ResponseReturnValue:
    return _page("merge", programme_or_404(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/course/merge")
@requires(Deed.WRITE_PROGRAMMES)
def merged(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF_MERGING):
        answers = schemas.MergeProgramme().read(request.form)
        services.merge(db.session(), programme_id=programme.id, **answers, today=clock.today())
        return _done(reference, "The programme is closed. Its record stays, and leads to the other one.")
    return _page("merge", programme, problems), 409 if problems.changed_meanwhile else 422


def _done(reference: str, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("programmes.overview", reference=reference), code=303)


def _page(name: str, programme: ProgrammeView, problems: Problems) -> str:
    theirs = services.history(db.session(), programme_id=programme.id) if problems.changed_meanwhile else []
    return render_template(
        f"programmes/{name}.html",
        programme=programme,
        problems=problems,
        answers=request.form,
        chosen=request.form.getlist("next_steps"),
        ends=[(code, said, "") for code, said in programme.template.early_ends()],
        theirs=theirs[0] if theirs else None,
    )
