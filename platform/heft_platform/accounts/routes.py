"""Signing in and out, and choosing where to work."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from heft_platform import clock
from heft_platform.accounts import (
    HolderOfToken,
    forget_what_was_asked,
    holder_of_cookie,
    schemas,
    services,
    signing_in_with,
)
from heft_platform.accounts.screen import hide_screen, show_screen
from heft_platform.accounts.services import Place
from heft_platform.accounts.typed import MARK, is_ours, mark_of, typed_before
from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import public, signed_in_only

accounts = Blueprint("accounts", __name__, template_folder="templates")

SAID_OF = {
    services.WrongEmailOrPasswordError: ("email", "Check your e-mail address and password"),
    services.TooManyTriesError: ("email", "Too many tries. Wait 15 minutes and try again"),
}
HOME_OF_ROLE = {"cluster_administrator": "cluster.index"}
HOME_OF_KIND = {"school": "today.index", "authority": "escalations.worklist", "agency": "cases.index"}


@accounts.get("/")
@public
def index() -> ResponseReturnValue:
    who = g.signed_in
    if who is None:
        return redirect(url_for("accounts.sign_in_page"), code=303)
    if who.chosen_place is None:
        return redirect(url_for("accounts.choose_organisation"), code=303)
    return redirect(home_of(who.chosen_place), code=303)


@accounts.get("/sign-in")
@public
def sign_in_page() -> ResponseReturnValue:
    if g.signed_in is not None:
        return redirect(url_for("accounts.index"), code=303)
    return render_template("accounts/sign-in.html", problems=Problems(), answers={})


@accounts.post("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    problems = Problems()
    g.keep_anyway = True  # a try is counted, also when it fails
    with problems.gathered(SAID_OF):
        answers = schemas.SignIn().read(request.form)
        address = request.remote_addr or ""
        person_id = services.sign_in(db.session(), **answers, address=address, now=clock.now())
        typed = typed_before(request.form)
        if typed and typed.is_of(mark_of(person_id, secret=_secret())):
            _begin_session(person_id)
            return render_template("accounts/typed.html", typed=typed)
        return let_in(person_id)
    return render_template(
        "accounts/sign-in.html", problems=problems, answers=request.form, typed=typed_before(request.form)
    ), 422


@accounts.post("/sign-out")
@signed_in_only
def sign_out() -> ResponseReturnValue:
    if (holder := holder_of_cookie()) is not None:
        services.end_session(db.session(), token=holder.token)
    logout_user()
    mark = cookie.get(MARK)
    cookie.clear()
    cookie[MARK] = mark  # what is sent from another window still waits for its writer
    return redirect(url_for("accounts.signed_out"), code=303)


@accounts.get("/signed-out")
@public
def signed_out() -> ResponseReturnValue:
    return render_template("accounts/signed-out.html")


@accounts.get("/hidden")
@signed_in_only
def hidden() -> ResponseReturnValue:
    hide_screen()
    return render_template("accounts/hidden.html")


@accounts.post("/hidden")
@public
def shown_again() -> ResponseReturnValue:
    typed = typed_before(request.form)
    if g.signed_in is None:  # whoever hid it was away for so long that their session ended
        return signing_in_with(typed)
    left_from = show_screen()
    if typed and typed.is_of(mark_of(signed_in().person_id, secret=_secret())):
        return render_template("accounts/typed.html", typed=typed)
    return redirect(left_from or url_for("accounts.index"), code=303)


@accounts.post("/hidden/again")
@public
def hidden_again() -> ResponseReturnValue:
    """Hide a page with what somebody typed on it and did not send: it waits for them behind the screen."""
    typed = typed_before(request.form)
    if typed is not None and not typed.writer:  # it stood in a form of theirs until now
        typed = replace(typed, writer=cookie.get(MARK, ""))
    if g.signed_in is None:
        return signing_in_with(typed)
    hide_screen()
    return render_template("accounts/hidden.html", typed=typed)


@accounts.get("/help")
@public
def help_page() -> ResponseReturnValue:
    return render_template("accounts/help.html")


@accounts.get("/accessibility-statement")
@public
def accessibility() -> ResponseReturnValue:
    return render_template("accounts/accessibility.html")


@accounts.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    return render_template("accounts/privacy.html")


@accounts.get("/choose-organisation")
@signed_in_only
def choose_organisation() -> ResponseReturnValue:
    return render_template(
        "accounts/choose-organisation.html", problems=Problems(), places=signed_in().places
    )


@accounts.post("/choose-organisation")
@signed_in_only
def organisation_chosen() -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered({}):
        org = schemas.ChooseOrganisation().read(request.form)["organisation"]
        place = next((place for place in signed_in().places if place.org == org), None)
        if place is None:
            abort(404)
        if (holder := holder_of_cookie()) is not None:
            services.choose_organisation(db.session(), token=holder.token, org=org)
        return redirect(home_of(place), code=303)
    places = signed_in().places
    return render_template("accounts/choose-organisation.html", problems=problems, places=places), 422


@accounts.get("/choose-password/<token>")
@public
def choose_password_page(token: str) -> ResponseReturnValue:
    return _password_page(token, Problems())


@accounts.post("/choose-password/<token>")
@public
def choose_password(token: str) -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered({}):
        answers = schemas.ChoosePassword().read(request.form)
        person_id = services.choose_first_password(
            db.session(), token=token, secret=_secret(), **answers, now=clock.now()
        )
        return let_in(person_id)
    return _password_page(token, problems), 422


@accounts.errorhandler(services.LinkNoLongerWorksError)
def link_ended(_: services.LinkNoLongerWorksError) -> ResponseReturnValue:
    return render_template("accounts/link-ended.html"), 410


def let_in(person_id: UUID) -> ResponseReturnValue:
    """Begin a session, new at every sign-in, and go where the person wanted to."""
    wanted = forget_what_was_asked()
    _begin_session(person_id)
    return redirect(wanted if wanted and is_ours(wanted) else url_for("accounts.index"), code=303)


def _begin_session(person_id: UUID) -> None:
    cookie.clear()
    token = services.begin_session(db.session(), person_id=person_id, now=clock.now())
    login_user(HolderOfToken(token))


def home_of(place: Place) -> str:
    endpoint = HOME_OF_ROLE.get(place.role, HOME_OF_KIND[place.kind])
    return url_for(endpoint, school=place.slug) if place.kind == "school" else url_for(endpoint)


def _password_page(token: str, problems: Problems) -> str:
    who = services.invited(db.session(), token=token, secret=_secret(), now=clock.now())
    return render_template("accounts/choose-password.html", problems=problems, who=who, token=token)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])
