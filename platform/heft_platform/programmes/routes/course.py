"""The course of a programme: its dates, its people, a pause, more weeks, and what happened so far."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock, offices, words
from heft_platform.accounts import services as accounts
from heft_platform.calendar.services import CalendarHorizonError
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import schemas, services
from heft_platform.programmes.about_dates import about_dates
from heft_platform.programmes.routes import programmes
from heft_platform.programmes.views import ProgrammeView, tasks_by_milestone

MEANWHILE = (
    "Somebody else changed this programme while you had it open. Look at both, and save what shall hold"
)
ASK_FOR_TERMS = "{refusal} to work out the dates. Ask your cluster administrator to add them"
SAID_OF_PAUSE = {
    services.ProgrammeClosedError: ("reason", "{refusal.words}"),
    services.NotRunningError: ("reason", "Only a programme that runs can be paused"),
    services.PauseNotAllowedError: ("reason", "The template of this programme allows no pause"),
    services.UnknownPauseReasonError: ("reason", "Select why it is paused"),
    services.NotAheadError: ("until", "The day on which it goes on must be after today"),
    services.ChangedMeanwhileError: ("reason", MEANWHILE),
}
SAID_OF_RESUMING = {
    services.ProgrammeClosedError: ("explanation", "{refusal.words}"),
    services.NotPausedError: ("explanation", "This programme is not paused"),
    services.ChangedMeanwhileError: ("explanation", MEANWHILE),
    CalendarHorizonError: ("explanation", ASK_FOR_TERMS),
}
SAID_OF_EXTENSION = {
    services.ProgrammeClosedError: ("weeks", "{refusal.words}"),
    services.NotRunningError: ("weeks", "Only a programme that runs can be made longer"),
    services.ExtensionNotAllowedError: ("weeks", "The template of this programme allows no extension"),
    services.ExtendedOftenEnoughError: (
        "weeks",
        "The template allows {refusal.times} extension, and this programme had it",
    ),
    services.TooManyWeeksError: ("weeks", "Enter a number from 1 to {refusal.most}"),
    services.NotDecidedThereError: (
        "weeks",
        "The template lets this be decided at: {refusal.where}. Record that first",
    ),
    services.NotApprovedError: ("approved_by", "Say who approved it: {refusal.roles}"),
    services.NotTheirsToApproveError: (
        "approved_by",
        "Choose somebody who may approve it: {refusal.roles}",
    ),
    services.NotAgreedWithError: ("agreed_by", "Say who agreed to it: {refusal.roles}"),
    services.ChangedMeanwhileError: ("weeks", MEANWHILE),
    CalendarHorizonError: ("weeks", ASK_FOR_TERMS),
}
SAID_OF_PEOPLE = {
    services.ProgrammeClosedError: ("key_worker_id", "{refusal.words}"),
    services.UnknownChoiceError: ("key_worker_id", "Choose people from the lists"),
    services.ChangedMeanwhileError: ("key_worker_id", MEANWHILE),
}
SAID_OF_UNDOING = {
    services.NothingToUndoError: (
        "why",
        "Something else was done since, or it was done on another day: it can no longer be taken back",
    ),
    services.ResultsStayError: ("why", "What was said at a meeting stays on record"),
    services.AnotherBeganError: ("why", "The pupil has another open programme by now"),
    services.MilestonePreparedError: (
        "why",
        "People are invited to the {refusal.label} by now, or it is arranged, so it stays. Change its day instead",
    ),
}


@programmes.get("/s/<school>/programmes/<reference>/course")
@requires(Deed.WRITE_PROGRAMMES)
def course(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    today = clock.today()
    return render_template(
        "programmes/course.html",
        programme=programme,
        about_dates=list(about_dates(programme.template, programme.milestones, today=today))
        if programme.line.is_open
        else (),
        tasks=tasks_by_milestone(programme),
        today=today,
    )


@programmes.get("/s/<school>/programmes/<reference>/course/pause")
@requires(Deed.WRITE_PROGRAMMES)
def pause(reference: str) -> ResponseReturnValue:
    return _pause_page(programme_or_404(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/course/pause")
@requires(Deed.WRITE_PROGRAMMES)
def paused(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    if programme.line.state == "paused":
        return _done_already(programme, "The programme is paused already")
    problems = Problems()
    with problems.gathered(SAID_OF_PAUSE):
        answers = schemas.PauseProgramme().read(request.form)
        services.pause(db.session(), programme_id=programme.id, **answers, today=clock.today())
        return _done(reference, "The programme is paused. Its dates move when it goes on.")
    return _pause_page(programme, problems), _status(problems)


@programmes.post("/s/<school>/programmes/<reference>/course/resume")
@requires(Deed.WRITE_PROGRAMMES)
def resumed(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    if programme.line.state == "active":
        return _done_already(programme, "The programme goes on already")
    problems = Problems()
    with problems.gathered(SAID_OF_RESUMING):
        answers = schemas.ResumeProgramme().read(request.form)
        lost = services.resume(db.session(), programme_id=programme.id, **answers, today=clock.today())
        moved = (
            f"Its later dates moved by {words.number_of(lost, 'school day')}." if lost else "No date moved."
        )
        return _done(reference, f"The programme goes on. {moved}")
    return _pause_page(programme, problems), _status(problems)


@programmes.get("/s/<school>/programmes/<reference>/course/extend")
@requires(Deed.WRITE_PROGRAMMES)
def extend(reference: str) -> ResponseReturnValue:
    return _extend_page(programme_or_404(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/course/extend")
@requires(Deed.WRITE_PROGRAMMES)
def extended(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF_EXTENSION):
        answers = schemas.ExtendProgramme().read(request.form)
        day = services.extend(db.session(), programme_id=programme.id, **answers)
        return _done(reference, f"The programme is longer now. Its last meeting is on {words.day(day)}.")
    return _extend_page(programme, problems), _status(problems)


@programmes.get("/s/<school>/programmes/<reference>/course/people")
@requires(Deed.WRITE_PROGRAMMES)
def people(reference: str) -> ResponseReturnValue:
    return _people_page(programme_or_404(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/course/people")
@requires(Deed.WRITE_PROGRAMMES)
def people_changed(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF_PEOPLE):
        answers = schemas.ChangePeople().read(request.form)
        services.change_people(db.session(), programme_id=programme.id, **answers)
        return _done(reference, "The people of this programme are changed, and are told by e-mail.")
    return _people_page(programme, problems), _status(problems)


@programmes.get("/s/<school>/programmes/<reference>/history")
@requires(Deed.WRITE_PROGRAMMES)
def history(reference: str) -> ResponseReturnValue:
    return _history_page(programme_or_404(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/undo")
@requires(Deed.WRITE_PROGRAMMES)
def undo(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF_UNDOING):
        answers = schemas.UndoChange().read(request.form)
        services.undo(db.session(), programme_id=programme.id, **answers, today=clock.today())
        return _done(reference, "The last change is taken back.")
    return _history_page(programme, problems), 422


def _done(reference: str, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("programmes.overview", reference=reference), code=303)


def _status(problems: Problems) -> int:
    return 409 if problems.changed_meanwhile else 422


def _form_page(name: str, programme: ProgrammeView, problems: Problems, **more: object) -> str:
    """Show a form; when somebody else was quicker, with what they changed beside it."""
    theirs = services.history(db.session(), programme_id=programme.id) if problems.changed_meanwhile else []
    return render_template(
        f"programmes/{name}.html",
        programme=programme,
        problems=problems,
        answers=request.form,
        theirs=theirs[0] if theirs else None,
        **more,
    )


def _done_already(programme: ProgrammeView, heading: str) -> ResponseReturnValue:
    """Say who was quicker, beside what was written. The form that fits by now would do the opposite of what was asked for."""
    done = services.history(db.session(), programme_id=programme.id)
    page = "programmes/done-already.html"
    return render_template(
        page, programme=programme, heading=heading, done=done[0], written=request.form.get("explanation", "")
    ), 409


def _pause_page(programme: ProgrammeView, problems: Problems) -> str:
    reasons = [(code, services.PAUSE_WORDS[code], "") for code in programme.template.duration.pause.reasons]
    until = None
    if programme.paused_on:
        until = services.paused_until(db.session(), programme_id=programme.id, today=clock.today())
    heading = "Go on with the programme" if programme.line.state == "paused" else "Pause the programme"
    return _form_page("pause", programme, problems, reasons=reasons, until=until, heading=heading)


def _extend_page(programme: ProgrammeView, problems: Problems) -> str:
    may = services.who_may_approve_extension(
        db.session(),
        programme_id=programme.id,
        template=programme.template,
        coordinator_id=programme.coordinator_id,
        key_worker_id=programme.key_worker_id,
    )
    approvers = [(one.person_id, f"{one.name}, {one.role_words}") for one in may]
    roles, template = programme.template.duration.extension.approved_by, programme.template
    open_to_all = any(offices.may_be_taken_on(role, template) for role in roles)
    return _form_page("extend", programme, problems, approvers=approvers, may_be_taken_on=open_to_all)


def _people_page(programme: ProgrammeView, problems: Problems) -> str:
    members = [(one.person_id, f"{one.name}, {one.role_words}") for one in accounts.members(db.session())]
    return _form_page("people", programme, problems, people=members)


def _history_page(programme: ProgrammeView, problems: Problems) -> str:
    changes = services.history(db.session(), programme_id=programme.id)
    last = services.last_change(db.session(), programme_id=programme.id, today=clock.today())
    return render_template(
        "programmes/history.html",
        programme=programme,
        changes=changes,
        undoable=services.change_in_words(last) if last else None,
        problems=problems,
        answers=request.form,
    )


def milestone_of(programme: ProgrammeView, milestone_id: UUID) -> services.MilestoneView:
    return next(
        (one for one in programme.milestones if one.id == milestone_id and one.is_to_come), None
    ) or abort(404)
