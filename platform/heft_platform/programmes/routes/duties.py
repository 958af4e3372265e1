"""Who does what: every part in the programme, and who has taken it on."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, may, requires
from heft_platform.programmes import schemas, services
from heft_platform.programmes.routes import programmes
from heft_platform.programmes.views import ProgrammeView

SAID_OF = {
    services.ProgrammeClosedError: ("who", "{refusal.words}"),
    services.UnknownRoleError: ("role", "Choose a part from the list"),
    services.NotTheirOfficeError: (
        "who",
        "{refusal.name} has another role at your school. Enter who is {refusal.office}, or choose another part",
    ),
    services.TooManyHoldersError: (
        "who",
        (
            "The template allows nobody else as {refusal.part}. They are: {refusal.who}. "
            "One of them gives it up first; key worker and coordinator are changed under “Course and dates”"
        ),
    ),
    services.NotTheirPartError: ("who", "Somebody else wrote down meanwhile that this part was given up"),
}


@programmes.get("/s/<school>/programmes/<reference>/parts")
@requires(Deed.READ_PROGRAMMES)
def parts(reference: str) -> ResponseReturnValue:
    return _page(_programme(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/parts")
@requires(Deed.WRITE_PROGRAMMES)
def take_on(reference: str) -> ResponseReturnValue:
    programme = _programme(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        services.note_taken_on(
            db.session(),
            programme_id=programme.id,
            **schemas.TakeOn().read(request.form),
            by_name=signed_in().name,
            today=clock.today(),
        )
        flash("It is written down.")
        return redirect(url_for("programmes.parts", reference=reference), code=303)
    return _page(programme, problems), 422


@programmes.post("/s/<school>/programmes/<reference>/parts/<uuid:part_id>/given-up")
@requires(Deed.WRITE_PROGRAMMES)
def give_up(reference: str, part_id: UUID) -> ResponseReturnValue:
    programme = _programme(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        services.give_up(
            db.session(),
            programme_id=programme.id,
            part_id=part_id,
            by_name=signed_in().name,
            today=clock.today(),
        )
        flash("It is written down. Somebody else may take the part on.")
        return redirect(url_for("programmes.parts", reference=reference), code=303)
    return _page(programme, problems), 422


def _programme(reference: str) -> ProgrammeView:
    """Return the programme, for staff: a guest sees what the school has opened, and no list of people."""
    if not may(Deed.READ_PUPILS):
        abort(404)
    return programme_or_404(reference, with_log=False)


def _page(programme: ProgrammeView, problems: Problems) -> str:
    return render_template(
        "programmes/who-does-what.html",
        programme=programme,
        parts=services.parts_in(db.session(), programme=programme),
        problems=problems,
        answers=request.form,
    )
