"""The record of a pupil, and what brings it there: typing and importing."""

from flask import Blueprint

records = Blueprint("records", __name__, template_folder="../templates")

from heft_platform.records.routes import importing, log, typing  # noqa: E402, F401  (they add their pages)
