"""The pages of a request: the school's, and the authority's."""

from flask import Blueprint

escalations = Blueprint("escalations", __name__, template_folder="../templates")

from heft_platform.escalations.routes import authority, enclosures, erasing, school  # noqa: E402, F401  (they add their pages)
