"""Key-worker sessions: the list, the next one recorded, and what was agreed of them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.calendar import services as calendar
from heft_platform.calendar.services import CalendarHorizonError, NotASchoolDayError
from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.library import services as library
from heft_platform.loading import with_targets_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeWithTargets
from heft_platform.sessions import schemas, services
from heft_platform.sessions.cadence import next_day
from heft_platform.sessions.routes import sessions

SAID_OF = {
    programmes.ProgrammeClosedError: ("outcome", "{refusal.words}"),
    services.NotRunningError: ("outcome", "This programme is not running, so no session is recorded"),
    services.InTheFutureError: ("day", "The day of the session must be today or before"),
    NotASchoolDayError: ("day", "There was no school on this day: it is {refusal.why}"),
    services.WhyMissingError: ("why", "Say why it did not happen"),
    services.NotWithPupilError: (
        "outcome",
        "The pupil takes no part in these sessions. If it did not happen, say why",
    ),
    services.WrongNextDayError: ("next_on", "The next session must be on a school day after this one"),
    services.RecordedAlreadyError: ("day", "{refusal.by} recorded the session of this day already"),
    CalendarHorizonError: ("next_on", "{refusal} first"),
}
SAID_OF_AGREEING = {
    programmes.ProgrammeClosedError: ("cadence", "{refusal.words}"),
    services.UnknownCadenceError: ("cadence", "Select only what the template of this programme allows"),
    services.AgreedMeanwhileError: (
        "cadence",
        "Somebody agreed something else while you were writing. Save again to put yours in its place",
    ),
}
SURE = [(str(one), words, "") for one, words in enumerate(("1, not at all", "2", "3", "4", "5, very"), 1)]
CONTROL = [
    (str(one), words, "") for one, words in enumerate(("1, not at all", "2", "3", "4", "5, completely"), 1)
]


@sessions.get("/s/<school>/sessions/late")
@requires(Deed.KEEP_SESSIONS)
def late() -> ResponseReturnValue:
    overdue = services.overdue_cadences(db.session(), today=clock.today())
    return render_template("sessions/late.html", overdue=overdue)


@sessions.get("/s/<school>/programmes/<reference>/sessions")
@requires(Deed.KEEP_SESSIONS)
def index(reference: str) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    session, today = db.session(), clock.today()
    monitoring = programme.template.sessions
    return render_template(
        "sessions/index.html",
        programme=programme,
        monitor=programme.template.terms.monitor,
        also_there=programme.template.role_words(monitoring.with_roles) if monitoring else [],
        told_of_missed=programme.template.role_words(monitoring.missed.tell) if monitoring else [],
        cadence=services.cadence_of(session, programme=programme, today=today),
        plan=services.monitoring_plan_of(session, programme=programme),
        sessions=services.sessions_of(session, programme_id=programme.id),
        today=today,
    )


@sessions.get("/s/<school>/programmes/<reference>/sessions/new")
@requires(Deed.KEEP_SESSIONS)
def new(reference: str) -> ResponseReturnValue:
    return _page(with_targets_or_404(reference), Problems())


@sessions.post("/s/<school>/programmes/<reference>/sessions/new")
@requires(Deed.KEEP_SESSIONS)
def add(reference: str) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.RecordSession().read(request.form)
        services.record_session(
            db.session(),
            programme=programme,
            ratings=schemas.ratings_of(request.form, programme.targets),
            recorder_name=signed_in().name,
            today=clock.today(),
            **answers,
        )
        flash("The session is recorded.")
        return redirect(url_for("sessions.index", reference=reference), code=303)
    return _page(programme, problems), 422


@sessions.get("/s/<school>/programmes/<reference>/sessions/plan")
@requires(Deed.KEEP_SESSIONS)
def plan(reference: str) -> ResponseReturnValue:
    return _plan_page(with_targets_or_404(reference), Problems())


@sessions.post("/s/<school>/programmes/<reference>/sessions/plan")
@requires(Deed.KEEP_SESSIONS)
def agree(reference: str) -> ResponseReturnValue:
    programme = with_targets_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF_AGREEING):
        answers = schemas.AgreeMonitoring().read(request.form)
        services.agree_monitoring(
            db.session(),
            programme=programme,
            written_by=signed_in().name,
            today=clock.today(),
            **answers,
        )
        flash("Agreed. It holds from today.")
        return redirect(url_for("sessions.index", reference=reference), code=303)
    return _plan_page(programme, problems), 409 if problems.changed_meanwhile else 422


def _page(programme: ProgrammeWithTargets, problems: Problems) -> str:
    cadence = services.cadence_of(db.session(), programme=programme, today=clock.today())
    return render_template(
        "sessions/record.html",
        programme=programme,
        cadence=cadence,
        monitor=programme.template.terms.monitor,
        outcomes=[(code, words, "") for code, words in services.outcomes_of(programme.template).items()],
        sure=SURE,
        control=CONTROL,
        problems=problems,
        answers=request.form or _filled_in(cadence),
    )


def _filled_in(cadence: services.Cadence | None) -> dict[str, Any]:
    """Fill in the day, which is today, and the next one, counted from it."""
    today = clock.today()
    after = next_day(calendar.calendar_of_school(db.session()), today, cadence.cadence) if cadence else None
    return in_three_boxes("day", today) | (in_three_boxes("next_on", after) if after else {})


def _plan_page(programme: ProgrammeWithTargets, problems: Problems) -> str:
    kept = services.monitoring_plan_of(db.session(), programme=programme)
    monitoring = programme.template.sessions
    news = programme.template.communication
    cadences = monitoring.cadence.options if monitoring else ()
    return render_template(
        "sessions/plan.html",
        programme=programme,
        kept=kept,
        monitoring=monitoring,
        cadences=[(code, library.CADENCE_WORDS[code], "") for code in cadences],
        rhythms=[(code, library.CADENCE_WORDS[code], "") for code in news.home_school.rhythm_options],
        channels=[(code, library.CHANNEL_WORDS.get(code, code)) for code in news.channels],
        problems=problems,
        answers=request.form or vars(kept),
    )
