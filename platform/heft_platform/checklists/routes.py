"""A pupil’s checklist before a programme is started."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.checklists import schemas, services
from heft_platform.entering import writer
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.library import services as library
from heft_platform.loading import pupil_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import services as programmes
from heft_platform.pupils.services import PupilView

checklists = Blueprint("checklists", __name__, template_folder="templates")

SAID_OF = {
    services.SaidOfNothingError: ("words", "Tick the line that this is about: it is kept with what you tick")
}
ONE = "/s/<school>/pupils/<uuid:pupil_id>/checklist"


@checklists.get(ONE)
@requires(Deed.WRITE_PROGRAMMES)
def index(pupil_id: UUID) -> ResponseReturnValue:
    return _page(pupil_or_404(pupil_id), request.args.get("template", ""), Problems())


@checklists.post(ONE)
@requires(Deed.WRITE_PROGRAMMES)
def ticked(pupil_id: UUID) -> ResponseReturnValue:
    pupil, key = pupil_or_404(pupil_id), request.args.get("template", "")
    template = _chosen(library.published_templates(db.session()), key)
    if template is None:
        abort(404)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.TickLines().read(request.form)
        changed = services.tick(
            db.session(),
            pupil_id=pupil_id,
            template=template.template,
            **answers,
            writer=writer(),
            now=clock.now(),
        )
        flash("What was ticked is kept, with your name and the time." if changed else "Nothing was changed.")
        return redirect(url_for("checklists.index", pupil_id=pupil_id, template=template.key), code=303)
    return _page(pupil, key, problems), 422


def _page(pupil: PupilView, key: str, problems: Problems) -> str:
    session, today = db.session(), clock.today()
    templates = library.published_templates(session)
    template = _chosen(templates, key)
    found = (
        services.checklist_of(session, pupil_id=pupil.id, template=template.template, today=today)
        if template
        else None
    )
    return render_template(
        "checklists/index.html",
        pupil=pupil,
        templates=templates,
        template=template,
        checklist=found,
        running=programmes.open_references(session).get(pupil.id),
        ticked=request.form.getlist("ticked") if problems else _ticked(found),
        opened=request.form.getlist("opened") if problems else _ticked(found),
        problems=problems,
        answers=request.form,
    )


def _chosen(templates: list[library.TemplateView], key: str) -> library.TemplateView | None:
    """Return the template of a key; the first if none is named."""
    return next((one for one in templates if not key or one.key == key), None)


def _ticked(checklist: services.Checklist | None) -> list[str]:
    return [one.key for one in checklist.lines if one.is_ticked] if checklist else []
