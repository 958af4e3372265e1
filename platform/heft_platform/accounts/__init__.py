"""People: how they sign in, and where they may go."""

from flask import current_app, make_response, render_template, request
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from heft_platform import clock
from heft_platform.accounts import services
from heft_platform.accounts.screen import answers_are_hidden, screen_is_hidden
from heft_platform.accounts.services import SignedIn
from heft_platform.accounts.typed import MARK, Typed, mark_of, typed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems

__all__ = [
    "HolderOfToken",
    "answers_are_hidden",
    "forget_what_was_asked",
    "holder_of_cookie",
    "people_of_the_cookie",
    "remember_who_is_here",
    "screen_is_hidden",
    "signing_in_with",
    "typed_by_who_was_here",
    "typed_in",
]


class HolderOfToken(UserMixin):
    """Whoever holds the token of a session that has not ended."""

    def __init__(self, token: str, who: SignedIn | None = None) -> None:
        self.token = token
        self.who = who

    def get_id(self) -> str:
        return self.token


def people_of_the_cookie(login: LoginManager) -> None:
    """Have Flask-Login ask the database, at every request, whether the cookie's session has ended."""
    login.session_protection = None  # type: ignore[assignment]  # the row decides, not the browser's name

    @login.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> HolderOfToken | None:
        who = services.session_of(db.session(), token=token, now=clock.now(), today=clock.today())
        return HolderOfToken(token, who) if who is not None else None


def remember_who_is_here(who: SignedIn) -> None:
    """Keep the mark of whoever is signed in at this browser: what they type is theirs when their session has ended."""
    mark = mark_of(who.person_id, secret=str(current_app.config["SECRET_KEY"]))
    if cookie.get(MARK) != mark:
        cookie[MARK] = mark


def typed_by_who_was_here() -> Typed | None:
    """Return what was sent, to wait until its writer is here again; None if nobody was signed in here before."""
    mark = cookie.get(MARK)
    if not mark:
        return None
    had_a_file = any(one.filename for one in request.files.values())
    return typed_in(request.full_path.rstrip("?"), request.form, writer=mark, had_a_file=had_a_file)


def signing_in_with(typed: Typed | None) -> Response:
    """Answer with the page for signing in, in which what was typed waits for its writer."""
    page = render_template("accounts/sign-in.html", problems=Problems(), answers={}, typed=typed)
    return make_response(page, 401)


def forget_what_was_asked() -> str | None:
    """Return the address that somebody wanted before they signed in, and forget it."""
    wanted: str | None = cookie.pop("after_sign_in", None)
    return wanted


def holder_of_cookie() -> HolderOfToken | None:
    """Return who holds the cookie of this request; None if nobody is signed in."""
    holder = current_user._get_current_object()  # noqa: SLF001  (the proxy has no types)
    return holder if isinstance(holder, HolderOfToken) else None
