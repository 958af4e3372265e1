"""Write, change, step, replace and take out targets, and mark their small steps."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems, date_in_parts
from heft_platform.held_programmes import HeldProgramme
from heft_platform.library.services import MEASURE_WORDS
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.plans import schemas, services
from heft_platform.plans.routes import plans
from heft_platform.plans.routes.banking import from_the_bank, target_or_404
from heft_platform.plans.routes.both_versions import both, put_together, words_of_days
from heft_platform.plans.rules import SMART_WORDS, rules_of
from heft_platform.plans.views import HORIZON_WORDS, TargetView
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView

POSITIVE = "Try saying what the pupil will do, instead of what to stop"
SAID_OF = {
    programmes.ProgrammeClosedError: (
        "statement",
        "{refusal.words}, so its plan cannot be changed",
    ),
    services.TooManyTargetsError: (
        "statement",
        "This template allows {refusal.most} targets. Take one out first",
    ),
    services.UnknownMeasureError: ("measure", "Select how you will measure it"),
    services.UnknownHorizonError: ("horizon", "Select how long it is for"),
    services.SuccessMissingError: ("success", "Say what you will see or hear when it goes well"),
    services.NegativeWordingError: ("statement", POSITIVE),
    services.TooManyStepsError: ("steps", "Write {refusal.most} small steps or fewer, each on its own line"),
    services.WhyMissingError: ("why", "Say why the target changes"),
}
CHANGED = (
    "Somebody else changed this target meanwhile. What it says now stands above the form. Save again to go on"
)
TAKEN_OUT = "Somebody took this out of the plan while you were writing. Save to put yours in as new"
LABELS = {
    "statement": ("Target", 2),
    "pupil_words": ("In the pupil’s own words", 2),
    "horizon": ("For how long", 0),
    "success": ("What it looks like", 3),
    "steps": ("Small steps", 4),
    "measure": ("How you will measure it", 0),
    "baseline": ("Where it starts", 1),
    "aim": ("Aim", 1),
    "help": ("Who helps, and how", 2),
    "review_on": ("Looked at again on", 0),
    **{f"smart_{part}": (label, 1) for part, (label, _) in SMART_WORDS.items()},
}


@plans.get("/s/<school>/programmes/<reference>/targets/new")
@requires(Deed.WRITE_PROGRAMMES)
def new_target(reference: str) -> ResponseReturnValue:
    return _page(programme_or_404(reference, with_log=False), None, Problems(), begun=from_the_bank())


@plans.post("/s/<school>/programmes/<reference>/targets/new")
@requires(Deed.WRITE_PROGRAMMES)
def add_target(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = _form(programme).read(request.form)
        services.add_target(db.session(), programme=_held(programme), **answers)
        return _saved(reference, "The target is in the plan.", answers["statement"])
    return _page(programme, None, problems), 422


@plans.get("/s/<school>/programmes/<reference>/targets/<uuid:target_id>")
@requires(Deed.WRITE_PROGRAMMES)
def change_target(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    return _page(programme, target_or_404(programme, target_id), Problems())


@plans.post("/s/<school>/programmes/<reference>/targets/<uuid:target_id>")
@requires(Deed.WRITE_PROGRAMMES)
def target_changed(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    problems = Problems()
    if services.was_taken_out(db.session(), programme_id=programme.id, part_id=target_id):
        problems.add("statement", TAKEN_OUT)
        return _page(programme, None, problems), 409
    target = target_or_404(programme, target_id)
    with problems.gathered(SAID_OF):
        answers = _form(programme).read(put_together(request.form, answers_of(target)))
        version = InVersion().read(request.form)["version"]
        try:
            services.change_target(
                db.session(), programme=_held(programme), target_id=target_id, version=version, **answers
            )
        except services.ChangedMeanwhileError:
            return _both_page(programme, target), 409
        return _saved(reference, "The target is changed.", answers["statement"])
    return _page(programme, target, problems), 422


@plans.post("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/drop")
@requires(Deed.WRITE_PROGRAMMES)
def drop_target(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    problems = Problems()
    with problems.gathered(SAID_OF | {services.UnknownTargetError: ("", "")}):
        services.drop_target(
            db.session(), programme=_held(programme), target_id=target_id, today=clock.today()
        )
        return _saved(reference, "The target is no longer in the plan. What was recorded about it stays.")
    return abort(404)


@plans.get("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/step-up")
@requires(Deed.WRITE_PROGRAMMES)
def step_up(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    return _step_page(programme, target_or_404(programme, target_id), "up", Problems())


@plans.post("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/step-up")
@requires(Deed.WRITE_PROGRAMMES)
def stepped_up(reference: str, target_id: UUID) -> ResponseReturnValue:
    return _step(reference, target_id, "up", "The target is a step further.")


@plans.get("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/step-down")
@requires(Deed.WRITE_PROGRAMMES)
def step_down(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    return _step_page(programme, target_or_404(programme, target_id), "down", Problems())


@plans.post("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/step-down")
@requires(Deed.WRITE_PROGRAMMES)
def stepped_down(reference: str, target_id: UUID) -> ResponseReturnValue:
    return _step(reference, target_id, "down", "The target is a smaller step.")


@plans.get("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/replace")
@requires(Deed.WRITE_PROGRAMMES)
def replace_target(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    return _page(programme, None, Problems(), replaces=target_or_404(programme, target_id))


@plans.post("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/replace")
@requires(Deed.WRITE_PROGRAMMES)
def target_replaced(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    old = target_or_404(programme, target_id)
    problems = Problems()
    with problems.gathered(SAID_OF | {services.ChangedMeanwhileError: ("statement", CHANGED)}):
        answers = _form(programme).read(request.form)
        version = InVersion().read(request.form)["version"]
        services.replace_target(
            db.session(),
            programme=_held(programme),
            target_id=target_id,
            version=version,
            today=clock.today(),
            **answers,
        )
        return _saved(reference, "The target is replaced.", answers["statement"])
    status = 409 if problems.changed_meanwhile else 422
    return _page(programme, None, problems, replaces=old), status


@plans.post("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/steps/<uuid:step_id>")
@requires(Deed.WRITE_PROGRAMMES)
def mark_step(reference: str, target_id: UUID, step_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    is_reached = request.form.get("reached") == "yes"
    problems = Problems()
    with problems.gathered(SAID_OF | {services.UnknownTargetError: ("", "")}):
        services.mark_step(
            db.session(),
            programme=_held(programme),
            target_id=target_id,
            step_id=step_id,
            reached_on=clock.today() if is_reached else None,
        )
        words = "The small step is marked as reached." if is_reached else "The mark is taken away."
        return _saved(reference, words)
    return abort(404)


def answers_of(target: TargetView) -> dict[str, Any]:
    """Return what the form of a target holds when it is opened."""
    day = target.review_on
    parts = {"day": day.day, "month": day.month, "year": day.year} if day else {}
    return {
        **vars(target),
        "steps": "\n".join(step.words for step in target.steps),
        "review_on": day.isoformat() if day else "",
        **{f"review_on-{part}": value for part, value in parts.items()},
        **{f"smart_{part}": target.smart.get(part, "") for part in SMART_WORDS},
    }


def _step(
    reference: str, target_id: UUID, direction: Literal["up", "down"], words: str
) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    target = target_or_404(programme, target_id)
    problems = Problems()
    with problems.gathered(SAID_OF | {services.ChangedMeanwhileError: ("statement", CHANGED)}):
        answers = schemas.ChangesTarget().read(request.form)
        version = InVersion().read(request.form)["version"]
        services.step_target(
            db.session(),
            programme=_held(programme),
            target_id=target_id,
            version=version,
            direction=direction,
            **answers,
        )
        return _saved(reference, words, answers["statement"])
    return _step_page(programme, target, direction, problems), 409 if problems.changed_meanwhile else 422


def _held(programme: ProgrammeView) -> HeldProgramme:
    return programmes.hold_programme(db.session(), programme_id=programme.id)


def _form(programme: ProgrammeView) -> schemas.TargetForm:
    if rules_of(programme.template).success == "required":
        return schemas.TargetForm()
    return schemas.TargetFormWithoutSuccess()


def _saved(reference: str, words: str, statement: str = "") -> ResponseReturnValue:
    flash(f"{words} {POSITIVE}." if statement and services.sounds_negative(statement) else words)
    return redirect(url_for("plans.plan", reference=reference), code=303)


def _page(
    programme: ProgrammeView,
    target: TargetView | None,
    problems: Problems,
    replaces: TargetView | None = None,
    begun: Mapping[str, Any] | None = None,
) -> str:
    usual = {"measure": programme.template.target_rules.default_measure}
    return render_template(
        "plans/target.html",
        programme=programme,
        rules=rules_of(programme.template),
        smart_words=SMART_WORDS,
        horizons=[(one, HORIZON_WORDS[one], "") for one in rules_of(programme.template).horizons],
        target=target,
        replaces=replaces,
        problems=problems,
        answers=request.form or (answers_of(target) if target else begun or usual),
    )


def _step_page(programme: ProgrammeView, target: TargetView, direction: str, problems: Problems) -> str:
    return render_template(
        "plans/step-target.html",
        programme=programme,
        target=target,
        direction=direction,
        problems=problems,
        answers=request.form or answers_of(target),
    )


def _both_page(programme: ProgrammeView, target: TargetView) -> str:
    theirs = answers_of(target)
    typed = put_together(request.form, theirs)
    yours = typed.to_dict() | {"review_on": date_in_parts(typed, "review_on") or ""}
    words_of = {
        "measure": MEASURE_WORDS,
        "horizon": HORIZON_WORDS,
        **words_of_days(("review_on",), theirs, yours),
    }
    history = services.target_history(db.session(), programme.id).get(target.id, [])
    return render_template(
        "plans/both-targets.html",
        programme=programme,
        theirs=target,
        last=history[0] if history else None,
        fields=both(LABELS, theirs, yours, words_of),
    )
