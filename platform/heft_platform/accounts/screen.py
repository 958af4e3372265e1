"""A screen that somebody hid stays hidden until they say so: what is asked for meanwhile, “back” too, shows nothing.

The mark is in the cookie, so it needs no JavaScript. It changes with it, which lets browsers that keep whole pages for
“back” throw them away.
"""

from urllib.parse import urlsplit

from flask import request, url_for
from flask import session as cookie

from heft_platform.accounts.typed import is_ours

_HIDDEN = "hidden_from"
_LONGEST = 1000  # letters of an address: no browser keeps a cookie of 4,000, and it hides the screen
_READING = {"GET", "HEAD"}


def hide_screen() -> None:
    """Hide the screen, and remember from which page, so that work goes on there."""
    left = urlsplit(request.referrer or "")
    path = f"{left.path}?{left.query}" if left.query else left.path
    leads_on = left.netloc == request.host and is_ours(path) and left.path != url_for("accounts.hidden")
    cookie.setdefault(_HIDDEN, path if leads_on and len(path) <= _LONGEST else "")


def screen_is_hidden() -> bool:
    """Say whether nothing is to be shown to this request. What is sent is taken all the same: nothing typed is lost."""
    return request.method in _READING and answers_are_hidden()


def answers_are_hidden() -> bool:
    """Say whether the screen is hidden from every page that is answered, whatever was asked."""
    return _HIDDEN in cookie


def show_screen() -> str:
    """Show the screen again; return the page from which it was hidden, or nothing if that is not known."""
    path: str = cookie.pop(_HIDDEN, "")
    return path
