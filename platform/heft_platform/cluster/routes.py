"""The administrator's schools: find one in the cluster, and open it."""

from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.cluster import schemas, services
from heft_platform.entering import elsewhere
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires

cluster = Blueprint("cluster", __name__, template_folder="templates")

SAID_OF = {
    services.NotASlugError: ("slug", "Use small letters, digits and hyphens, such as oakfield or st-marys"),
    services.SlugTakenError: ("slug", "Another organisation uses this word. Choose a longer one"),
    services.AlreadyOpenError: ("slug", "This school is open already"),
    services.PersonAlreadyThereError: ("email", "This person belongs to the school already"),
}

LONGEST_SEARCH = 100  # characters; no school has a longer name


@cluster.get("/cluster/schools")
@requires(Deed.OPEN_SCHOOLS)
def index() -> ResponseReturnValue:
    words, page = request.args.get("q", "").strip(), request.args.get("page", 1, type=int)
    return render_template(
        "cluster/index.html",
        found=services.find_schools(db.session(), words=words[:LONGEST_SEARCH], page=page),
        words=words,
        opened=services.opened_here(db.session()),
        kinds=schemas.KIND_WORDS,
    )


@cluster.get("/cluster/schools/<uuid:establishment_id>")
@requires(Deed.OPEN_SCHOOLS)
def school(establishment_id: UUID) -> ResponseReturnValue:
    return _school_page(establishment_id, Problems())


@cluster.post("/cluster/schools/<uuid:establishment_id>")
@requires(Deed.OPEN_SCHOOLS)
def open_school(establishment_id: UUID) -> ResponseReturnValue:
    found = services.school(db.session(), establishment_id=establishment_id) or abort(404)
    if found.is_open_here:
        flash(f"{found.name} is open already.")
        return redirect(url_for("cluster.school", establishment_id=establishment_id), code=303)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.OpenSchool().read(request.form)
        opened = services.open_school(
            db.session(), establishment_id=establishment_id, **answers, today=clock.today()
        )
        with elsewhere(org=opened.org_id) as at_school:
            accounts.list_member(
                at_school,
                person_id=opened.person_id,
                name=answers["person_name"],
                role=answers["role"],
                email=answers["email"],
            )
        flash(f"{opened.name} is open. {_way_in(opened.person_id, answers['person_name'])}")
        return redirect(url_for("cluster.school", establishment_id=establishment_id), code=303)
    return _school_page(establishment_id, problems), 422


@cluster.get("/directory/schools")
@requires(Deed.READ_DIRECTORY)
def directory() -> ResponseReturnValue:
    words, page = request.args.get("q", "").strip(), request.args.get("page", 1, type=int)
    found = services.find_schools(db.session(), words=words[:LONGEST_SEARCH], page=page)
    return render_template("cluster/directory.html", found=found, words=words)


def _school_page(establishment_id: UUID, problems: Problems) -> str:
    found = services.school(db.session(), establishment_id=establishment_id) or abort(404)
    return render_template(
        "cluster/school.html",
        school=found,
        problems=problems,
        answers=request.form or {"slug": services.suggested_slug(found.name)},
        roles=[(role, words, "") for role, words in schemas.SCHOOL_ROLES.items()],
    )


def _way_in(person_id: UUID, name: str) -> str:
    """Say how the first person gets in: by the password that they have, or by one that they choose."""
    secret = str(current_app.config["SECRET_KEY"])
    token = accounts.first_password_token(db.session(), person_id=person_id, secret=secret, now=clock.now())
    if token is None:
        return f"{name} signs in as before, and finds the school there."
    link = url_for("accounts.choose_password_page", token=token, _external=True)
    return f"Send {name} this link, with which they choose a password. It works once, for 7 days: {link}"
