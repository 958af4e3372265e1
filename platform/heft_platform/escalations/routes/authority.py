"""The authority answers: its worklist, and one request with its letters and its clock."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import person_id, signed_in
from heft_platform.escalations import schemas, services
from heft_platform.escalations.routes import escalations
from heft_platform.escalations.routes.school import as_pdf
from heft_platform.extensions import db
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.permissions import Deed, requires
from heft_platform.said_of_letters import HAS_LEFT, TOO_MANY_LETTERS
from heft_tenants.letters import ReceiverHasLeftError, TooManyLettersError

USUAL_PROMISE = timedelta(days=14)
MOVED_ON = "This request has moved on since you opened the page. Read it again"
SAID_OF = {
    ReceiverHasLeftError: ("letters", HAS_LEFT),
    TooManyLettersError: ("letters", TOO_MANY_LETTERS),
    services.NotAwaitedError: ("letters", MOVED_ON),
    services.PromiseInThePastError: ("promised_on", "Promise a day that is still to come"),
}
BUCKETS = {
    "to-do": ("To work on", {"New", "With officer"}),
    "school": ("Waiting for school", {"Waiting for school"}),
    "answered": ("Answered", {"Answered"}),
    "ended": ("Closed", {"Closed", "Withdrawn"}),
}


@escalations.get("/la/worklist")
@requires(Deed.ANSWER_REQUESTS)
def worklist() -> ResponseReturnValue:
    everything = services.worklist(db.session())
    chosen = request.args.get("show", "to-do")
    if chosen not in BUCKETS:
        abort(404)
    counts = [
        (code, words, sum(one.thread.words in states for one in everything))
        for code, (words, states) in BUCKETS.items()
    ]
    shown = [one for one in everything if one.thread.words in BUCKETS[chosen][1]]
    return render_template(
        "escalations/worklist.html", shown=shown, counts=counts, chosen=chosen, today=clock.today()
    )


@escalations.get("/la/requests/<request_reference>")
@requires(Deed.ANSWER_REQUESTS)
def decide_page(request_reference: str) -> ResponseReturnValue:
    return _page(load_for_authority(request_reference), Problems())


@escalations.post("/la/requests/<request_reference>/acknowledge")
@requires(Deed.ANSWER_REQUESTS)
def acknowledge(request_reference: str) -> ResponseReturnValue:
    view, problems = load_for_authority(request_reference), Problems()
    with problems.gathered(SAID_OF):
        services.acknowledge(
            db.session(),
            reference=request_reference,
            **schemas.Acknowledge().read(request.form),
            officer_id=person_id(),
            officer=signed_in().name,
            today=clock.today(),
        )
        return _sent(view)
    return _page(view, problems), 422


@escalations.post("/la/requests/<request_reference>/ask")
@requires(Deed.ANSWER_REQUESTS)
def ask(request_reference: str) -> ResponseReturnValue:
    view, problems = load_for_authority(request_reference), Problems()
    with problems.gathered(SAID_OF):
        question = schemas.Question().read(request.form)["question"]
        services.ask_school(
            db.session(), reference=request_reference, words=question, officer=signed_in().name
        )
        return _sent(view)
    return _page(view, problems), 422


@escalations.post("/la/requests/<request_reference>/answer")
@requires(Deed.ANSWER_REQUESTS)
def answer(request_reference: str) -> ResponseReturnValue:
    view, problems = load_for_authority(request_reference), Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.Answer().read(request.form)
        services.answer(
            db.session(),
            reference=request_reference,
            decision=schemas.DECISIONS[answers["decision"]],
            words=answers["words"],
            officer=signed_in().name,
        )
        return _sent(view)
    return _page(view, problems), 422


@escalations.post("/la/requests/<request_reference>/close")
@requires(Deed.ANSWER_REQUESTS)
def close(request_reference: str) -> ResponseReturnValue:
    view, problems = load_for_authority(request_reference), Problems()
    with problems.gathered(SAID_OF):
        words = schemas.Reasons().read(request.form)["words"]
        services.close_request(
            db.session(), reference=request_reference, words=words, officer=signed_in().name
        )
        return _sent(view)
    return _page(view, problems), 422


@escalations.post("/la/requests/<request_reference>/notes")
@requires(Deed.ANSWER_REQUESTS)
def note(request_reference: str) -> ResponseReturnValue:
    view, problems = load_for_authority(request_reference), Problems()
    with problems.gathered({}):
        body = schemas.Note().read(request.form)["body"]
        services.add_triage_note(
            db.session(),
            reference=request_reference,
            body=body,
            author_id=person_id(),
            author_name=signed_in().name,
        )
        flash("The note is kept. The school does not see it.")
        return redirect(url_for("escalations.decide_page", request_reference=request_reference), code=303)
    return _page(view, problems), 422


@escalations.get("/la/requests/<request_reference>/pdf")
@requires(Deed.ANSWER_REQUESTS)
def authority_pdf(request_reference: str) -> ResponseReturnValue:
    return as_pdf(load_for_authority(request_reference).letters, request_reference)


def load_for_authority(reference: str) -> services.TriageView:
    found = services.read_request(db.session(), reference=reference)
    if found is None:
        abort(404)
    return found


def _sent(view: services.TriageView) -> ResponseReturnValue:
    flash(f"Your letter is before {view.school}.")
    return redirect(url_for("escalations.decide_page", request_reference=view.reference), code=303)


def _page(view: services.TriageView, problems: Problems) -> str:
    usual = clock.today() + USUAL_PROMISE
    typed = in_three_boxes("promised_on", usual)
    return render_template(
        "escalations/decide.html",
        view=view,
        problems=problems,
        answers=request.form or typed,
        decisions=[(code, words, "") for code, words in schemas.DECISIONS.items()],
        today=clock.today(),
        reasons_of_erasure=schemas.REASONS,
        attachment_page="escalations.authority_attachment",
        attachment_of={"request_reference": view.reference},
    )
