"""The directory, for everybody; keeping it, for the administrator."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.agencies import schemas, services
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires

agencies = Blueprint("agencies", __name__, template_folder="templates")

SAID_OF = {
    services.TeamChangedMeanwhileError: (
        "contact_name",
        "Somebody else changed this entry meanwhile. What is recorded now stands above the form. Save again to replace it",
    ),
}


@agencies.get("/directory")
@requires(Deed.READ_DIRECTORY)
def index() -> ResponseReturnValue:
    problems = Problems()
    found: list[services.ServiceView] = []
    with problems.gathered({}):
        asked = schemas.FindService().read(request.args)
        found = services.find(db.session(), **asked, today=clock.today())
    return render_template(
        "agencies/index.html",
        problems=problems,
        answers=request.args,
        services=found,
        needs=services.needs(db.session()),
    ), 422 if problems else 200


@agencies.get("/directory/teams/<uuid:team_id>")
@requires(Deed.READ_DIRECTORY)
def team(team_id: UUID) -> ResponseReturnValue:
    found = services.team(db.session(), team_id=team_id, today=clock.today())
    if found is None:
        abort(404)
    return render_template("agencies/team.html", team=found)


@agencies.get("/cluster/directory/teams/<uuid:team_id>")
@requires(Deed.KEEP_DIRECTORY)
def change_team(team_id: UUID) -> ResponseReturnValue:
    return _change_page(team_id, Problems())


@agencies.post("/cluster/directory/teams/<uuid:team_id>")
@requires(Deed.KEEP_DIRECTORY)
def team_changed(team_id: UUID) -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.ChangeTeam().read(request.form)
        if not services.change_team(db.session(), team_id=team_id, **answers, today=clock.today()):
            abort(404)
        flash("The entry is saved and marked as checked today.")
        return redirect(url_for("agencies.team", team_id=team_id), code=303)
    return _change_page(team_id, problems), 422


@agencies.post("/cluster/directory/teams/<uuid:team_id>/checked")
@requires(Deed.KEEP_DIRECTORY)
def team_checked(team_id: UUID) -> ResponseReturnValue:
    if not services.mark_checked(db.session(), team_id=team_id, today=clock.today()):
        abort(404)
    flash("The entry is marked as checked today.")
    return redirect(url_for("agencies.team", team_id=team_id), code=303)


def _change_page(team_id: UUID, problems: Problems) -> str:
    found = services.team(db.session(), team_id=team_id, today=clock.today())
    if found is None:
        abort(404)
    answers = request.form or vars(found)
    return render_template("agencies/change-team.html", team=found, problems=problems, answers=answers)
