"""The pages of help and of timetables."""

from flask import Blueprint

provision = Blueprint("provision", __name__, template_folder="../templates")

from heft_platform.provision.routes import helping, school, timetables  # noqa: E402, F401  (they add their pages)
