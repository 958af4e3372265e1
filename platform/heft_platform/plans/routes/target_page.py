"""The page on which a target is written, and what is said when it cannot be kept as it was typed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform.extensions import db
from heft_platform.forms import Problems, date_in_parts
from heft_platform.held_programmes import HeldProgramme
from heft_platform.library.services import MEASURE_WORDS
from heft_platform.plans import services
from heft_platform.plans.routes.both_versions import a_day, both, put_together, words_of_days
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
    services.NothingChangedError: ("why", "You have said why, and changed nothing yet"),
    services.TooManyStepsError: ("steps", "Write {refusal.most} small steps or fewer, each on its own line"),
    services.WhyMissingError: ("why", "Say why the target changes"),
}
CHANGED = (
    "Somebody else changed this target meanwhile. What it says now stands above the form. Save again to go on"
)
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


def target_or_404(programme: ProgrammeView, target_id: UUID) -> TargetView:
    return next((one for one in programme.targets if one.id == target_id), None) or abort(404)


def answers_of(target: TargetView) -> dict[str, Any]:
    """Return what the form of a target holds when it is opened."""
    return {
        **vars(target),
        "steps": "\n".join(step.words for step in target.steps),
        **a_day("review_on", target.review_on),
        **{f"smart_{part}": target.smart.get(part, "") for part in SMART_WORDS},
    }


def held(programme: ProgrammeView) -> HeldProgramme:
    return programmes.hold_programme(db.session(), programme_id=programme.id)


def saved(reference: str, words: str, statement: str = "") -> ResponseReturnValue:
    flash(f"{words} {POSITIVE}." if statement and services.sounds_negative(statement) else words)
    return redirect(url_for("plans.plan", reference=reference), code=303)


def target_page(
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


def both_page(programme: ProgrammeView, target: TargetView) -> str:
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
