"""Today: the first page of everybody who works in a school."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import person_id
from heft_platform.extensions import db
from heft_platform.permissions import Deed, classes_seen, may, requires, role_at_hand
from heft_platform.today import services

today = Blueprint("today", __name__, template_folder="templates")


@today.get("/s/<school>/today")
@requires(Deed.SEE_TODAY)
def index() -> ResponseReturnValue:
    looker = services.Looker(
        person_id=person_id(),
        sees=classes_seen(role_at_hand()),
        runs_programmes=may(Deed.WRITE_PROGRAMMES),
        leads=may(Deed.LEAD_PROGRAMMES),
        approves=may(Deed.APPROVE_REQUESTS),
        scores=may(Deed.SCORE_REPORTS),
        extends_templates=may(Deed.EXTEND_TEMPLATES),
    )
    view = services.today_of(db.session(), looker=looker, today=clock.today())
    return render_template("today/index.html", view=view, today=clock.today())
