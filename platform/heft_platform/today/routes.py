"""Today: the first page of everybody who works in a school."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import person_id
from heft_platform.extensions import db
from heft_platform.permissions import Deed, classes_seen, may, requires, role_at_hand
from heft_platform.pupils import services as pupils
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
    section = view.section(request.args.get("all", ""))
    if section is not None:
        return render_template("today/section.html", section=section, today=clock.today())
    begins = (
        view.is_empty
        and may(Deed.IMPORT_PUPILS)
        and pupils.groups(db.session(), today=clock.today()).is_empty
    )
    return render_template("today/index.html", view=view, begins=begins, today=clock.today())


@today.get("/s/<school>/today/emails")
@requires(Deed.SEE_TODAY)
def emails() -> ResponseReturnValue:
    return render_template(
        "today/emails.html", wants=services.wants_mail(db.session(), person_id=person_id())
    )


@today.post("/s/<school>/today/emails")
@requires(Deed.SEE_TODAY)
def choose_emails() -> ResponseReturnValue:
    wants = request.form.get("wants") == "yes"
    services.choose_mail(db.session(), person_id=person_id(), wants=wants, now=clock.now())
    flash("We e-mail you what comes up." if wants else "We no longer e-mail you what comes up.")
    return redirect(url_for("today.index"), code=303)
