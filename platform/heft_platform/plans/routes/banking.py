"""From the target bank into a plan, and from a plan into the school's bank: without the pupil's name."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.library.services import MEASURE_WORDS
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.plans import schemas
from heft_platform.plans.routes import plans
from heft_platform.plans.routes.target_page import target_or_404
from heft_platform.plans.views import TargetView
from heft_platform.programmes.services import ProgrammeView
from heft_platform.pupils import services as pupils
from heft_platform.target_bank import services as target_bank

SAID_OF = {
    target_bank.AlreadyInTheBankError: ("statement", "A target with these words is in the bank already"),
    target_bank.UnknownMeasureError: ("measure", "Select how it is measured"),
    target_bank.NamesThePupilError: (
        "statement",
        "The bank holds no pupil’s name. Take “{refusal.name}” out, and save again",
    ),
}


@plans.get("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/bank")
@requires(Deed.WRITE_PROGRAMMES)
def bank_target(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    return _page(programme, target_or_404(programme, target_id), Problems())


@plans.post("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/bank")
@requires(Deed.WRITE_PROGRAMMES)
def target_banked(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    target = target_or_404(programme, target_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.BankForm().read(request.form)
        target_bank.add(
            db.session(), source="school", not_naming=_names(programme), measure=target.measure, **answers
        )
        flash("The target is in our bank. Everybody at school can pick it.")
        return redirect(url_for("plans.plan", reference=reference), code=303)
    return _page(programme, target, problems), 422


def from_the_bank() -> dict[str, Any]:
    """Return what the form of a target begins with when an example was picked; nothing otherwise."""
    try:
        example_id = UUID(request.args.get("example", ""))
    except ValueError:
        return {}
    source = "school" if request.args.get("source") == "school" else "cluster"
    found = target_bank.example(db.session(), source=source, example_id=example_id)
    if found is None:
        return {}
    return {
        "statement": found.statement,
        "success": found.success,
        "measure": found.measure,
        "steps": "\n".join(found.steps),
    }


def _names(programme: ProgrammeView) -> set[str]:
    pupil = pupils.pupil(db.session(), pupil_id=programme.line.pupil_id)
    names = {programme.line.pupil_name, *programme.line.pupil_name.split()}
    return names | ({pupil.first_name, pupil.preferred_name} if pupil else set())


def _page(programme: ProgrammeView, target: TargetView, problems: Problems) -> str:
    begun = {
        **vars(target),
        "phase": "any",
        "steps": "\n".join(step.words for step in target.steps),
    }
    return render_template(
        "plans/bank-target.html",
        programme=programme,
        target=target,
        measure=MEASURE_WORDS.get(target.measure, target.measure),
        needs=target_bank.needs(db.session()),
        phases=[(code, words, "") for code, words in target_bank.PHASE_WORDS.items()],
        problems=problems,
        answers=request.form or begun,
    )
