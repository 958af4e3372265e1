"""A newer version of a template that a school has extended: what changed in it, and taking it on."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.library import services
from heft_platform.library.routes import library
from heft_platform.library.routes.extending import SAID_OF, extension_or_404
from heft_platform.library.services import ExtensionView
from heft_platform.permissions import Deed, requires


@library.get("/s/<school>/templates/<uuid:template_id>/ours/newer")
@requires(Deed.EXTEND_TEMPLATES)
def newer_version(template_id: UUID) -> ResponseReturnValue:
    return _newer_page(extension_or_404(template_id), Problems())


@library.post("/s/<school>/templates/<uuid:template_id>/ours/newer")
@requires(Deed.EXTEND_TEMPLATES)
def newer_version_taken_on(template_id: UUID) -> ResponseReturnValue:
    found = extension_or_404(template_id)
    newer = services.newer_version(db.session(), extension=found) or abort(404)
    problems = Problems()
    if request.form.get("newer") != str(newer.template.id):
        problems.add("extension", "There is a newer version still. Read what changed in it first")
        return _newer_page(found, problems), 409
    with problems.gathered(SAID_OF):
        services.take_on(db.session(), extension=found, newer=newer, by=signed_in().name)
        flash(f"Your school starts programmes from version {newer.template.version} now.")
        return redirect(url_for("library.extension", template_id=newer.template.id), code=303)
    return _newer_page(found, problems), 422


def _newer_page(found: ExtensionView, problems: Problems) -> str:
    newer = services.newer_version(db.session(), extension=found) or abort(404)
    return render_template(
        "library/newer.html",
        extension=found,
        newer=newer,
        parts=services.by_part(newer.changes),
        problems=problems,
    )
