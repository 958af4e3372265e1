"""The parts of the school’s day: lessons, breaks, lunchtime."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from heft_platform import clock
from heft_platform.daily_reports import schemas, services
from heft_platform.daily_reports.routes import daily_reports
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.permissions import Deed, requires

SAID_OF = {
    services.NoPartsError: ("label-1", "Name at least one part of the day"),
    services.SameNameTwiceError: ("label-1", "Two parts are called “{refusal.label}”"),
    services.TimesOutOfOrderError: (
        "label-1",
        "The times of “{refusal.label}” do not follow: each part ends after it begins, and after the one above",
    ),
    services.AlreadyScoredError: (
        "from_on",
        "Lessons are scored on this day or after it, and keep their parts. Choose a later day",
    ),
}


@daily_reports.get("/s/<school>/reports/parts")
@requires(Deed.KEEP_CALENDAR)
def parts() -> ResponseReturnValue:
    return _page(Problems())


@daily_reports.post("/s/<school>/reports/parts")
@requires(Deed.KEEP_CALENDAR)
def divide() -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.DivideDay().read(request.form)
        services.divide_day(db.session(), parts=schemas.parts_of(request.form), from_on=answers["from_on"])
        flash("The day is divided. What was scored before stays as it is.")
        return redirect(url_for("daily_reports.parts"), code=303)
    _name_every_problem(problems)
    return _page(problems), 422


def _name_every_problem(problems: Problems) -> None:
    """Name the rows that are wrong too, where the date was wrong already."""
    try:
        schemas.parts_of(request.form)
    except ValidationError as wrong:
        for name, messages in wrong.messages_dict.items():
            problems.add(name, messages[0])


def _page(problems: Problems) -> str:
    today = clock.today()
    kept = services.parts_of_day(db.session(), day=today)
    before: dict[str, Any] = {**in_three_boxes("from_on", today)}
    for number, part in enumerate(kept, 1):
        before[f"label-{number}"] = part.label
        before[f"begins-{number}"] = f"{part.begins_at:%H:%M}" if part.begins_at else ""
        before[f"ends-{number}"] = f"{part.ends_at:%H:%M}" if part.ends_at else ""
    return render_template(
        "daily_reports/parts.html",
        kept=kept,
        most=services.MOST_PARTS,
        problems=problems,
        answers=request.form or before,
    )
