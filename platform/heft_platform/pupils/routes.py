"""The school's pupils: find one, look at one, bring the list up to date."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import person_id
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import services as programmes
from heft_platform.pupils import services

pupils = Blueprint("pupils", __name__, template_folder="templates")

SAID_OF_FILE = {
    services.NotATextFileError: ("file", "This is not a CSV file. In your system, choose “export” or “save as” CSV"),
    services.FileTooLargeError: ("file", "The file is larger than 5 MB. Choose a list of pupils, saved as CSV"),
    services.EmptyFileError: ("file", "There is nothing in this file"),
    services.HeadersMissingError: ("file", "The first line must name the columns. Missing: {refusal.missing}"),
    services.TooManyPupilsError: ("file", "There are more than 5,000 pupils in this file"),
}


@pupils.get("/s/<school>/pupils")
@requires(Deed.READ_PUPILS)
def index() -> ResponseReturnValue:
    return _list(words="", class_name=request.args.get("class", ""))


@pupils.post("/s/<school>/pupils")
@requires(Deed.READ_PUPILS)
def search() -> ResponseReturnValue:
    """Answer a search at once and not by a redirect: a pupil's name may stand in no address."""
    return _list(words=request.form.get("words", "")[:100], class_name=request.form.get("class", ""))


@pupils.get("/s/<school>/pupils/<uuid:pupil_id>")
@requires(Deed.READ_PUPILS)
def overview(pupil_id: UUID) -> ResponseReturnValue:
    found = services.read_overview(db.session(), pupil_id=pupil_id)
    if found is None:
        abort(404)
    pupil, identity = found
    lines = programmes.programmes_of_pupil(db.session(), pupil_id=pupil_id, today=clock.today())
    return render_template("pupils/overview.html", pupil=pupil, identity=identity, programmes=lines)


@pupils.get("/s/<school>/pupils/import")
@requires(Deed.IMPORT_PUPILS)
def choose_file() -> ResponseReturnValue:
    return render_template("pupils/import.html", problems=Problems())


@pupils.post("/s/<school>/pupils/import")
@requires(Deed.IMPORT_PUPILS)
def file_chosen() -> ResponseReturnValue:
    problems = Problems()
    file = request.files.get("file")
    if file is None or not file.filename:
        problems.add("file", "Choose a file")
        return render_template("pupils/import.html", problems=problems), 422
    with problems.gathered(SAID_OF_FILE):
        preview = services.look_through(
            db.session(), stream=file.stream, file_name=file.filename, asked_by=person_id(), now=clock.now()
        )
        return redirect(url_for("pupils.preview", import_id=preview.import_id), code=303)
    return render_template("pupils/import.html", problems=problems), 422


@pupils.get("/s/<school>/pupils/import/<uuid:import_id>")
@requires(Deed.IMPORT_PUPILS)
def preview(import_id: UUID) -> ResponseReturnValue:
    found = services.preview_again(db.session(), import_id=import_id, today=clock.today())
    if found is None:
        abort(404)
    return render_template("pupils/preview.html", preview=found)


@pupils.post("/s/<school>/pupils/import/<uuid:import_id>")
@requires(Deed.IMPORT_PUPILS)
def confirm(import_id: UUID) -> ResponseReturnValue:
    try:
        counted = services.import_kept(db.session(), import_id=import_id, today=clock.today())
    except services.FileHasProblemsError:
        return redirect(url_for("pupils.preview", import_id=import_id), code=303)
    if counted is None:
        abort(404)
    new, changed = counted
    flash(f"The list is up to date: {new} new, {changed} changed.")
    return redirect(url_for("pupils.index"), code=303)


def _list(*, words: str, class_name: str) -> str:
    shown, number = services.find_pupils(db.session(), words=words, class_name=class_name)
    running = programmes.open_programmes(db.session(), today=clock.today())
    return render_template(
        "pupils/index.html",
        pupils=shown,
        number=number,
        words=words,
        class_name=class_name,
        classes=services.classes(db.session()),
        programme_of={line.pupil_id: line for line in running},
    )
