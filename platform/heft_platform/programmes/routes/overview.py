"""The programmes of a school, the home of one, and its log. Staff and visitors share these pages."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.daily_reports import services as daily_reports
from heft_platform.entering import person_id, signed_in
from heft_platform.escalations import services as escalations
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.meetings import services as meetings
from heft_platform.permissions import Deed, may, requires
from heft_platform.programmes import schemas, services
from heft_platform.programmes.routes import programmes
from heft_platform.programmes.views import ProgrammeView
from heft_platform.programmes.what_follows import what_may_follow
from heft_platform.provision import services as provision
from heft_platform.pupils import services as pupils

SAID_OF_NOTE = {services.ProgrammeClosedError: ("body", "{refusal.words}, so its log is closed")}


@programmes.get("/s/<school>/programmes")
@requires(Deed.READ_PUPILS)
def index() -> ResponseReturnValue:
    asked = request.args
    wanted = services.Wanted(
        state=asked.get("state", ""),
        class_name=asked.get("class_name", ""),
        key_worker=_id_in(asked.get("key_worker")),
        due=asked.get("due", ""),
    )
    found = services.programmes_page(
        db.session(), wanted=wanted, page=asked.get("page", 1, type=int), today=clock.today()
    )
    return render_template(
        "programmes/index.html",
        found=found,
        lines=found.lines,
        wanted=wanted,
        states=services.STATES,
        due_words=services.DUE,
        classes=pupils.groups(db.session(), today=clock.today()).classes,
    )


@programmes.get("/s/<school>/programmes/<reference>")
@requires(Deed.READ_PROGRAMMES)
def overview(reference: str) -> ResponseReturnValue:
    return _page(programme_or_404(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/notes")
@requires(Deed.ADD_NOTES)
def add_note(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF_NOTE):
        answers = schemas.AddNote().read(request.form)
        services.add_note(
            db.session(),
            programme_id=programme.id,
            author_id=person_id(),
            author_name=signed_in().name,
            **answers,
        )
        flash("The note is in the log.")
        return redirect(url_for("programmes.overview", reference=reference) + "#log", code=303)
    return _page(programme, problems), 422


def _id_in(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _page(programme: ProgrammeView, problems: Problems) -> str:
    session, today = db.session(), clock.today()
    held = meetings.reviews_asked(programme_id=programme.id) if programme.shows("MEETINGS") else None
    reviews, kept = held.ask(session) if held else ([], None)
    return render_template(
        "programmes/overview.html",
        programme=programme,
        progress=daily_reports.progress_of(session, programme=programme, today=today)
        if programme.shows("SCORES")
        else None,
        reviews=reviews,
        kept=kept,
        rolls=provision.rolls_of(session, pupil_id=programme.line.pupil_id, today=today)
        if may(Deed.READ_PUPILS)
        else None,
        relations=services.relations_of(session, programme_id=programme.id) if may(Deed.READ_PUPILS) else [],
        requests=escalations.requests_of_programme(session, programme_id=programme.id)
        if may(Deed.ASK_AUTHORITY)
        else [],
        may_follow=what_may_follow(programme) if programme.ended_as else [],
        problems=problems,
        answers=request.form,
        today=today,
    )
