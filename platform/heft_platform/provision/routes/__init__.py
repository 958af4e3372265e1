"""The pages of help, of timetables and of a second roll."""

from flask import Blueprint

provision = Blueprint("provision", __name__, template_folder="../templates")

from heft_platform.provision.routes import helping, registering, school, timetables  # noqa: E402, F401  (they add their pages)
