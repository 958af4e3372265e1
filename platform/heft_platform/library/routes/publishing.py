"""Publish a template from its file, retire one, bring one back."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.csv_files import EmptyFileError, FileTooLargeError, NotATextFileError, read_text
from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.library import services
from heft_platform.library.reading import LARGEST_FILE
from heft_platform.library.routes import library
from heft_platform.permissions import Deed, requires

SAID_OF_FILE = {
    NotATextFileError: ("file", "This is not a text file. Choose a template saved as YAML"),
    FileTooLargeError: ("file", "The file is larger than 512 KB"),
    EmptyFileError: ("file", "There is nothing in this file"),
    services.KeyMissingError: (
        "file",
        "The file needs the key of the template: small letters, digits and hyphens, and the same in every version",
    ),
    services.NotForPublishingError: (
        "file",
        "The file says that it is a draft. Set its status to “published”",
    ),
    services.VersionAlreadyPublishedError: ("file", "This version is published already. Raise its number"),
}


@library.get("/cluster/templates/publish")
@requires(Deed.PUBLISH_TEMPLATES)
def choose_file() -> ResponseReturnValue:
    return render_template("library/publish.html", problems=Problems(), faults=())


@library.post("/cluster/templates/publish")
@requires(Deed.PUBLISH_TEMPLATES)
def publish() -> ResponseReturnValue:
    """Publish a file, or begin a draft with it: a file with faults can be mended on the pages."""
    problems, faults = Problems(), list[str]()
    file = request.files.get("file")
    if file is None or not file.filename:
        problems.add("file", "Choose a file")
        return render_template("library/publish.html", problems=problems, faults=()), 422
    session, by = db.session(), signed_in().name
    with problems.gathered(SAID_OF_FILE):
        try:
            text = read_text(file.stream, at_most=LARGEST_FILE)
            if "draft" in request.form:
                draft_id = services.begin_draft_from_file(session, text=text, file_name=file.filename, by=by)
                flash("The file is a draft now. Nothing is published yet.")
                return redirect(url_for("library.draft", draft_id=draft_id), code=303)
            published = services.publish(
                session, text=text, file_name=file.filename, now=clock.now(), publisher=by
            )
        except services.TemplateFaultsError as error:
            faults = error.lines()
            problems.add("file", "Nothing was published. The file has faults, which are listed below")
        except services.DraftStandsError as stands:
            flash("There is a draft of this template already. Put the file in its place under “File”.")
            return redirect(url_for("library.draft", draft_id=stands.draft_id), code=303)
        else:
            flash(f"{published.label}, version {published.version}, is published.")
            return redirect(url_for("library.index"), code=303)
    return render_template("library/publish.html", problems=problems, faults=faults), 422


@library.get("/cluster/templates/<uuid:template_id>/retire")
@requires(Deed.PUBLISH_TEMPLATES)
def retire_page(template_id: UUID) -> ResponseReturnValue:
    found = services.template_view(db.session(), template_id=template_id) or abort(404)
    return render_template("library/retire.html", template=found)


@library.post("/cluster/templates/<uuid:template_id>/retire")
@requires(Deed.PUBLISH_TEMPLATES)
def retire(template_id: UUID) -> ResponseReturnValue:
    found = services.template_view(db.session(), template_id=template_id) or abort(404)
    if services.retire(db.session(), key=found.key, now=clock.now()):
        flash(f"{found.label} is retired. Programmes that run on it go on.")
    return redirect(url_for("library.template", template_id=template_id), code=303)


@library.post("/cluster/templates/<uuid:template_id>/bring-back")
@requires(Deed.PUBLISH_TEMPLATES)
def bring_back(template_id: UUID) -> ResponseReturnValue:
    found = services.template_view(db.session(), template_id=template_id) or abort(404)
    if services.bring_back(db.session(), key=found.key):
        flash(f"Programmes can start from {found.label} again.")
    return redirect(url_for("library.template", template_id=template_id), code=303)
