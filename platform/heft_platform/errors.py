"""What people see when something is not there, or went wrong that nobody foresaw."""

import psycopg
from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

# What the fence says when a visitor's grant is not live, and when the organisation has left.
NOBODY_ENTERS = frozenset({"HF003", "HF004"})


def handle(app: Flask) -> None:
    """Answer errors calmly. What exists elsewhere, what never existed and what may not be seen get the same page."""
    app.register_error_handler(404, _not_found)
    app.register_error_handler(405, _not_found)
    app.register_error_handler(413, _too_large)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(500, _fault)
    app.register_error_handler(psycopg.Error, _closed_or_fault)


def _not_found(_: Exception) -> ResponseReturnValue:
    return render_template("errors/not-found.html"), 404


def _too_large(_: Exception) -> ResponseReturnValue:
    return render_template("errors/too-large.html"), 413


def _form_too_old(_: Exception) -> ResponseReturnValue:
    return render_template("errors/form-too-old.html"), 400


def _fault(_: Exception) -> ResponseReturnValue:
    return render_template("errors/fault.html"), 500


def _closed_or_fault(error: psycopg.Error) -> ResponseReturnValue:
    """A transaction that may not begin because gate or organisation are closed finds nothing; every other fault is one."""
    if error.sqlstate in NOBODY_ENTERS:
        return _not_found(error)
    raise error
