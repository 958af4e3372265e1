"""The templates that the cluster shares."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.csv_files import EmptyFileError, FileTooLargeError, NotATextFileError, read_text
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.library import services
from heft_platform.library.reading import LARGEST_FILE
from heft_platform.permissions import Deed, requires

library = Blueprint("library", __name__, template_folder="templates")

SAID_OF = {
    NotATextFileError: ("file", "This is not a text file. Choose a template saved as YAML"),
    FileTooLargeError: ("file", "The file is larger than 512 KB"),
    EmptyFileError: ("file", "There is nothing in this file"),
    services.NotForPublishingError: (
        "file",
        "The file says that it is a draft. Set its status to “published”",
    ),
    services.VersionAlreadyPublishedError: ("file", "This version is published already. Raise its number"),
}


@library.get("/library/templates")
@requires(Deed.READ_TEMPLATES)
def index() -> ResponseReturnValue:
    return render_template("library/index.html", templates=services.published_templates(db.session()))


@library.get("/library/templates/<uuid:template_id>")
@requires(Deed.READ_TEMPLATES)
def template(template_id: UUID) -> ResponseReturnValue:
    found = services.template_of(db.session(), template_id=template_id)
    if found is None:
        abort(404)
    return render_template("library/template.html", template=found, body=found.body)


@library.get("/cluster/templates/publish")
@requires(Deed.PUBLISH_TEMPLATES)
def choose_file() -> ResponseReturnValue:
    return render_template("library/publish.html", problems=Problems(), faults=())


@library.post("/cluster/templates/publish")
@requires(Deed.PUBLISH_TEMPLATES)
def publish() -> ResponseReturnValue:
    problems, faults = Problems(), list[str]()
    file = request.files.get("file")
    if file is None or not file.filename:
        problems.add("file", "Choose a file")
        return render_template("library/publish.html", problems=problems, faults=()), 422
    with problems.gathered(SAID_OF):
        try:
            text = read_text(file.stream, at_most=LARGEST_FILE)
            published = services.publish(db.session(), text=text, file_name=file.filename, now=clock.now())
        except services.TemplateFaultsError as error:
            faults = error.lines()
            problems.add("file", "Nothing was published. The file has faults, which are listed below")
        else:
            flash(f"{published.label}, version {published.version}, is published.")
            return redirect(url_for("library.index"), code=303)
    return render_template("library/publish.html", problems=problems, faults=faults), 422
