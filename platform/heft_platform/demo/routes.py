"""Sign in as anybody of the cast with one click. Registered in the demonstration only, and only on this machine."""

from itertools import groupby

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform.accounts import services as accounts
from heft_platform.accounts.routes import let_in
from heft_platform.demo.cast import PEOPLE, organisation
from heft_platform.extensions import db
from heft_platform.mail.mailers import folder_of
from heft_platform.permissions import public

demo = Blueprint("demo", __name__, template_folder="templates")
NEWEST = 50
LOOPBACK = {"127.0.0.1", "::1"}


@demo.before_request
def on_this_machine_only() -> None:
    through_a_proxy = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    if request.remote_addr not in LOOPBACK or through_a_proxy:
        abort(404)


@demo.get("/demo")
@public
def people() -> ResponseReturnValue:
    by_place = [(organisation(at), list(who)) for at, who in groupby(PEOPLE, key=lambda one: one.at)]
    return render_template("demo/people.html", by_place=by_place)


@demo.post("/demo")
@public
def sign_in_as() -> ResponseReturnValue:
    person_id = accounts.demo_person(db.session(), slug=request.form.get("person", ""))
    if person_id is None:
        return redirect(url_for("demo.people"), code=303)
    return let_in(person_id)


@demo.get("/demo/mail")
@public
def mail() -> ResponseReturnValue:
    """Show the e-mails that went out: in the demonstration they go into a folder, unless a mail server was named."""
    settings = current_app.config["SETTINGS"]
    kept = folder_of(settings).kept()
    messages = [
        {"to": one["To"], "subject": one["Subject"], "body": one.get_content()} for one in kept[:NEWEST]
    ]
    return render_template("demo/mail.html", messages=messages, by_server=bool(settings.smtp_url))
