"""A programme and the versions of its template: move to a newer one, having seen what that changes."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform.calendar.services import CalendarHorizonError
from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.library import services as library
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import schemas, services
from heft_platform.programmes.routes import programmes
from heft_platform.programmes.services import versioning
from heft_platform.programmes.views import ProgrammeView

SAID_OF = {
    services.ProgrammeClosedError: (
        "why",
        "{refusal.words}, and keeps the version that it ended with",
    ),
    services.ChangedMeanwhileError: (
        "why",
        "Somebody else changed this programme while you were reading. Look at the changes again, then move it",
    ),
    versioning.NotANewerVersionError: ("why", "The programme cannot move to this version"),
    CalendarHorizonError: ("why", "{refusal} to work out all dates in the new version"),
}


@programmes.get("/s/<school>/programmes/<reference>/versions")
@requires(Deed.WRITE_PROGRAMMES)
def versions(reference: str) -> ResponseReturnValue:
    return _page(programme_or_404(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/versions")
@requires(Deed.WRITE_PROGRAMMES)
def moved_to_version(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.MoveToVersion().read(request.form)
        versioning.move_to_version(db.session(), programme_id=programme.id, **answers, by=signed_in().name)
        flash("The programme follows the newer version from now on. What was held and written stays.")
        return redirect(url_for("programmes.overview", reference=reference), code=303)
    return _page(programme_or_404(reference), problems), 409 if problems.changed_meanwhile else 422


def _page(programme: ProgrammeView, problems: Problems) -> str:
    session = db.session()
    newer = versioning.newer_versions(session, template=programme.template) if programme.line.is_open else []
    asked = request.values.get("template_id", "")
    chosen = next((one for one in newer if str(one.id) == asked), newer[0] if newer else None)
    preview = None
    if chosen is not None:
        with problems.gathered(SAID_OF):
            preview = versioning.preview_move(session, programme_id=programme.id, template_id=chosen.id)
    return render_template(
        "programmes/versions.html",
        programme=programme,
        newer=newer,
        chosen=chosen,
        preview=preview,
        parts=library.by_part(preview.changes) if preview else [],
        moves=versioning.version_moves(session, programme_id=programme.id),
        problems=problems,
        answers=request.form,
    )
