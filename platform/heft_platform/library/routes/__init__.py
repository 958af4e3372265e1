"""The templates that the cluster shares: read by everybody, written by its administrator, extended by schools."""

from flask import Blueprint

from heft_platform.library.editing.questions import typeset

library = Blueprint("library", __name__, template_folder="../templates")
library.add_app_template_filter(typeset)

from heft_platform.library.routes import (  # noqa: E402  (they add their pages)
    drafting,  # noqa: F401
    editing,  # noqa: F401
    extending,  # noqa: F401
    publishing,  # noqa: F401
    reading,  # noqa: F401
    taking_on,  # noqa: F401
)
