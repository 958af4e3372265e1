"""Hold a review meeting: one page, every target and every promise with its result."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.daily_reports import services as daily_reports
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.meetings import schemas, services
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView

Given = dict[UUID, str]
meetings = Blueprint("meetings", __name__, template_folder="templates")

SAID_OF = {
    services.NotTimeForReviewError: ("present", "This programme has no meeting to hold now"),
    services.NotOnThatDayError: (
        "held_on",
        "The day of the meeting must be today or before, and not before the last meeting",
    ),
    programmes.OutOfOrderError: ("present", "This meeting is recorded already. Next: {refusal.next_label}"),
    programmes.ProgrammeClosedError: ("present", "This programme is finished"),
}


@meetings.get("/s/<school>/programmes/<reference>/review")
@requires(Deed.RUN_REVIEWS)
def review(reference: str) -> ResponseReturnValue:
    return _page(programme_or_404(reference), Problems())


@meetings.post("/s/<school>/programmes/<reference>/review")
@requires(Deed.RUN_REVIEWS)
def hold(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    answers: dict[str, Any] = {}
    with problems.gathered(SAID_OF):
        answers = schemas.HoldReview().read(request.form)
    with problems.gathered(SAID_OF):
        if request.form.get("step") != (programme.next_step.code if programme.next_step else ""):
            raise programmes.OutOfOrderError(programme.next_step.label if programme.next_step else "none")
        targets = [target.id for target in programme.targets]
        results = schemas.chosen(request.form, "result", targets, services.RESULT_WORDS)
        changes = schemas.chosen(request.form, "change", targets, services.CHANGE_WORDS)
        promises = [promise.id for promise in programme.commitments]
        kept = schemas.chosen(request.form, "kept", promises, services.KEPT_WORDS)
        _gather_gaps(programme, results, changes, kept, problems)
        if not problems:
            services.hold_review(
                db.session(),
                programme=programme,
                results=results,
                changes=changes,
                kept=kept,
                **answers,
                recorded_by=person_id(),
                recorder_name=signed_in().name,
                today=clock.today(),
            )
            return _go_on(programme, set(changes.values()))
    return _page(programme, problems), 422


def _go_on(programme: ProgrammeView, changes: set[str]) -> ResponseReturnValue:
    """Lead to what the meeting decided: finish the programme, change targets, or run on."""
    flash("The meeting is recorded.")
    if programme.next_step is not None and programme.next_step.is_final:
        endpoint = "programmes.finish"
    elif changes & {"harder", "revise"}:
        flash("Now write the new words of the targets that change.")
        endpoint = "programmes.plan"
    else:
        endpoint = "programmes.overview"
    return redirect(url_for(endpoint, reference=programme.reference), code=303)


def _gather_gaps(
    programme: ProgrammeView, results: Given, changes: Given, kept: Given, problems: Problems
) -> None:
    for number, target in enumerate(programme.targets, start=1):
        if target.id not in results:
            problems.add(f"result-{target.id}", f"Select what became of target {number}")
        if target.id not in changes:
            problems.add(f"change-{target.id}", f"Select what happens to target {number} now")
    for promise in programme.commitments:
        if promise.id not in kept:
            problems.add(f"kept-{promise.id}", f"Select whether this was kept: {promise.what[:60]}")


def _page(programme: ProgrammeView, problems: Problems) -> str:
    today = clock.today()
    typed = {"held_on-day": today.day, "held_on-month": today.month, "held_on-year": today.year}
    return render_template(
        "meetings/review.html",
        programme=programme,
        progress=daily_reports.progress_of(db.session(), programme=programme, today=today),
        problems=problems,
        answers=request.form or typed,
        result_words=services.RESULT_WORDS,
        change_words=services.CHANGE_WORDS,
        kept_words=services.KEPT_WORDS,
    )
