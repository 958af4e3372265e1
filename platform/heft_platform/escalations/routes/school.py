"""The school asks: write, check exactly what will be sent, approve, and go on with the thread."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.calendar.services import CalendarHorizonError
from heft_platform.documents import services as documents
from heft_platform.entering import person_id, signed_in
from heft_platform.escalations import schemas, services
from heft_platform.escalations.routes import escalations
from heft_platform.extensions import db
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, may, requires
from heft_platform.programmes.services import ProgrammeView
from heft_platform.said_of_letters import HAS_LEFT, TOO_MANY_LETTERS
from heft_tenants.attachments import AttachmentNotReadyError
from heft_tenants.letters import ReceiverHasLeftError, TooManyLettersError

SAID_OF = {
    ReceiverHasLeftError: ("letters", HAS_LEFT),
    TooManyLettersError: ("letters", TOO_MANY_LETTERS),
    services.ChangedSinceShownError: (
        "version",
        "Somebody changed, sent or took back this request since you opened the page. Read it again",
    ),
    services.NotTheirsToAskError: (
        "asks",
        "This template lets others ask the authority: {refusal.roles}. Ask one of them to write the request",
    ),
    services.NotAwaitedError: (
        "letters",
        "This request has moved on since you opened the page. Read it again",
    ),
    AttachmentNotReadyError: (
        "documents",
        "A document is still being prepared. Wait a moment and send again, or remove the document",
    ),
    CalendarHorizonError: (
        "why_now",
        "Term dates for the {refusal.missing} are needed to work out the dates. Ask your cluster administrator",
    ),
}
BASE = "/s/<school>/programmes/<reference>/requests"
ONE = f"{BASE}/<request_reference>"


@escalations.get(f"{BASE}/new")
@requires(Deed.ASK_AUTHORITY)
def start(reference: str) -> ResponseReturnValue:
    return _write_page(programme_or_404(reference), Problems())


@escalations.post(f"{BASE}/new")
@requires(Deed.ASK_AUTHORITY)
def write(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = _answers(programme)
        asks = [words for code, words in programme.template.asks() if code in answers["asks"]]
        written = services.write_request(
            db.session(),
            programme=programme,
            **{**answers, "asks": asks},
            written_by=person_id(),
            writer_name=signed_in().name,
            today=clock.today(),
        )
        return redirect(
            url_for("escalations.check", reference=reference, request_reference=written), code=303
        )
    return _write_page(programme, problems), 422


@escalations.get(f"{ONE}/check")
@requires(Deed.ASK_AUTHORITY)
def check(reference: str, request_reference: str) -> ResponseReturnValue:
    programme, view = load_for_school(reference, request_reference)
    if view.line.state == "sent":
        return redirect(
            url_for("escalations.thread", reference=reference, request_reference=request_reference)
        )
    return _check_page(programme, view, Problems())


@escalations.post(f"{ONE}/check")
@requires(Deed.ASK_AUTHORITY)
def decide(reference: str, request_reference: str) -> ResponseReturnValue:
    """Do what the button says: offer it to the head, approve and send, send back, renew the pack, or drop it."""
    programme, view = load_for_school(reference, request_reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        version = InVersion().read(request.form)["version"]
        said = _decide(programme, request_reference, version)
        flash(said)
        return redirect(_after(reference, request_reference), code=303)
    return _check_page(programme, view, problems), 422


@escalations.get(ONE)
@requires(Deed.ASK_AUTHORITY)
def thread(reference: str, request_reference: str) -> ResponseReturnValue:
    programme, view = load_for_school(reference, request_reference)
    if view.line.state != "sent":
        return redirect(
            url_for("escalations.check", reference=reference, request_reference=request_reference)
        )
    return _thread_page(programme, view, Problems())


@escalations.post(f"{ONE}/reply")
@requires(Deed.ASK_AUTHORITY)
def reply(reference: str, request_reference: str) -> ResponseReturnValue:
    programme, view = load_for_school(reference, request_reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        words = schemas.Words().read(request.form)["words"]
        services.reply(
            db.session(),
            programme=programme,
            reference=request_reference,
            words=words,
            writer=signed_in().name,
        )
        flash(f"Your answer is before {view.authority}.")
        return redirect(_after(reference, request_reference), code=303)
    return _thread_page(programme, view, problems), 422


@escalations.post(f"{ONE}/withdraw")
@requires(Deed.ASK_AUTHORITY)
def withdraw(reference: str, request_reference: str) -> ResponseReturnValue:
    programme, view = load_for_school(reference, request_reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        words = schemas.Reasons().read(request.form)["words"]
        services.withdraw(
            db.session(),
            programme=programme,
            reference=request_reference,
            words=words,
            writer=signed_in().name,
        )
        flash("The request is withdrawn. What was sent stays read.")
        return redirect(_after(reference, request_reference), code=303)
    return _thread_page(programme, view, problems), 422


@escalations.get(f"{ONE}/pdf")
@requires(Deed.ASK_AUTHORITY)
def school_pdf(reference: str, request_reference: str) -> ResponseReturnValue:
    _, view = load_for_school(reference, request_reference)
    return as_pdf([view.to_send] if view.to_send else view.letters, request_reference)


def as_pdf(letters: list[services.LetterView], reference: str) -> ResponseReturnValue:
    """Answer with this side's copy of the letters as a PDF, made in the request: it takes some 50 ms."""
    made = documents.letters_pdf(
        letters,
        reference=reference,
        organisation=g.place.name,
        made_at=clock.now(),
        made_by=signed_in().name,
    )
    return documents.download(made, name=f"{reference}.pdf", media_type="application/pdf")


def _decide(programme: ProgrammeView, reference: str, version: int) -> str:
    session = db.session()
    if "approve" in request.form and may(Deed.APPROVE_REQUESTS):
        services.approve(
            session,
            programme=programme,
            reference=reference,
            version=version,
            approved_by=person_id(),
            approver=signed_in().name,
            today=clock.today(),
        )
        return "The request is before the authority."
    if "back" in request.form and may(Deed.APPROVE_REQUESTS):
        words = schemas.WhatToChange().read(request.form)["words"]
        services.send_back(session, programme=programme, reference=reference, version=version, words=words)
        return "The request is back with its writer."
    if "renew" in request.form:
        services.refresh_pack(
            session, programme=programme, reference=reference, version=version, today=clock.today()
        )
        return "The pack is made anew. Check it before it goes."
    if "drop" in request.form:
        services.drop_draft(session, programme=programme, reference=reference, version=version)
        return "The request is taken back. Nothing was sent."
    services.send_for_approval(session, programme=programme, reference=reference, version=version)
    return "The request waits for the headteacher."


def _after(reference: str, request_reference: str) -> str:
    if "drop" in request.form:
        return url_for("programmes.overview", reference=reference)
    return url_for("escalations.thread", reference=reference, request_reference=request_reference)


def load_for_school(reference: str, request_reference: str) -> tuple[ProgrammeView, services.RequestView]:
    programme = programme_or_404(reference)
    view = services.read_own_request(
        db.session(), programme=programme, reference=request_reference, today=clock.today()
    )
    if view is None or view.line.state == "dropped":
        abort(404)
    return programme, view


def _answers(programme: ProgrammeView) -> dict[str, Any]:
    """Return what was answered. That the family agrees, where the template asks for it, is said with how they were told."""
    asked = programme.template.help_request
    answers = (schemas.form_of(asked.family) if asked else schemas.WriteRequest()).read(request.form)
    if answers.pop("family_agrees", ""):
        answers["family_told"] = f"{answers['family_told']}\nThe family agrees to this request.".strip()
    return answers


def _write_page(programme: ProgrammeView, problems: Problems) -> str:
    asked = programme.template.help_request
    return render_template(
        "escalations/write.html",
        programme=programme,
        earlier=services.requests_of_programme(db.session(), programme_id=programme.id),
        asked=asked,
        raised_by=programme.template.role_words(asked.raised_by) if asked else [],
        problems=problems,
        answers=request.form,
        chosen=request.form.getlist("asks"),
    )


def _check_page(programme: ProgrammeView, view: services.RequestView, problems: Problems) -> str:
    return render_template(
        "escalations/check.html", programme=programme, view=view, problems=problems, answers=request.form
    )


def _thread_page(programme: ProgrammeView, view: services.RequestView, problems: Problems) -> str:
    return render_template(
        "escalations/thread.html",
        programme=programme,
        view=view,
        problems=problems,
        answers=request.form,
        today=clock.today(),
        reasons_of_erasure=schemas.REASONS,
        may_erase=may(Deed.ERASE_LETTERS),
        attachment_page="escalations.school_attachment",
        attachment_of={"reference": programme.reference, "request_reference": view.reference},
    )
