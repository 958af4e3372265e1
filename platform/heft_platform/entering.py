"""From a request to a context: who asks, and for which organisation. Decided before anything of it is read."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from uuid import UUID

from flask import Flask, abort, current_app, g, make_response, redirect, render_template, request, url_for
from flask import session as cookie
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from heft_platform import clock
from heft_platform.accounts import (
    answers_are_hidden,
    holder_of_cookie,
    remember_who_is_here,
    screen_is_hidden,
    signing_in_with,
    typed_by_who_was_here,
)
from heft_platform.accounts.services import Place, SignedIn
from heft_platform.cases import services as cases
from heft_platform.extensions import db
from heft_platform.kept_versions import Writer
from heft_tenants.context import Context, current, working_as

# The first part of a path names the kind of place that one must have to go there.
KIND_OF_AREA = {"la": "authority", "outreach": "agency", "cluster": "authority"}
ANYWHERE = {"directory", "library"}  # shared pages, read for the organisation one works in
NOTHING_SHOWN = {
    302,
    303,
    401,
}  # a way on, and the page for signing in, in which what was typed waits already


class GateShutError(Exception):
    """Whoever comes had access to this programme, and has it no more."""


def signed_in() -> SignedIn:
    """Return who is signed in. Only for routes that need somebody to be."""
    who: SignedIn = g.signed_in
    return who


def person_id() -> UUID:
    return signed_in().person_id


def writer() -> Writer:
    """Return who is signed in, as whoever writes something down."""
    who = signed_in()
    return Writer(id=who.person_id, name=who.name)


def prepare(app: Flask) -> None:
    """Make every request enter its context, and leave it whatever happens."""
    app.url_value_preprocessor(_take_school)
    app.url_defaults(_fill_in_school)
    app.before_request(_enter)
    app.after_request(_hide)
    app.teardown_request(_leave)


def _take_school(_: str | None, values: dict[str, object] | None) -> None:
    g.school = values.pop("school", None) if values else None


def _fill_in_school(endpoint: str, values: dict[str, object]) -> None:
    if "school" in values or getattr(g, "school", None) is None:
        return
    if current_app.url_map.is_endpoint_expecting(endpoint, "school"):
        values["school"] = g.school


def _enter() -> Response | None:
    g.role, g.place, g.visit, g.signed_in = None, None, None, None
    if request.endpoint is None or request.endpoint == "static":
        return None
    g.signed_in = holder.who if (holder := holder_of_cookie()) else None
    if g.signed_in is not None:
        remember_who_is_here(g.signed_in)
    if not _needs_a_place():
        return None
    if g.signed_in is None:
        return _sign_in_first()
    if screen_is_hidden():
        return make_response(render_template("accounts/hidden.html"))
    if _area() in ANYWHERE and g.signed_in.places and g.signed_in.chosen_place is None:
        return redirect(url_for("accounts.choose_organisation"), code=303)
    context = _context_of(_area(), g.signed_in)
    if context is None:
        abort(404)
    g.stack = ExitStack()
    g.stack.enter_context(working_as(context))
    return None


def _hide(response: Response) -> Response:
    """What is sent is taken, and answered with a page: while the screen is hidden, that shows nothing either.

    What was kept leads on to a page. What is answered by one was refused, or is to be looked at first: it waits behind the
    screen, a file excepted, which no page can hold.
    """
    is_answer = request.method == "POST" and response.mimetype == "text/html"
    if is_answer and _needs_a_place() and answers_are_hidden() and response.status_code not in NOTHING_SHOWN:
        response.set_data(render_template("accounts/hidden.html", typed=typed_by_who_was_here()))
    return response


def _area() -> str:
    return request.path.split("/")[1]


def _needs_a_place() -> bool:
    return _area() == "s" or _area() in KIND_OF_AREA or _area() in ANYWHERE


def _sign_in_first() -> Response:
    """Lead to the page for signing in, and from there on to what was wanted. What was typed meanwhile waits in it."""
    if request.method == "GET":
        cookie["after_sign_in"] = request.full_path.rstrip("?")
        return redirect(url_for("accounts.sign_in_page"), code=303)
    return signing_in_with(typed_by_who_was_here())


def _leave(_: BaseException | None) -> None:
    if stack := g.pop("stack", None):
        db.session.remove()  # ends the transaction before its context is left
        stack.close()


def _context_of(area: str, who: SignedIn) -> Context | None:
    if area == "s":
        place = who.place_at(g.school)
        return _of_member(who, place) if place and place.kind == "school" else _of_visitor(who)
    place = who.chosen_place if area in ANYWHERE else who.place_of_kind(KIND_OF_AREA[area])
    if place is None:
        return None
    return _of_member(who, place, kind="admin" if area == "cluster" else "org")


def _of_member(who: SignedIn, place: Place, kind: str = "org") -> Context | None:
    if kind == "admin" and place.role != "cluster_administrator":
        return None
    g.place, g.role = place, place.role
    return Context(kind=kind, org=place.org, cluster=place.cluster, person=who.person_id)  # type: ignore[arg-type]


def _of_visitor(who: SignedIn) -> Context | None:
    """Find the gate: in the person's agencies, each in its own context, the case that this address is of.

    Asked at every request, so that leaving the agency and an ended case end the access too. The database checks the
    school's grant again, in every transaction.
    """
    reference = (request.view_args or {}).get("reference")
    if not isinstance(reference, str):
        return None
    for place in who.places:
        if place.kind != "agency":
            continue
        at_home = Context(kind="org", org=place.org, cluster=place.cluster, person=who.person_id)
        with kept_as(at_home) as session:
            door = cases.case_for_door(
                session, school_slug=g.school, programme_reference=reference, person_id=who.person_id
            )
        if door is None:
            continue
        if not door.is_open:
            raise GateShutError
        g.place, g.role, g.visit = place, "visitor", door
        inside = Context(
            kind="visitor",
            org=door.school_org,
            cluster=place.cluster,
            person=who.person_id,
            programme=door.programme_id,
            grant=door.grant_id,
        )
        _note_entry(door, inside, at_home)
        return inside
    return None


def _note_entry(door: cases.CaseDoor, inside: Context, at_home: Context) -> None:
    """Write down on both sides that a visit begins: at the school first, so that nobody is inside whom it does not know of."""
    if not door.begins_a_visit(clock.now()):
        return
    with kept_as(inside) as session:
        cases.note_entry_at_school(session, door=door)
    with kept_as(at_home) as session:
        cases.note_entry_at_agency(session, door=door, now=clock.now())


@contextmanager
def kept_as(context: Context) -> Generator[Session]:
    """Do the enclosed work in a context and a transaction of its own."""
    with working_as(context):
        try:
            yield db.session()
            db.session.commit()
        finally:
            db.session.remove()  # ends the transaction before its context is left


@contextmanager
def elsewhere(*, org: int) -> Generator[Session]:
    """Do the enclosed work for another organisation of the cluster, and come back.

    Two organisations are two transactions, one after the other: what was done before is kept first.
    """
    here = current()
    db.session.commit()
    _leave(None)
    try:
        with kept_as(Context(kind="org", org=org, cluster=here.cluster, person=here.person)) as session:
            yield session
    finally:
        g.stack = ExitStack()
        g.stack.enter_context(working_as(here))
