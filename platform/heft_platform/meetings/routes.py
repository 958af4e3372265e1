"""Hold a review meeting: one page, every target and every promise with its result."""

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
    with problems.gathered(SAID_OF):
        targets = [target.id for target in programme.targets]
        results = schemas.chosen(request.form, "result", targets, services.RESULT_WORDS)
        changes = schemas.chosen(request.form, "change", targets, services.CHANGE_WORDS)
        promises = [promise.id for promise in programme.commitments]
        kept = schemas.chosen(request.form, "kept", promises, services.KEPT_WORDS)
        _gather_gaps(programme, results, changes, kept, problems)
        answers = schemas.HoldReview().read(request.form)
        if request.form.get("step") != (programme.next_step.code if programme.next_step else ""):
            raise programmes.OutOfOrderError(programme.next_step.label if programme.next_step else "none")
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
            )
            is_final = programme.next_step is not None and programme.next_step.is_final
            flash("The meeting is recorded.")
            endpoint = "programmes.finish" if is_final else "programmes.overview"
            return redirect(url_for(endpoint, reference=reference), code=303)
    return _page(programme, problems), 422


def _gather_gaps(
    programme: ProgrammeView, results: Given, changes: Given, kept: Given, problems: Problems
) -> None:
    for number, target in enumerate(programme.targets, start=1):
        if target.id not in results:
            problems.add(f"result-{target.id}", f"Select what became of target {number}")
        elif target.id not in changes:
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
        result_words=[(code, words, "") for code, words in services.RESULT_WORDS.items()],
        change_words=[(code, words, "") for code, words in services.CHANGE_WORDS.items()],
        kept_words=[(code, words, "") for code, words in services.KEPT_WORDS.items()],
    )
