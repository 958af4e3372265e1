"""The school's pupils: find one, look at one, bring the list up to date."""

from datetime import date
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import person_id
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import services as programmes
from heft_platform.provision import services as provision
from heft_platform.pupils import schemas, services
from heft_platform.words import list_of, number_of

pupils = Blueprint("pupils", __name__, template_folder="templates")

GONE = "This file no longer waits: it was imported, or another was chosen after it."


@pupils.get("/s/<school>/pupils")
@requires(Deed.READ_PUPILS)
def index() -> ResponseReturnValue:
    chosen = schemas.ChoosePupils().read(request.args)
    page = request.args.get("page", 1, type=int)
    return _list(services.find_pupils(db.session(), **chosen, page=page), **chosen)


@pupils.post("/s/<school>/pupils")
@requires(Deed.READ_PUPILS)
def search() -> ResponseReturnValue:
    """Answer a search for a name here and not by a redirect: a pupil's name stands in no address."""
    wanted = schemas.SearchPupils().read(request.form)
    if not wanted["words"]:
        chosen = {name: value for name, value in wanted.items() if value}
        return redirect(url_for("pupils.index", **chosen), code=303)
    return _list(services.find_pupils(db.session(), **wanted), **wanted)


@pupils.get("/s/<school>/pupils/<uuid:pupil_id>")
@requires(Deed.READ_PUPILS)
def overview(pupil_id: UUID) -> ResponseReturnValue:
    found = services.read_overview(db.session(), pupil_id=pupil_id)
    if found is None:
        abort(404)
    pupil, identity = found
    today = clock.today()
    lines = programmes.programmes_of_pupil(db.session(), pupil_id=pupil_id, today=today)
    opened = (
        programmes.read_programme(db.session(), reference=line.reference, today=today)
        for line in lines
        if line.is_open
    )
    return render_template(
        "pupils/overview.html",
        pupil=pupil,
        identity=identity,
        rolls=provision.rolls_of(db.session(), pupil_id=pupil_id, today=today),
        has_left=identity.left_on is not None and identity.left_on <= today,
        age=_age_on(identity.born_on, today) if identity.born_on else None,
        running=[programme for programme in opened if programme is not None],
        closed=[line for line in lines if not line.is_open],
    )


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
        problems.add("file", "Select a CSV file")
        return render_template("pupils/import.html", problems=problems), 422
    with problems.gathered(schemas.SAID_OF_FILE):
        import_id = services.look_through(
            db.session(), stream=file.stream, file_name=file.filename, asked_by=person_id(), now=clock.now()
        )
        return redirect(url_for("pupils.preview", import_id=import_id), code=303)
    return render_template("pupils/import.html", problems=problems), 422


@pupils.get("/s/<school>/pupils/import/<uuid:import_id>")
@requires(Deed.IMPORT_PUPILS)
def preview(import_id: UUID) -> ResponseReturnValue:
    found = services.preview_again(db.session(), import_id=import_id, today=clock.today())
    if found is None:
        abort(404)
    return render_template("pupils/preview.html", import_id=import_id, preview=found)


@pupils.post("/s/<school>/pupils/import/<uuid:import_id>")
@requires(Deed.IMPORT_PUPILS)
def confirm(import_id: UUID) -> ResponseReturnValue:
    before = programmes.classes_of_programmes(db.session())
    try:
        counted = services.import_kept(
            db.session(),
            import_id=import_id,
            today=clock.today(),
            others_left=request.form.get("others_left") == "yes",
        )
    except services.FileHasProblemsError:
        return redirect(url_for("pupils.preview", import_id=import_id), code=303)
    flash(_counted(*counted) if counted else GONE)
    if told := programmes.tell_of_new_classes(db.session(), before=before):
        flash(
            f"{number_of(told, 'programme')} with a pupil in another class: their people are told by e-mail."
        )
    return redirect(url_for("pupils.index"), code=303)


def _list(
    found: services.PupilPage,
    *,
    words: str = "",
    class_name: str = "",
    year_group: str = "",
    who_left: bool = False,
) -> str:
    today = clock.today()
    return render_template(
        "pupils/index.html",
        found=found,
        words=words,
        class_name=class_name,
        year_group=year_group,
        who_left=who_left,
        groups=services.groups(db.session(), today=today),
        programme_of=programmes.open_programmes_of(
            db.session(), pupil_ids=[one.id for one in found.pupils], today=today
        ),
    )


def _counted(new: int, changed: int) -> str:
    counted = [said for number, said in ((new, f"{new} new"), (changed, f"{changed} changed")) if number]
    return f"The list is up to date: {list_of(counted) or 'nothing was new'}."


def _age_on(born_on: date, today: date) -> int:
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
