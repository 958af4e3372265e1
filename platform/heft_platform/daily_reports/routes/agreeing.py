"""What is on a pupil’s report, and the sheet of paper for it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.daily_reports import schemas, services
from heft_platform.daily_reports.routes import daily_reports
from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.loading import with_targets_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeWithTargets

SAID_OF = {
    programmes.ProgrammeClosedError: ("targets", "{refusal.words}, so nothing is reported"),
    services.NoTargetsOnReportError: ("targets", "Select at least one target of the plan"),
    services.WrongScaleError: ("word-1", "Give each step words of its own"),
    services.NoDaysOnReportError: ("weekdays", "Select at least one day"),
    services.UnknownPartError: ("parts", "Select only parts of this school’s day"),
    services.EndsBeforeItBeginsError: ("until_on", "{refusal.words}"),
    services.AgreedMeanwhileError: (
        "targets",
        "Somebody agreed another report while you were writing. Save again to put yours in its place",
    ),
}


@daily_reports.get("/s/<school>/programmes/<reference>/report")
@requires(Deed.KEEP_SESSIONS)
def configuration(reference: str) -> ResponseReturnValue:
    return _page(with_targets_or_404(reference), Problems())


@daily_reports.post("/s/<school>/programmes/<reference>/report")
@requires(Deed.KEEP_SESSIONS)
def agree(reference: str) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.AgreeReport().read(request.form)
        services.agree_report(
            db.session(),
            programme=programme,
            target_ids=answers["targets"],
            step_words=schemas.step_words_of(request.form, answers["steps"]),
            weekdays=answers["weekdays"],
            parts=answers["parts"],
            known_parts=services.parts_of_day(db.session(), day=answers["from_on"]),
            from_on=answers["from_on"],
            until_on=answers["until_on"],
            scorers=answers["scorers"],
            number=answers["number"],
            written_by=signed_in().name,
        )
        flash("The report is agreed. What was scored before stays as it is.")
        return redirect(url_for("daily_reports.configuration", reference=reference), code=303)
    return _page(programme, problems), 409 if problems.changed_meanwhile else 422


@daily_reports.get("/s/<school>/programmes/<reference>/report/sheet")
@requires(Deed.KEEP_SESSIONS)
def sheet(reference: str) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    plan = _plan(programme)
    return render_template(
        "daily_reports/sheet.html",
        programme=programme,
        plan=plan,
        parts=plan.parts_of(services.parts_of_day(db.session(), day=clock.today())),
        targets=plan.targets_of(programme.targets),
    )


def _plan(programme: ProgrammeWithTargets) -> services.ReportPlanView:
    agreed = services.report_plans(db.session(), programme_ids=[programme.id])
    return agreed.get(programme.id, services.NOTHING_AGREED)


def _page(programme: ProgrammeWithTargets, problems: Problems) -> str:
    plan = _plan(programme)
    parts = services.parts_of_day(db.session(), day=max(plan.from_on or clock.today(), clock.today()))
    typed = request.form
    return render_template(
        "daily_reports/configuration.html",
        programme=programme,
        plan=plan,
        shown=plan.targets_of(programme.targets),
        parts=[(one.label, one.label) for one in parts],
        weekdays=[(str(number), words) for number, words in enumerate(services.WEEKDAYS)],
        scales=[
            (str(steps), f"{steps} steps", ", ".join(words))
            for steps, words in services.WORDS_OF_SCALE.items()
        ],
        longest=schemas.LONGEST_SCALE,
        problems=problems,
        answers=typed or _before(plan),
        chosen_targets=typed.getlist("targets")
        if typed
        else [str(one.id) for one in plan.targets_of(programme.targets)],
        chosen_days=typed.getlist("weekdays")
        if typed
        else [str(number) for number in range(len(services.WEEKDAYS)) if plan.weekdays & 1 << number],
        chosen_parts=typed.getlist("parts") if typed else list(plan.parts),
    )


def _before(plan: services.ReportPlanView) -> dict[str, Any]:
    today = clock.today()
    before: dict[str, Any] = {f"word-{number}": words for number, words in enumerate(plan.step_words, 1)}
    before |= {"steps": plan.steps, "scorers": plan.scorers}
    before |= in_three_boxes("from_on", today)
    if until := plan.until_on:
        before |= in_three_boxes("until_on", until)
    return before
