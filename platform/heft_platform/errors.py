"""What people see when something is not there, or went wrong that nobody foresaw."""

import logging

import psycopg
from flask import Flask, g, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from heft_platform.accounts.typed import MARK, typed_before
from heft_platform.entering import GateShutError
from heft_platform.error_codes import code_of
from heft_platform.extensions import login
from heft_platform.typed_words import typed_now
from heft_tenants.refusals import ChangedMeanwhileError

GATE_SHUT, HAS_LEFT = "HF003", "HF004"  # what the fence says to a visitor, and about an organisation
TOO_MANY_LETTERS = "too_many_letters_in_a_minute"
log = logging.getLogger(__name__)


def handle(app: Flask) -> None:
    """Answer errors calmly. What exists elsewhere, what never existed and what may not be seen get the same page."""
    app.register_error_handler(404, _not_found)
    app.register_error_handler(405, _not_found)
    app.register_error_handler(413, _too_large)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(500, _fault)
    app.register_error_handler(GateShutError, _gate_shut)
    app.register_error_handler(ChangedMeanwhileError, _at_the_same_moment)
    app.register_error_handler(StaleDataError, _at_the_same_moment)
    app.register_error_handler(psycopg.Error, _closed_or_fault)
    app.register_error_handler(psycopg.OperationalError, _away)
    app.register_error_handler(OperationalError, _away)


def _not_found(_: Exception) -> ResponseReturnValue:
    """What was sent to a page that is no more, as somebody took its thing away meanwhile, is shown, to be kept elsewhere.

    Where there never was a page of ours, anybody's form may have been sent: it proved nothing by its token.
    """
    typed = typed_now() if request.endpoint is not None else None
    return render_template("errors/not-found.html", typed=typed), 404


def _too_large(_: Exception) -> ResponseReturnValue:
    return render_template("errors/too-large.html"), 413


def _form_too_old(_: Exception) -> ResponseReturnValue:
    """Somebody signed out or in since the form was opened. What they typed is shown; what waited there waits on."""
    left = typed_before(request.form)
    ours = left is None and MARK in cookie  # a form of another site comes without our cookie
    return render_template("errors/form-too-old.html", left=left, typed=typed_now() if ours else None), 400


def _fault(error: Exception) -> ResponseReturnValue:
    """What goes wrong when a request is kept comes here too, after its page was made."""
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, OperationalError):
        return _away(cause)
    if isinstance(cause, StaleDataError):
        return _at_the_same_moment(cause)
    if TOO_MANY_LETTERS in str(getattr(cause, "orig", "")):
        return _too_many_letters()
    _ask_no_more_who_it_is()
    return render_template("errors/fault.html"), 500


def _closed_or_fault(error: psycopg.Error) -> ResponseReturnValue:
    """A transaction that may not begin because gate or organisation are closed finds nothing; every other fault is one."""
    if error.sqlstate == GATE_SHUT:
        return _gate_shut(error)
    if error.sqlstate == HAS_LEFT:
        return _not_found(error)
    raise error


def _gate_shut(_: Exception) -> ResponseReturnValue:
    """Somebody had access, and has it no more. What they typed is theirs: it is shown, to be kept elsewhere."""
    g.visit = None
    _ask_no_more_who_it_is()
    return render_template("errors/gate-shut.html", typed=typed_now()), 410


def _away(error: Exception) -> ResponseReturnValue:
    """The database is away or overrun."""
    cause = getattr(error, "orig", error)
    if isinstance(cause, psycopg.Error) and cause.sqlstate in {GATE_SHUT, HAS_LEFT}:
        return _closed_or_fault(cause)  # psycopg counts our codes among these
    log.error("The database did not answer", extra={"code": code_of(error)})
    _ask_no_more_who_it_is()
    said = "This is our fault, not yours. Everything that was saved before is safe."
    return _try_again("We cannot reach the records just now", said), 503, {"Retry-After": "5"}


def _too_many_letters() -> ResponseReturnValue:
    """Somebody else sent the last letter of this minute while the page was made."""
    said = "Nothing was sent. Your organisation has sent as many letters as we pass on in a minute."
    return _try_again("Too many letters in this minute", said), 429, {"Retry-After": "60"}


def _at_the_same_moment(_: Exception) -> ResponseReturnValue:
    """Somebody was quicker by less than it takes to make a page, and no form is left in which both could be shown."""
    _ask_no_more_who_it_is()
    return render_template("errors/at-the-same-moment.html"), 409


def _try_again(heading: str, said: str) -> str:
    """Say what is the matter, and keep what was typed in the page, to be sent again."""
    return render_template(
        "errors/try-again.html", heading=heading, said=said, typed=typed_now(), path=request.full_path
    )


def _ask_no_more_who_it_is() -> None:
    """Let the page be shown to nobody in particular if the database could not say who it is."""
    g.setdefault("_login_user", login.anonymous_user())
