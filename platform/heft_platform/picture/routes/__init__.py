"""The pages of a pupil's picture."""

from flask import Blueprint

picture = Blueprint("picture", __name__, template_folder="../templates")

from heft_platform.picture.routes import classes, context, entries  # noqa: E402, F401  (they add their pages)
