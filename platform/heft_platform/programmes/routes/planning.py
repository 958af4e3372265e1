"""The plan of a programme: its targets and promises."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import schemas, services
from heft_platform.programmes.routes import programmes
from heft_platform.programmes.views import PARTY_WORDS, CommitmentView, ProgrammeView, TargetView

SAID_OF = {
    services.ProgrammeClosedError: ("statement", "This programme is finished, so its plan cannot be changed"),
    services.TooManyTargetsError: (
        "statement",
        "This template allows {refusal.most} targets. Take one out first",
    ),
    services.UnknownMeasureError: ("measure", "Select how you will measure it"),
    services.UnknownPartyError: ("party", "Select who promises this"),
    services.UnknownTargetError: ("target_id", "Select a target of this plan"),
}
POSITIVE = "Try saying what the pupil will do, instead of what to stop"


@programmes.get("/s/<school>/programmes/<reference>/plan")
@requires(Deed.READ_PROGRAMMES)
def plan(reference: str) -> ResponseReturnValue:
    return _plan_page(programme_or_404(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/activate")
@requires(Deed.WRITE_PROGRAMMES)
def activate(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    try:
        services.activate(db.session(), programme_id=programme.id, today=clock.today())
    except (services.ActivationRefusedError, services.ProgrammeClosedError) as refusal:
        problems = Problems()
        for words in getattr(refusal, "missing", ("This programme is finished",)):
            problems.add("add-target" if "target" in words else "add-promise", words)
        return _plan_page(programme, problems), 422
    flash("The programme has begun.")
    return redirect(url_for("programmes.overview", reference=reference), code=303)


@programmes.get("/s/<school>/programmes/<reference>/targets/new")
@requires(Deed.WRITE_PROGRAMMES)
def new_target(reference: str) -> ResponseReturnValue:
    return _target_page(programme_or_404(reference), None, Problems())


@programmes.post("/s/<school>/programmes/<reference>/targets/new")
@requires(Deed.WRITE_PROGRAMMES)
def add_target(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.TargetForm().read(request.form)
        if _must_be_positive(programme, answers["statement"], problems):
            return _target_page(programme, None, problems), 422
        services.add_target(db.session(), programme_id=programme.id, **answers)
        return _saved(reference, "The target is in the plan.", answers["statement"])
    return _target_page(programme, None, problems), 422


@programmes.get("/s/<school>/programmes/<reference>/targets/<uuid:target_id>")
@requires(Deed.WRITE_PROGRAMMES)
def change_target(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    return _target_page(programme, _target(programme, target_id), Problems())


@programmes.post("/s/<school>/programmes/<reference>/targets/<uuid:target_id>")
@requires(Deed.WRITE_PROGRAMMES)
def target_changed(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    if _is_taken_out(programme, target_id, "statement", problems):
        return _target_page(programme, None, problems), 409
    target = _target(programme, target_id)
    with problems.gathered(SAID_OF):
        answers = schemas.TargetForm().read(request.form)
        version = schemas.InVersion().read(request.form)["version"]
        if _must_be_positive(programme, answers["statement"], problems):
            return _target_page(programme, target, problems), 422
        try:
            services.change_target(
                db.session(), programme_id=programme.id, target_id=target_id, version=version, **answers
            )
        except services.ChangedMeanwhileError:
            return render_template(
                "programmes/both-targets.html", programme=programme, theirs=target, yours=answers
            ), 409
        return _saved(reference, "The target is changed.", answers["statement"])
    return _target_page(programme, target, problems), 422


@programmes.post("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/drop")
@requires(Deed.WRITE_PROGRAMMES)
def drop_target(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    services.drop_target(db.session(), programme_id=programme.id, target_id=target_id, today=clock.today())
    return _saved(reference, "The target is no longer in the plan. What was recorded about it stays.")


@programmes.get("/s/<school>/programmes/<reference>/promises/new")
@requires(Deed.WRITE_PROGRAMMES)
def new_commitment(reference: str) -> ResponseReturnValue:
    return _commitment_page(programme_or_404(reference), None, Problems())


@programmes.post("/s/<school>/programmes/<reference>/promises/new")
@requires(Deed.WRITE_PROGRAMMES)
def add_commitment(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.CommitmentForm().read(request.form)
        services.add_commitment(db.session(), programme_id=programme.id, **answers)
        return _saved(reference, "The promise is in the plan.")
    return _commitment_page(programme, None, problems), 422


@programmes.get("/s/<school>/programmes/<reference>/promises/<uuid:commitment_id>")
@requires(Deed.WRITE_PROGRAMMES)
def change_commitment(reference: str, commitment_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    return _commitment_page(programme, _commitment(programme, commitment_id), Problems())


@programmes.post("/s/<school>/programmes/<reference>/promises/<uuid:commitment_id>")
@requires(Deed.WRITE_PROGRAMMES)
def commitment_changed(reference: str, commitment_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    if _is_taken_out(programme, commitment_id, "party", problems):
        return _commitment_page(programme, None, problems), 409
    promise = _commitment(programme, commitment_id)
    with problems.gathered(SAID_OF):
        answers = schemas.CommitmentForm().read(request.form)
        version = schemas.InVersion().read(request.form)["version"]
        try:
            services.change_commitment(
                db.session(),
                programme_id=programme.id,
                commitment_id=commitment_id,
                version=version,
                **answers,
            )
        except services.ChangedMeanwhileError:
            page = render_template(
                "programmes/both-promises.html", programme=programme, theirs=promise, yours=answers
            )
            return page, 409
        return _saved(reference, "The promise is changed.")
    return _commitment_page(programme, promise, problems), 422


@programmes.post("/s/<school>/programmes/<reference>/promises/<uuid:commitment_id>/drop")
@requires(Deed.WRITE_PROGRAMMES)
def drop_commitment(reference: str, commitment_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    services.drop_commitment(
        db.session(), programme_id=programme.id, commitment_id=commitment_id, today=clock.today()
    )
    return _saved(reference, "The promise is no longer in the plan. What was recorded about it stays.")


def _saved(reference: str, words: str, statement: str = "") -> ResponseReturnValue:
    flash(f"{words} {POSITIVE}." if statement and services.sounds_negative(statement) else words)
    return redirect(url_for("programmes.plan", reference=reference), code=303)


def _must_be_positive(programme: ProgrammeView, statement: str, problems: Problems) -> bool:
    if programme.template.positive_wording == "required" and services.sounds_negative(statement):
        problems.add("statement", POSITIVE)
    return bool(problems)


def _is_taken_out(programme: ProgrammeView, part_id: UUID, field: str, problems: Problems) -> bool:
    """Say so when somebody took out what is being changed: what was typed can still be saved, as something new."""
    if services.was_taken_out(db.session(), programme_id=programme.id, part_id=part_id):
        problems.add(
            field, "Somebody took this out of the plan while you were writing. Save to put yours in as new"
        )
    return bool(problems)


def _target(programme: ProgrammeView, target_id: UUID) -> TargetView:
    return next((one for one in programme.targets if one.id == target_id), None) or abort(404)


def _commitment(programme: ProgrammeView, commitment_id: UUID) -> CommitmentView:
    return next((one for one in programme.commitments if one.id == commitment_id), None) or abort(404)


def _plan_page(programme: ProgrammeView, problems: Problems) -> str:
    return render_template("programmes/plan.html", programme=programme, problems=problems)


def _target_page(programme: ProgrammeView, target: TargetView | None, problems: Problems) -> str:
    answers = request.form or (vars(target) if target else {})
    return render_template(
        "programmes/target.html", programme=programme, target=target, problems=problems, answers=answers
    )


def _commitment_page(programme: ProgrammeView, promise: CommitmentView | None, problems: Problems) -> str:
    answers = request.form or (vars(promise) if promise else {})
    parties = [(party, PARTY_WORDS[party], "") for party in programme.template.parties()]
    return render_template(
        "programmes/promise.html",
        programme=programme,
        promise=promise,
        parties=parties,
        problems=problems,
        answers=answers,
    )
