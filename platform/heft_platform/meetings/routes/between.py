"""Between two meetings: say that the plan is not working, and call a review early."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.calendar.services import CalendarHorizonError, NotASchoolDayError
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.meetings import schemas, services
from heft_platform.meetings.of_template import rules_of
from heft_platform.meetings.routes import meetings
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView

SAID_OF_FAILING = {services.NotRunningError: ("words", "This programme does not run now")}
SAID_OF_EARLY = {
    services.NotRunningError: ("on_day", "This programme has no meeting to come"),
    services.EarlyReviewNotAllowedError: ("on_day", "This template has no early review"),
    services.UnknownCallerError: ("called_by", "Select who calls it"),
    services.NotBeforeNextMeetingError: (
        "on_day",
        "The day must be from today on, and before the {refusal.label} on {refusal.day}",
    ),
    programmes.EarlyReviewIsCalledError: (
        "on_day",
        "An early review is on {refusal.day} already. Change its day instead",
    ),
    programmes.UnknownMilestoneError: ("on_day", "This programme has no meeting to come"),
    NotASchoolDayError: ("on_day", "Meet on a school day. This day is {refusal.why}"),
    programmes.ProgrammeClosedError: ("on_day", "{refusal.words}"),
    CalendarHorizonError: ("on_day", "{refusal} first"),
}


@meetings.get("/s/<school>/programmes/<reference>/not-working")
@requires(Deed.HOLD_MEETINGS)
def between(reference: str) -> ResponseReturnValue:
    return _page(programme_or_404(reference), Problems())


@meetings.post("/s/<school>/programmes/<reference>/not-working")
@requires(Deed.HOLD_MEETINGS)
def mark_failing(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF_FAILING):
        services.mark_failing(
            db.session(),
            programme=programme,
            **schemas.MarkFailing().read(request.form),
            by_id=person_id(),
            by_name=signed_in().name,
            today=clock.today(),
        )
        flash("It is noted, and somebody has the task.")
        return redirect(url_for("actions.of_programme", reference=reference), code=303)
    return _page(programme, problems), 422


@meetings.post("/s/<school>/programmes/<reference>/early-review")
@requires(Deed.HOLD_MEETINGS)
def call_early(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF_EARLY):
        services.call_early_review(
            db.session(),
            programme=programme,
            **schemas.CallEarlyReview().read(request.form),
            by_id=person_id(),
            by_name=signed_in().name,
            today=clock.today(),
        )
        flash("The early review has its day. Invite people to it.")
        return redirect(url_for("meetings.index", reference=reference), code=303)
    return _page(programme, problems), 422


def _page(programme: ProgrammeView, problems: Problems) -> str:
    rules = rules_of(programme.template)
    return render_template(
        "meetings/between.html",
        programme=programme,
        rules=rules,
        callers=[(one.id, one.label, "") for one in rules.early_callers],
        problems=problems,
        answers=request.form,
    )
