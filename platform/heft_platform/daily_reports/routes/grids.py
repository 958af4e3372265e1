"""Many lessons on one page: a whole day of one pupil, or one lesson of several pupils."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.calendar.services import CalendarHorizonError, NotASchoolDayError
from heft_platform.daily_reports import schemas, services
from heft_platform.daily_reports.routes import daily_reports
from heft_platform.daily_reports.routes.lessons import day_or_404
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires

SAID_OF = {
    services.InTheFutureError: ("grid", "This day has not been yet"),
    NotASchoolDayError: ("grid", "There is no school on this day: it is {refusal.why}"),
    services.NotOnReportError: ("grid", "This pupil is not on report on this day"),
    CalendarHorizonError: ("grid", "{refusal} first"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A lesson of a pupil as a row of the grid: its part of the day, or in class mode its pupil, is its heading."""

    key: str
    heading: str
    one: services.PupilOnReport
    period: int
    before: services.ReportView

    def name(self, place: int) -> str:
        return f"cell-{self.key}-{place}"

    @property
    def kept(self) -> dict[str, str]:
        """Return what stands in the cells before anybody chose something."""
        if self.before.was_missed:
            return {self.name(target.place): schemas.NOT_THERE for target in self.one.targets}
        points = self.before.points
        return {
            self.name(target.place): str(points[target.id])
            for target in self.one.targets
            if target.id in points
        }


@daily_reports.get("/s/<school>/reports/<reference>/<day>")
@requires(Deed.SCORE_REPORTS)
def day(reference: str, day: str) -> ResponseReturnValue:
    on_day, one, rows = _day(reference, day)
    return _day_page(one, on_day, rows, Problems(), _kept(rows))


@daily_reports.post("/s/<school>/reports/<reference>/<day>")
@requires(Deed.SCORE_REPORTS)
def save_day(reference: str, day: str) -> ResponseReturnValue:
    on_day, one, rows = _day(reference, day, is_named="fill" in request.form)
    if "fill" in request.form:
        return _day_page(one, on_day, rows, Problems(), _filled(rows))
    problems = Problems()
    status = _save(rows, on_day, problems)
    if not status:
        flash("The day is saved.")
        return redirect(url_for("daily_reports.index", day=day), code=303)
    on_day, one, rows = _day(reference, day)
    return _day_page(one, on_day, rows, problems, request.form, is_changed=status == 409), status


@daily_reports.get("/s/<school>/reports/class/<day>/<int:period>")
@requires(Deed.SCORE_REPORTS)
def class_lesson(day: str, period: int) -> ResponseReturnValue:
    on_day, rows, label = _class(day, period)
    return _class_page(on_day, period, rows, label, Problems(), _kept(rows))


@daily_reports.post("/s/<school>/reports/class/<day>/<int:period>")
@requires(Deed.SCORE_REPORTS)
def save_class(day: str, period: int) -> ResponseReturnValue:
    on_day, rows, label = _class(day, period)
    problems = Problems()
    if "fill" in request.form:
        return _class_page(on_day, period, rows, label, problems, _filled(rows))
    status = _save(rows, on_day, problems)
    if not status:
        flash(f"Saved: {label}.")
        return redirect(url_for("daily_reports.index", day=day), code=303)
    return _class_page(on_day, period, rows, label, problems, request.form, is_changed=status == 409), status


def _day(
    reference: str, day: str, *, is_named: bool = True
) -> tuple[date, services.PupilOnReport, list[Row]]:
    on_day = day_or_404(day)
    found = services.pupil_on_report(db.session(), reference=reference, day=on_day, is_named=is_named)
    if found is None or not found[0].targets:
        abort(404)
    one, scored = found
    rows = [
        Row(
            key=str(part.number),
            heading=part.label,
            one=one,
            period=part.number,
            before=scored.get(part.number, services.NOT_SCORED),
        )
        for part in one.parts
    ]
    return on_day, one, rows


def _class(day: str, period: int) -> tuple[date, list[Row], str]:
    on_day = day_or_404(day)
    everybody = [
        one for one in services.pupils_on_report(db.session(), day=on_day) if one.part(period) is not None
    ]
    if not everybody:
        abort(404)
    scored = services.lessons_of(
        db.session(), programme_ids=[one.line.id for one in everybody], day=on_day, period=period
    )
    rows = [
        Row(
            key=one.line.reference,
            heading=", ".join(filter(None, (one.line.pupil_initials, one.line.pupil_group))),
            one=one,
            period=period,
            before=scored.get(one.line.id, services.NOT_SCORED),
        )
        for one in everybody
    ]
    part = everybody[0].part(period)
    return on_day, rows, part.label if part else ""


def _kept(rows: Sequence[Row]) -> dict[str, str]:
    return {name: value for row in rows for name, value in row.kept.items()}


def _filled(rows: Sequence[Row]) -> dict[str, str]:
    """Return the grid with “met” wherever nothing was chosen, to be looked at before it is saved."""
    answers = {name: str(value) for name, value in request.form.items()}
    for row in rows:
        names = [row.name(target.place) for target in row.one.targets]
        if schemas.NOT_THERE in {answers.get(name) for name in names}:
            continue
        answers |= {name: str(row.one.plan.full) for name in names if not answers.get(name)}
    return answers


def _save(rows: Sequence[Row], day: date, problems: Problems) -> int:
    """Score every row in which something changed. Return 0, or the status of the page that says what is wrong."""
    lessons = [lesson for row in rows if (lesson := _lesson(row, problems)) is not None]
    if not lessons and not problems:
        problems.add("grid", "Nothing has changed: choose how each lesson went")
    if problems:
        return 422
    with problems.gathered(SAID_OF):
        try:
            services.score_lessons(
                db.session(),
                lessons=lessons,
                day=day,
                scored_by=person_id(),
                scorer_name=signed_in().name,
                now=clock.now(),
                today=clock.today(),
            )
        except services.ScoredMeanwhileError:
            problems.add(
                "grid",
                "Somebody else scored some of these lessons meanwhile. Theirs is named in each row below",
            )
            return 409
        return 0
    return 422


def _lesson(row: Row, problems: Problems) -> services.Lesson | None:
    """Return how a row says that the lesson went; None if nothing changed, or something is wrong with it."""
    one, before = row.one, row.before
    chosen = schemas.cells_of(request.form, row.key, one.targets, one.plan)
    was_missed = schemas.NOT_THERE in chosen.values()
    points = {id_: int(value) for id_, value in chosen.items() if value != schemas.NOT_THERE}
    if not chosen or (was_missed and before.was_missed) or (not was_missed and points == before.points):
        return None
    if was_missed and points:
        problems.add(
            row.name(one.targets[0].place),
            f"{row.heading}: choose “Not in lesson” for every target, or for none",
        )
        return None
    for target in one.targets:
        if not was_missed and target.id not in points:
            problems.add(row.name(target.place), f"{row.heading}: say how it went: {target.statement}")
            return None
    return services.Lesson(
        programme=one.line,
        targets=one.targets,
        plan=one.plan,
        period=row.period,
        points=points,
        was_missed=was_missed,
        comment=before.comment,
        version=request.form.get(f"version-{row.key}", 0, type=int),
        before=before,
    )


def _day_page(
    one: services.PupilOnReport,
    day: date,
    rows: Sequence[Row],
    problems: Problems,
    answers: Mapping[str, Any],
    *,
    is_changed: bool = False,
) -> str:
    return render_template(
        "daily_reports/day.html",
        one=one,
        rows=rows,
        day=day,
        today=clock.today(),
        headings=[target.statement for target in one.targets],
        problems=problems,
        answers=answers,
        is_changed=is_changed,
    )


def _class_page(
    day: date,
    period: int,
    rows: Sequence[Row],
    label: str,
    problems: Problems,
    answers: Mapping[str, Any],
    *,
    is_changed: bool = False,
) -> str:
    return render_template(
        "daily_reports/class.html",
        rows=rows,
        day=day,
        period=period,
        label=label,
        today=clock.today(),
        headings=[f"Target {number}" for number in range(1, max(len(row.one.targets) for row in rows) + 1)],
        problems=problems,
        answers=answers,
        is_changed=is_changed,
    )
