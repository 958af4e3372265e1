"""The pages of the weeks between meetings."""

from flask import Blueprint

sessions = Blueprint("sessions", __name__, template_folder="../templates")

from heft_platform.sessions.routes import home, progress, recording, ticking  # noqa: E402, F401  (they add their pages)
