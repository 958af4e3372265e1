"""The pages of meetings."""

from flask import Blueprint

meetings = Blueprint("meetings", __name__, template_folder="../templates")

from heft_platform.meetings.routes import (  # noqa: E402, F401  (they add their pages)
    between,
    drafting,
    listing,
    preparing,
    recording,
)
