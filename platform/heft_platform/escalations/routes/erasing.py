"""Each side erases its own copy of a request that has ended: asked once more, with a reason, and for good."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform.escalations import schemas, services
from heft_platform.escalations.routes import escalations
from heft_platform.escalations.routes.authority import load_for_authority
from heft_platform.escalations.routes.school import ONE, load_for_school
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires

SAID_OF = {
    services.NotEndedError: (
        "why",
        "This request has not ended. Close or withdraw it first: until then both sides work from its letters",
    ),
    services.AlreadyErasedError: ("why", "Somebody has erased our copy already"),
}


@escalations.get(f"{ONE}/erase")
@requires(Deed.ERASE_LETTERS)
def erase_at_school(reference: str, request_reference: str) -> ResponseReturnValue:
    _, view = load_for_school(reference, request_reference)
    return _page(Problems(), view.reference, other=view.authority, back=_at_school(reference, view))


@escalations.post(f"{ONE}/erase")
@requires(Deed.ERASE_LETTERS)
def erase_own(reference: str, request_reference: str) -> ResponseReturnValue:
    programme, view = load_for_school(reference, request_reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.Erase().read(request.form)
        services.erase_own_request(db.session(), programme=programme, reference=request_reference, **answers)
        return _erased(_at_school(reference, view))
    return _page(problems, view.reference, other=view.authority, back=_at_school(reference, view)), 422


@escalations.get("/la/requests/<request_reference>/erase")
@requires(Deed.ERASE_LETTERS)
def erase_at_authority(request_reference: str) -> ResponseReturnValue:
    view = load_for_authority(request_reference)
    return _page(Problems(), view.reference, other=view.school, back=_at_authority(view))


@escalations.post("/la/requests/<request_reference>/erase")
@requires(Deed.ERASE_LETTERS)
def erase_received(request_reference: str) -> ResponseReturnValue:
    view, problems = load_for_authority(request_reference), Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.Erase().read(request.form)
        services.erase_received_request(db.session(), reference=request_reference, **answers)
        return _erased(_at_authority(view))
    return _page(problems, view.reference, other=view.school, back=_at_authority(view)), 422


def _at_school(reference: str, view: services.RequestView) -> str:
    return url_for("escalations.thread", reference=reference, request_reference=view.reference)


def _at_authority(view: services.TriageView) -> str:
    return url_for("escalations.decide_page", request_reference=view.reference)


def _erased(back: str) -> ResponseReturnValue:
    flash("Our copy is erased.")
    return redirect(back, code=303)


def _page(problems: Problems, reference: str, *, other: str, back: str) -> str:
    return render_template(
        "escalations/erase.html",
        reference=reference,
        other=other,
        back_to=back,
        problems=problems,
        answers=request.form,
        reasons=[(code, words, "") for code, words in schemas.REASONS.items()],
    )
