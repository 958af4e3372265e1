"""Who is on report on a day, and one lesson of one pupil: five taps on a phone."""

from datetime import date, time

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.calendar.services import CalendarHorizonError, NotASchoolDayError
from heft_platform.daily_reports import schemas, services
from heft_platform.daily_reports.routes import daily_reports
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires

SAID_OF = {
    services.InTheFutureError: ("was_missed", "This lesson has not been yet"),
    NotASchoolDayError: ("was_missed", "There is no school on this day: it is {refusal.why}"),
    services.NotOnReportError: ("was_missed", "This pupil is not on report on this day"),
    CalendarHorizonError: ("was_missed", "{refusal} first"),
}


@daily_reports.get("/s/<school>/reports")
@requires(Deed.SCORE_REPORTS)
def index() -> ResponseReturnValue:
    day = day_or_404(request.args.get("day", clock.today().isoformat()))
    parts = services.parts_of_day(db.session(), day=day)
    asked = request.args.get("part", type=int)
    now = next((part for part in parts if part.number == asked), None) or (
        next((part for part in parts if part.holds(_time_of_day())), None) if day == clock.today() else None
    )
    no_school = services.why_no_school(db.session(), day=day)
    everybody = services.pupils_on_report(db.session(), day=day) if no_school is None else []
    here = [one for one in everybody if now and one.part(now.number)]
    return render_template(
        "daily_reports/index.html",
        everybody=everybody,
        no_school=no_school,
        day=day,
        today=clock.today(),
        parts=[(part.number, part.label) for part in parts],
        now=now,
        here=here,
        first=next((one for one in here if now and now.number not in one.scored), None),
    )


@daily_reports.get("/s/<school>/reports/next/<day>/<int:period>")
@requires(Deed.SCORE_REPORTS)
def next_pupil(day: str, period: int) -> ResponseReturnValue:
    """Go on to the next pupil on report whose lesson is not scored, or back to the list."""
    on_day = day_or_404(day)
    for one in services.pupils_on_report(db.session(), day=on_day):
        if one.part(period) and period not in one.scored:
            return redirect(
                url_for("daily_reports.lesson", reference=one.line.reference, day=day, period=period),
                code=303,
            )
    return redirect(url_for("daily_reports.index", day=day), code=303)


@daily_reports.get("/s/<school>/reports/<reference>/<day>/<int:period>")
@requires(Deed.SCORE_REPORTS)
def lesson(reference: str, day: str, period: int) -> ResponseReturnValue:
    on_day, one, scored = _pupil(reference, day, period)
    return _page(one, on_day, period, scored, Problems())


@daily_reports.post("/s/<school>/reports/<reference>/<day>/<int:period>")
@requires(Deed.SCORE_REPORTS)
def score(reference: str, day: str, period: int) -> ResponseReturnValue:
    on_day, one, scored = _pupil(reference, day, period)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.ScoreLesson().read(request.form)
        comment = ". ".join([*answers["chips"], *([answers["words"]] if answers["words"] else [])])
        lesson = services.Lesson(
            programme=one.line,
            targets=one.targets,
            plan=one.plan,
            period=period,
            points=schemas.points_of(request.form, one.targets, plan=one.plan, met_all="all" in request.form),
            was_missed=answers["was_missed"],
            missed_because=answers["missed_because"],
            comment=comment,
            version=answers["version"],
            before=scored,
        )
        try:
            services.score_lessons(
                db.session(),
                lessons=[lesson],
                day=on_day,
                scored_by=person_id(),
                scorer_name=signed_in().name,
                now=clock.now(),
                today=clock.today(),
            )
        except services.ScoresMissingError as gaps:
            for target in gaps.targets:
                problems.add(f"target-{target.place}", f"Say how it went: {target.statement}")
            return _page(one, on_day, period, scored, problems), 422
        except services.ScoredMeanwhileError:
            theirs = services.reports_of(db.session(), programme_id=one.line.id, day=on_day)[period]
            return _page(one, on_day, period, theirs, problems, is_changed=True), 409
        flash(f"Saved: {one.line.pupil_initials}, {_label(one, period)}.")
        return redirect(url_for("daily_reports.next_pupil", day=day, period=period), code=303)
    return _page(one, on_day, period, scored, problems), 422


def day_or_404(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


def _time_of_day() -> time:
    return clock.now().astimezone(clock.SCHOOL_TIME).time()


def _pupil(reference: str, day: str, period: int) -> tuple[date, services.PupilOnReport, services.ReportView]:
    on_day = day_or_404(day)
    found = services.pupil_on_report(db.session(), reference=reference, day=on_day)
    if found is None or not found[0].targets or found[0].part(period) is None:
        abort(404)
    one, scored = found
    return on_day, one, scored.get(period, services.NOT_SCORED)


def _label(one: services.PupilOnReport, period: int) -> str:
    part = one.part(period)
    return part.label if part else ""


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
    before = (
        services.earlier_of(db.session(), programme_id=one.line.id, report_id=scored.id)
        if scored.id and scored.version > 1
        else ()
    )
    return render_template(
        "daily_reports/lesson.html",
        one=one,
        day=day,
        today=clock.today(),
        period=period,
        period_words=_label(one, period),
        scored=scored,
        earlier=before,
        is_changed=is_changed,
        point_words=one.plan.point_words,
        words_of=services.WORDS_OF_SCALE,
        missed=[(code, words) for code, words in services.MISSED_WORDS.items()],
        chips=schemas.CHIPS,
        problems=problems,
        answers=request.form
        or {
            **kept,
            "was_missed": "yes" if scored.was_missed else "",
            "missed_because": scored.missed_because,
            "words": scored.comment,
        },
        chosen_chips=request.form.getlist("chips"),
    )
