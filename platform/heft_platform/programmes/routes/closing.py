"""Finish a programme: how it went, and what comes next."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.daily_reports import services as daily_reports
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.meetings import services as meetings
from heft_platform.meetings.services import EvidenceView
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import schemas, services
from heft_platform.programmes.routes import programmes
from heft_platform.programmes.routes.course import MEANWHILE
from heft_platform.programmes.views import ProgrammeView

SAID_OF = {
    services.ProgrammeClosedError: ("verdict", "{refusal.words}"),
    services.ChangedMeanwhileError: ("verdict", MEANWHILE),
    services.TooLateError: (
        "verdict",
        "This programme is finished. How it ended can be changed on the same day",
    ),
    services.NotRunningError: ("verdict", "Only a programme that runs can be finished"),
    services.MeetingsMissingError: ("verdict", "Hold the {refusal.end} first"),
    services.MeetingLeftOutError: (
        "verdict",
        "“{refusal.label}” was left out, and the template lets no programme finish without it. End it early, and say why",
    ),
    services.PaperMissingError: (
        "verdict",
        (
            "The template lets no programme finish without “{refusal.label}”. Still to come: {refusal.lacking}. "
            "Ask for it under “What is asked for”, and note that it is there or why it is left out"
        ),
    ),
    services.UnknownVerdictError: ("verdict", "Select how it went"),
    services.NextStepMissingError: ("next_steps", "Select what comes next"),
    meetings.StepOfAnotherVerdictError: (
        "next_steps",
        "“{refusal.label}” does not follow this outcome. Select from what stands under it",
    ),
    meetings.RequiredStepMissingError: (
        "left_out",
        "Select “{refusal.label}” too, or say why it is left out",
    ),
    meetings.CreditMissingError: ("credit", "Say what credit the pupil is given, and how"),
    meetings.SupportMissingError: ("support", "Say what support comes next. Help goes on"),
}


@programmes.get("/s/<school>/programmes/<reference>/finish")
@requires(Deed.HOLD_MEETINGS)
def finish(reference: str) -> ResponseReturnValue:
    return _page(programme_or_404(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/finish")
@requires(Deed.HOLD_MEETINGS)
def finished(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.CloseProgramme().read(request.form)
        judged = schemas.JudgeProgramme().read(request.form)
        is_again = "again" in request.form
        _check(programme, answers, judged)
        evidence = _evidence(programme)
        deed = services.change_closing if is_again else services.close
        try:
            deed(db.session(), programme_id=programme.id, **answers, today=clock.today())
        except services.ProgrammeClosedError:
            if programme.closed_on != clock.today() or not programme.line.is_judged:
                raise
            return _page(programme, problems, both=True), 409
        _keep_verdict(programme, answers["verdict"], evidence, judged, is_again=is_again)
        flash("The programme is finished.")
        return redirect(url_for("programmes.overview", reference=reference), code=303)
    return _page(
        programme, problems, both="again" in request.form
    ), 409 if problems.changed_meanwhile else 422


def _check(programme: ProgrammeView, answers: dict[str, Any], judged: dict[str, Any]) -> None:
    """Check what a verdict needs, once it is time for one: before, the programme itself refuses."""
    if programme.line.state == "active" and programme.next_milestone is None:
        meetings.check_verdict(
            programme=programme,
            verdict=answers["verdict"],
            next_steps=answers["next_steps"],
            credit=judged["credit"],
            support=judged["support"],
            left_out=judged["left_out"],
        )


def _evidence(programme: ProgrammeView) -> tuple[EvidenceView, ...]:
    session, today = db.session(), clock.today()
    progress = daily_reports.progress_of(session, programme=programme, today=today)
    return meetings.evidence_of(
        programme=programme,
        progress=progress,
        reviews=meetings.reviews_of(session, programme_id=programme.id),
        changed=meetings.since_last(
            session, programme=programme, progress=progress, until=today, today=today
        ),
    )


def _keep_verdict(
    programme: ProgrammeView,
    verdict: str,
    evidence: tuple[EvidenceView, ...],
    judged: dict[str, Any],
    *,
    is_again: bool,
) -> None:
    session, today = db.session(), clock.today()
    looks_in = judged["after_care"] == "yes" and meetings.offers_after_care(programme, verdict)
    until = meetings.after_care_ends(programme, today) if looks_in else None
    meetings.keep_verdict(
        session,
        programme=programme,
        verdict=verdict,
        evidence=evidence,
        credit=judged["credit"],
        support=judged["support"],
        left_out=judged["left_out"],
        after_care_until=until,
        decided_by=person_id(),
        decider_name=signed_in().name,
    )
    if is_again:
        return  # what is left to do stands on the list since the first time
    meetings.begin_after_care(
        session,
        programme=programme,
        closing_steps=judged["closing_steps"],
        after_care_until=until,
        by_id=person_id(),
        by_name=signed_in().name,
        today=today,
    )


def _page(programme: ProgrammeView, problems: Problems, *, both: bool = False) -> str:
    """Show the form; with what somebody else wrote beside it, when the programme was finished meanwhile."""
    return render_template(
        "programmes/finish.html",
        programme=programme,
        problems=problems,
        answers=request.form,
        chosen=request.form.getlist("next_steps"),
        both=both,
        evidence=_evidence(programme) if programme.line.is_open and programme.next_milestone is None else (),
        rules=meetings.rules_of(programme.template),
        chosen_closing=request.form.getlist("closing_steps"),
    )
