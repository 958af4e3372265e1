"""Who is on report today, and one lesson of one pupil: five taps on a phone."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.calendar.services import CalendarHorizonError
from heft_platform.daily_reports import schemas, services
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires

daily_reports = Blueprint("daily_reports", __name__, template_folder="templates")

SAID_OF = {
    services.InTheFutureError: ("was_missed", "This lesson has not been yet"),
    services.NoSchoolOnDayError: ("was_missed", "There is no school on this day"),
    services.NotOnReportError: ("was_missed", "This pupil is not on report now"),
    CalendarHorizonError: ("was_missed", "{refusal} first"),
}


@daily_reports.get("/s/<school>/reports")
@requires(Deed.SCORE_REPORTS)
def index() -> ResponseReturnValue:
    day = _day(request.args.get("day", clock.today().isoformat()))
    everybody = services.pupils_on_report(db.session(), day=day, today=clock.today())
    return render_template(
        "daily_reports/index.html",
        everybody=everybody,
        day=day,
        today=clock.today(),
        periods=services.PERIODS,
    )


@daily_reports.get("/s/<school>/reports/<reference>/<day>/<int:period>")
@requires(Deed.SCORE_REPORTS)
def lesson(reference: str, day: str, period: int) -> ResponseReturnValue:
    on_day, one = _pupil(reference, day, period)
    return _lesson_page(one, on_day, period, Problems())


@daily_reports.post("/s/<school>/reports/<reference>/<day>/<int:period>")
@requires(Deed.SCORE_REPORTS)
def score(reference: str, day: str, period: int) -> ResponseReturnValue:
    on_day, one = _pupil(reference, day, period)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.ScoreLesson().read(request.form)
        comment = ". ".join([*answers["chips"], *([answers["words"]] if answers["words"] else [])])
        try:
            services.score_lesson(
                db.session(),
                programme=one.line,
                targets=one.targets,
                day=on_day,
                period=period,
                points=schemas.points_of(request.form, one.targets, met_all="all" in request.form),
                was_missed=answers["was_missed"],
                comment=comment,
                version=answers["version"],
                scored_by=person_id(),
                scorer_name=signed_in().name,
                now=clock.now(),
                today=clock.today(),
            )
        except services.ScoresMissingError as gaps:
            for target in gaps.targets:
                problems.add(f"target-{target.place}", f"Say how it went: {target.statement}")
            return _lesson_page(one, on_day, period, problems), 422
        except services.ScoredMeanwhileError:
            scored = services.lesson(db.session(), programme_id=one.line.id, day=on_day, period=period)
            return _page(one, on_day, period, scored, problems, is_changed=True), 409
        flash(f"Saved: {one.line.pupil_initials}, {services.PERIODS[period]}.")
        return redirect(_next(one, on_day, period), code=303)
    return _lesson_page(one, on_day, period, problems), 422


def _pupil(reference: str, day: str, period: int) -> tuple[date, services.PupilOnReport]:
    on_day = _day(day)
    everybody = services.pupils_on_report(db.session(), day=on_day, today=clock.today())
    one = next((one for one in everybody if one.line.reference == reference), None)
    if one is None or period not in services.PERIODS:
        abort(404)
    return on_day, one


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


def _next(one: services.PupilOnReport, day: date, period: int) -> str:
    """Go to the next pupil on report whose lesson is not scored, or back to the list."""
    everybody = services.pupils_on_report(db.session(), day=day, today=clock.today())
    waiting = [other for other in everybody if period not in other.scored and other.line.id != one.line.id]
    if not waiting:
        return url_for("daily_reports.index", day=day.isoformat())
    return url_for(
        "daily_reports.lesson", reference=waiting[0].line.reference, day=day.isoformat(), period=period
    )


def _lesson_page(one: services.PupilOnReport, day: date, period: int, problems: Problems) -> str:
    scored = services.lesson(db.session(), programme_id=one.line.id, day=day, period=period)
    return _page(one, day, period, scored, problems)


def _page(
    one: services.PupilOnReport,
    day: date,
    period: int,
    scored: services.ReportView,
    problems: Problems,
    *,
    is_changed: bool = False,
) -> str:
    kept = {f"target-{target.place}": scored.points.get(target.id) for target in one.targets}
    return render_template(
        "daily_reports/lesson.html",
        one=one,
        day=day,
        today=clock.today(),
        period=period,
        period_words=services.PERIODS[period],
        scored=scored,
        is_changed=is_changed,
        point_words=services.POINT_WORDS,
        chips=schemas.CHIPS,
        problems=problems,
        answers=request.form
        or {**kept, "was_missed": "yes" if scored.was_missed else "", "words": scored.comment},
        chosen_chips=request.form.getlist("chips"),
    )
