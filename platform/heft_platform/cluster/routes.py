"""The administrator's schools: find one in the cluster, and open it."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.cluster import schemas, services
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires

cluster = Blueprint("cluster", __name__, template_folder="templates")

SAID_OF = {
    services.NotASlugError: ("slug", "Use small letters, digits and hyphens, beginning with a letter"),
    services.SlugTakenError: ("slug", "Another organisation uses this word. Choose a longer one"),
    services.AlreadyOpenError: ("slug", "This school is open already"),
    services.PersonAlreadyThereError: ("email", "This person belongs to the school already"),
}


@cluster.get("/cluster/schools")
@requires(Deed.OPEN_SCHOOLS)
def index() -> ResponseReturnValue:
    words = request.args.get("q", "")[:100]
    shown, number = services.find_schools(db.session(), words=words)
    opened = services.opened_here(db.session())
    return render_template("cluster/index.html", schools=shown, number=number, words=words, opened=opened)


@cluster.get("/cluster/schools/<uuid:establishment_id>")
@requires(Deed.OPEN_SCHOOLS)
def school(establishment_id: UUID) -> ResponseReturnValue:
    return _school_page(establishment_id, Problems())


@cluster.post("/cluster/schools/<uuid:establishment_id>")
@requires(Deed.OPEN_SCHOOLS)
def open_school(establishment_id: UUID) -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.OpenSchool().read(request.form)
        services.open_school(db.session(), establishment_id=establishment_id, **answers, today=clock.today())
        flash("The school is open. Its first person can sign in once a password is set.")
        return redirect(url_for("cluster.index"), code=303)
    return _school_page(establishment_id, problems), 422


def _school_page(establishment_id: UUID, problems: Problems) -> str:
    found = services.school(db.session(), establishment_id=establishment_id)
    if found is None:
        abort(404)
    roles = [(role, words, "") for role, words in schemas.SCHOOL_ROLES.items()]
    return render_template("cluster/school.html", school=found, problems=problems, answers=request.form, roles=roles)
