"""The pages of what is gathered."""

from flask import Blueprint

gathering = Blueprint("gathering", __name__, template_folder="../templates")

from heft_platform.gathering.routes import (  # noqa: E402, F401  (they add their pages)
    answer_files,
    answering,
    asking,
)
