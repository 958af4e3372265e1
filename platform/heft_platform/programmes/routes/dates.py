"""Put a milestone of a programme on another day, or leave it out."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock, words
from heft_platform.calendar.services import CalendarHorizonError, NotASchoolDayError
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import schemas, services
from heft_platform.programmes.about_dates import about_leaving_out
from heft_platform.programmes.routes import programmes
from heft_platform.programmes.routes.course import ASK_FOR_TERMS, MEANWHILE, milestone_of
from heft_platform.programmes.services import MilestoneView, ProgrammeView

SAID_OF_DAY = {
    services.ProgrammeClosedError: ("due_on", "{refusal.words}"),
    services.ChangedMeanwhileError: ("due_on", MEANWHILE),
    services.UnknownMilestoneError: ("due_on", "This step was held or left out meanwhile"),
    NotASchoolDayError: ("due_on", "Choose a school day. This day is {refusal.why}"),
    services.SameDayError: ("due_on", "It is on this day already. Enter another day"),
    services.OutsideWindowError: (
        "due_on",
        "The day must be between {refusal.first} and {refusal.last}",
    ),
    services.ReasonNeededError: (
        "why",
        "It moves by more than {refusal.tolerance} school days, so say why",
    ),
    services.EndSetAtMeetingError: ("due_on", "{refusal.words}"),
    services.TooShortError: ("due_on", "{refusal.words}"),
    services.TooLongError: ("due_on", "{refusal.words}"),
    services.DatesOutOfOrderError: (
        "due_on",
        "The steps must stay in order: “{refusal.other}” is on {refusal.day}",
    ),
    CalendarHorizonError: ("due_on", ASK_FOR_TERMS),
}
SAID_OF_SKIPPING = {
    services.ProgrammeClosedError: ("skip", "{refusal.words}"),
    services.ChangedMeanwhileError: ("skip", MEANWHILE),
    services.UnknownMilestoneError: ("skip", "This step was held or left out meanwhile"),
    services.NotDecidedThereError: (
        "skip",
        "Whether it is left out is decided at the {refusal.where}. Hold that first, and decide it there",
    ),
    services.CannotBeSkippedError: ("skip", "The template asks for this step, so it cannot be left out"),
}


@programmes.get("/s/<school>/programmes/<reference>/steps/<uuid:milestone_id>")
@requires(Deed.WRITE_PROGRAMMES)
def milestone(reference: str, milestone_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    return _page(programme, milestone_of(programme, milestone_id), Problems())


@programmes.post("/s/<school>/programmes/<reference>/steps/<uuid:milestone_id>")
@requires(Deed.WRITE_PROGRAMMES)
def milestone_moved(reference: str, milestone_id: UUID) -> ResponseReturnValue:
    """Move a milestone. Where later ones could move along, they are shown first, and nothing is saved yet."""
    programme = programme_or_404(reference)
    one = milestone_of(programme, milestone_id)
    problems = Problems()
    with problems.gathered(SAID_OF_DAY):
        answers = schemas.MoveMilestone().read(request.form)
        if "decided" not in request.form and programme.template.schedule.reflow != "none":
            later = services.later_dates(
                db.session(), programme_id=programme.id, milestone_id=milestone_id, due_on=answers["due_on"]
            )
            if later:
                return render_template(
                    "programmes/later-dates.html",
                    programme=programme,
                    milestone=one,
                    later=later,
                    answers=answers,
                    propose=programme.template.schedule.reflow == "propose",
                )
        services.move_milestone(db.session(), programme_id=programme.id, milestone_id=milestone_id, **answers)
        return _done(reference, f"“{one.label}” is now on {words.day(answers['due_on'])}.")
    return _page(programme, one, problems), 409 if problems.changed_meanwhile else 422


@programmes.post("/s/<school>/programmes/<reference>/steps/<uuid:milestone_id>/skip")
@requires(Deed.WRITE_PROGRAMMES)
def milestone_skipped(reference: str, milestone_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    one = milestone_of(programme, milestone_id)
    problems = Problems()
    with problems.gathered(SAID_OF_SKIPPING):
        answers = schemas.SkipMilestone().read({**request.form, "why": request.form.get("skip", "")})
        services.skip_milestone(
            db.session(), programme_id=programme.id, milestone_id=milestone_id, **answers, today=clock.today()
        )
        return _done(reference, f"“{one.label}” is left out.")
    if said := problems.of("why"):
        problems = Problems()
        problems.add("skip", said)
    return _page(programme, one, problems), 409 if problems.changed_meanwhile else 422


def _done(reference: str, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("programmes.course", reference=reference), code=303)


def _page(programme: ProgrammeView, one: MilestoneView, problems: Problems) -> str:
    theirs = services.history(db.session(), programme_id=programme.id) if problems.changed_meanwhile else []
    typed = {} if one.window_from else in_three_boxes("due_on", one.due_on)
    return render_template(
        "programmes/milestone.html",
        programme=programme,
        milestone=one,
        about_leaving_out=about_leaving_out(programme.template, one),
        problems=problems,
        answers=request.form or typed,
        theirs=theirs[0] if theirs else None,
    )
