"""The address that gives a file: signed, good for one minute, in one session. Copied elsewhere, it leads nowhere.

Whoever follows the lasting address of a file is sent on to one of these. There everything is asked again that was
asked before (who, where, which deed, whether the thing is still theirs), so that what ended meanwhile has ended.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer

from heft_platform import clock
from heft_platform.accounts import holder_of_cookie
from heft_tenants.context import current

P = ParamSpec("P")
R = TypeVar("R", bound=ResponseReturnValue)
GOOD_FOR = timedelta(seconds=60)


def by_short_link(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let a route give its file only under an address that was signed for this session within the last minute."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        link = request.args.get("link")
        if link is None:
            return redirect(f"{request.path}?link={_signed()}", code=303)
        if not _is_ours(link):
            abort(404)
        if _until(link) < clock.now().timestamp():
            return render_template("errors/link-over.html", again=request.path), 410
        return view(*args, **kwargs)

    return guarded


def _signed() -> str:
    until = (clock.now() + GOOD_FOR).timestamp()
    signed: str = _signer().dumps([*_whose(), until])
    return signed


def _is_ours(link: str) -> bool:
    try:
        said = _signer().loads(link)
    except BadSignature:
        return False
    return bool(said[:-1] == _whose())


def _until(link: str) -> float:
    return float(_signer().loads(link)[-1])


def _whose() -> list[str | int]:
    """Return what an address is bound to: the file, the organisation, and the session, which is not told."""
    holder = holder_of_cookie()
    token = holder.token if holder else ""
    return [request.path, current().org, hashlib.sha256(token.encode()).hexdigest()[:32]]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="short link")
