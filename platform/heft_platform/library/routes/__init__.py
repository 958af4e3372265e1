"""The templates that the cluster shares: read by everybody, written by its administrator, extended by schools."""

from flask import Blueprint

from heft_platform.library.editing.questions import typeset

library = Blueprint("library", __name__, template_folder="../templates")
library.add_app_template_filter(typeset)

from heft_platform.library.routes import (  # noqa: E402, F401  (they add their pages)
    drafting,
    editing,
    extending,
    publishing,
    reading,
    taking_on,
)
