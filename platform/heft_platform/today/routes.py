"""Today: the first page of everybody who works in a school."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.permissions import Deed, may, requires
from heft_platform.today import services

today = Blueprint("today", __name__, template_folder="templates")


@today.get("/s/<school>/today")
@requires(Deed.SEE_TODAY)
def index() -> ResponseReturnValue:
    view = services.today_of(
        db.session(),
        today=clock.today(),
        approves=may(Deed.APPROVE_REQUESTS),
        runs_programmes=may(Deed.WRITE_PROGRAMMES),
        scores=may(Deed.SCORE_REPORTS),
    )
    return render_template("today/index.html", view=view, today=clock.today())
