"""Says that this process answers. It asks nobody else, so that one broken part does not take the others with it."""

from flask import Blueprint

from heft_platform.permissions import public

health = Blueprint("health", __name__)


@health.get("/healthz")
@public
def healthz() -> str:
    return "ok"
