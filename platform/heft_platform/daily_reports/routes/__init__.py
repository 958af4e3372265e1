"""The pages of daily reports."""

from flask import Blueprint

daily_reports = Blueprint("daily_reports", __name__, template_folder="../templates")

from heft_platform.daily_reports.routes import agreeing, grids, lessons, parts  # noqa: E402, F401  (they add their pages)
