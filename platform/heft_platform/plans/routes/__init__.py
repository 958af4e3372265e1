"""The pages of a plan."""

from flask import Blueprint

plans = Blueprint("plans", __name__, template_folder="../templates")

from heft_platform.plans.routes import (  # noqa: E402, F401  (they add their pages)
    agreeing,
    banking,
    beginning,
    commitments,
    planning,
    stepping,
    targets,
)
