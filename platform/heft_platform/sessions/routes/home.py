"""School and home: the log of news, and who knows the targets."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.library import services as library
from heft_platform.loading import with_targets_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeWithTargets
from heft_platform.sessions import schemas, services
from heft_platform.sessions.routes import sessions

SAID_OF = {
    programmes.ProgrammeClosedError: ("channel", "{refusal.words}"),
    services.UnknownChannelError: ("channel", "Select one of these ways"),
    services.InTheFutureError: ("day", "{refusal.words}"),
}


@sessions.get("/s/<school>/programmes/<reference>/home")
@requires(Deed.KEEP_SESSIONS)
def home(reference: str) -> ResponseReturnValue:
    return _home_page(with_targets_or_404(reference), Problems())


@sessions.post("/s/<school>/programmes/<reference>/home")
@requires(Deed.KEEP_SESSIONS)
def note_contact(reference: str) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.NoteContact().read(request.form)
        services.note_contact(
            db.session(),
            programme=programme,
            recorder_name=signed_in().name,
            today=clock.today(),
            **answers,
        )
        flash("Written down.")
        return redirect(url_for("sessions.home", reference=reference), code=303)
    return _home_page(programme, problems), 422


@sessions.get("/s/<school>/programmes/<reference>/told")
@requires(Deed.KEEP_SESSIONS)
def told(reference: str) -> ResponseReturnValue:
    return _told_page(with_targets_or_404(reference), Problems())


@sessions.post("/s/<school>/programmes/<reference>/told")
@requires(Deed.KEEP_SESSIONS)
def plan_message(reference: str) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.PlanMessage().read(request.form)
        services.plan_message(db.session(), programme=programme, written_by=signed_in().name, **answers)
        flash("It is on the list.")
        return redirect(url_for("sessions.told", reference=reference), code=303)
    return _told_page(programme, problems), 422


@sessions.post("/s/<school>/programmes/<reference>/told/<uuid:message_id>")
@requires(Deed.KEEP_SESSIONS)
def mark_told(reference: str, message_id: UUID) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    was_there = services.mark_told(
        db.session(), programme=programme, message_id=message_id, by=signed_in().name, today=clock.today()
    )
    if not was_there:
        abort(404)
    flash("Marked as told.")
    return redirect(url_for("sessions.told", reference=reference), code=303)


def _channels(programme: ProgrammeWithTargets) -> list[tuple[str, str]]:
    channels = programme.template.communication.channels
    return [(code, library.CHANNEL_WORDS.get(code, code)) for code in channels]


def _home_page(programme: ProgrammeWithTargets, problems: Problems) -> str:
    session, today = db.session(), clock.today()
    typed = in_three_boxes("day", today)
    return render_template(
        "sessions/home.html",
        programme=programme,
        plan=services.monitoring_plan_of(session, programme=programme),
        home=services.home_of(session, programme=programme, today=today),
        channels=_channels(programme),
        good_news_first=programme.template.communication.home_school.positive_first,
        problems=problems,
        answers=request.form or typed,
    )


def _told_page(programme: ProgrammeWithTargets, problems: Problems) -> str:
    shared = programme.template.communication.targets_shared_with
    return render_template(
        "sessions/told.html",
        programme=programme,
        messages=services.messages_of(db.session(), programme_id=programme.id),
        roles=programme.template.role_words(shared.roles),
        paper=programme.template.document(shared.document).label if shared.document else "",
        channels=_channels(programme),
        problems=problems,
        answers=request.form,
    )
