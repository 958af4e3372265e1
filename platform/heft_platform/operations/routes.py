"""The operators' page: what waits, what is stuck and why, and “try again”."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.operations import services
from heft_platform.permissions import Deed, requires
from heft_platform.words import number_of

operations = Blueprint("operations", __name__, template_folder="templates")


@operations.get("/cluster/work")
@requires(Deed.OPERATE)
def index() -> ResponseReturnValue:
    return render_template("operations/work.html", work=services.read_work(db.session()), now=clock.now())


@operations.post("/cluster/work/<int(max=2147483647):org>/<uuid:work_id>/again")
@requires(Deed.OPERATE)
def try_again(org: int, work_id: UUID) -> ResponseReturnValue:
    try:
        services.try_again(db.session(), org=org, work_id=work_id)
        flash("It is tried again now.")
    except services.NotToBeTriedError:
        flash("It is being done at this moment, or was done meanwhile. Nothing was changed.")
    return redirect(url_for("operations.index"), code=303)


@operations.post("/cluster/work/again")
@requires(Deed.OPERATE)
def try_all_again() -> ResponseReturnValue:
    tried = services.try_all_again(db.session())
    flash(f"{number_of(tried, 'piece')} of work {'is' if tried == 1 else 'are'} tried again now.")
    return redirect(url_for("operations.index"), code=303)
