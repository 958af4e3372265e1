"""What is asked for: the list, reminders, more of it, and of whom, by when, or why not."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock, words
from heft_platform.extensions import db
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems, without_control_characters
from heft_platform.gathering import schemas, services
from heft_platform.gathering.routes import gathering
from heft_platform.gathering.routes.answering import (
    MEANWHILE,
    asked_or_404,
    one_page,
    people,
    programme_of_staff,
)
from heft_platform.gathering.services import NextMeeting
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView

SAID_OF = {
    programmes.ProgrammeClosedError: ("due_on", "{refusal.words}"),
    services.UnknownChoiceError: ("asked_id", "Choose from the list"),
    services.EnoughOfTheseError: (
        "document",
        (
            "The template allows this no more than {refusal.most} times, and that many are asked for or here. "
            "Leave one out first, or ask for it in your own words"
        ),
    ),
    services.TwoPeopleError: ("asked_name", "Choose somebody of the school or name somebody else, not both"),
    services.NotAskedForError: ("due_on", "This is no longer asked for"),
    services.ChangedMeanwhileError: ("due_on", MEANWHILE),
}


@gathering.get("/s/<school>/programmes/<reference>/asked")
@requires(Deed.READ_PROGRAMMES)
def asked(reference: str) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    lines = services.asked_for(db.session(), programme_id=programme.id, template=programme.template)
    meeting = _next_meeting(programme)
    return render_template(
        "gathering/asked.html",
        programme=programme,
        lines=lines,
        wanted=services.reports_wanted(db.session(), meeting=meeting) if meeting else (),
        lacking=services.copies_lacking(lines, programme.template),
        today=clock.today(),
    )


@gathering.post("/s/<school>/programmes/<reference>/asked/reports")
@requires(Deed.WRITE_PROGRAMMES)
def ask_for_reports(reference: str) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    try:
        held = programmes.hold_programme(db.session(), programme_id=programme.id)
        meeting = _next_meeting(programme)
        asked = (
            services.ask_for_reports(db.session(), programme=held, meeting=meeting, today=clock.today())
            if meeting
            else 0
        )
    except programmes.ProgrammeClosedError as refusal:
        flash(f"{refusal.words}, so nothing is asked for.")
    else:
        flash(f"{words.number_of(asked, 'report')} asked for." if asked else "They are asked for already.")
    return redirect(url_for("gathering.asked", reference=reference), code=303)


@gathering.post("/s/<school>/programmes/<reference>/asked/remind")
@requires(Deed.WRITE_PROGRAMMES)
def remind(reference: str) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    try:
        held = programmes.hold_programme(db.session(), programme_id=programme.id)
        mailed, others = services.remind(db.session(), programme=held, today=clock.today())
    except programmes.ProgrammeClosedError as refusal:
        flash(f"{refusal.words}, so nobody is reminded.")
    else:
        flash(f"{words.number_of(mailed, 'person', 'people')} reminded by e-mail. It says no name.")
        if others:
            flash(f"To be reminded in person, because we have no e-mail address: {words.list_of(others)}.")
    return redirect(url_for("gathering.asked", reference=reference), code=303)


@gathering.get("/s/<school>/programmes/<reference>/asked/new")
@requires(Deed.WRITE_PROGRAMMES)
def ask_more(reference: str) -> ResponseReturnValue:
    return _more_page(programme_of_staff(reference), Problems())


@gathering.post("/s/<school>/programmes/<reference>/asked/new")
@requires(Deed.WRITE_PROGRAMMES)
def asked_more(reference: str) -> ResponseReturnValue:
    programme = programme_of_staff(reference)
    problems = Problems()
    if not any(without_control_characters(request.form.get(name, "")) for name in ("label", "document")):
        problems.add("label", "Say what is asked for, or choose it from the list")
    with problems.gathered(SAID_OF):
        answers = schemas.AskSomebody().read(request.form)
        if not problems:
            held = programmes.hold_programme(db.session(), programme_id=programme.id)
            services.ask_for_more(db.session(), programme=held, **answers, today=clock.today())
            flash("It is asked for.")
            return redirect(url_for("gathering.asked", reference=reference), code=303)
    return _more_page(programme, problems), 422


@gathering.post("/s/<school>/programmes/<reference>/asked/<uuid:asked_id>/who")
@requires(Deed.WRITE_PROGRAMMES)
def asked_changed(reference: str, asked_id: UUID) -> ResponseReturnValue:
    return _deed(reference, asked_id, services.change_asked, schemas.ChangeAsked().read, "It is changed.")


@gathering.post("/s/<school>/programmes/<reference>/asked/<uuid:asked_id>/leave-out")
@requires(Deed.WRITE_PROGRAMMES)
def asked_left_out(reference: str, asked_id: UUID) -> ResponseReturnValue:
    def leave_out(session: Any, **answers: Any) -> None:
        services.leave_out(session, **answers, today=clock.today())

    return _deed(reference, asked_id, leave_out, schemas.LeaveOut().read, "It is left out, with the reason.")


@gathering.post("/s/<school>/programmes/<reference>/asked/<uuid:asked_id>/paper")
@requires(Deed.WRITE_PROGRAMMES)
def asked_on_paper(reference: str, asked_id: UUID) -> ResponseReturnValue:
    def note_paper(session: Any, **answers: Any) -> None:
        services.note_paper(session, **answers, today=clock.today())

    return _deed(reference, asked_id, note_paper, InVersion().read, "It is noted: the paper is here.")


def _deed(reference: str, asked_id: UUID, deed: Any, read: Any, done: str) -> ResponseReturnValue:
    """Do something with one thing that is asked for, and go back to the list."""
    programme = programme_of_staff(reference)
    one = asked_or_404(programme, asked_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = read(request.form)
        held = programmes.hold_programme(db.session(), programme_id=programme.id)
        deed(db.session(), programme=held, asked_for_id=asked_id, **answers)
        flash(done)
        return redirect(url_for("gathering.asked", reference=reference), code=303)
    return one_page(programme, one, problems), 409 if problems.changed_meanwhile else 422


def _more_page(programme: ProgrammeView, problems: Problems) -> str:
    return render_template(
        "gathering/ask-more.html",
        programme=programme,
        problems=problems,
        answers=request.form,
        documents=[(one.id, one.label) for one in programme.template.documents],
        people=people(),
    )


def _next_meeting(programme: ProgrammeView) -> NextMeeting | None:
    """Return the meeting that is to come, for which reports are asked; none while the programme does not run."""
    milestone = programme.next_milestone
    if milestone is None or programme.line.state != "active":
        return None
    return NextMeeting(
        programme_id=programme.id,
        template=programme.template,
        milestone=milestone.code,
        label=milestone.label,
        due_on=milestone.due_on,
        key_worker=programme.line.key_worker,
        committed={commitment.who: commitment.party for commitment in programme.commitments},
    )
