"""The pages of programmes."""

from flask import Blueprint

programmes = Blueprint("programmes", __name__, template_folder="../templates")

from heft_platform.programmes.routes import (  # noqa: E402, F401  (they add their pages)
    beginning,
    closing,
    course,
    dates,
    duties,
    ending,
    overview,
    previewing,
    starting,
    versioning,
)
