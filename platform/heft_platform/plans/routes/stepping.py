"""Step a target up or down, and mark its small steps."""

from typing import Literal
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.plans import schemas, services
from heft_platform.plans.routes import plans
from heft_platform.plans.routes.planning import closed_page
from heft_platform.plans.routes.target_page import CHANGED, SAID_OF, answers_of, held, saved, target_or_404
from heft_platform.plans.views import TargetView
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView


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


@plans.post("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/steps/<uuid:step_id>")
@requires(Deed.WRITE_PROGRAMMES)
def mark_step(reference: str, target_id: UUID, step_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    is_reached = request.form.get("reached") == "yes"
    try:
        services.mark_step(
            db.session(),
            programme=held(programme),
            target_id=target_id,
            step_id=step_id,
            reached_on=clock.today() if is_reached else None,
        )
    except services.UnknownTargetError:
        abort(404)
    except programmes.ProgrammeClosedError as refusal:
        return closed_page(programme, refusal), 422
    return saved(
        reference, "The small step is marked as reached." if is_reached else "The mark is taken away."
    )


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
            programme=held(programme),
            target_id=target_id,
            version=version,
            direction=direction,
            **answers,
        )
        return saved(reference, words, answers["statement"])
    return _step_page(programme, target, direction, problems), 409 if problems.changed_meanwhile else 422


def _step_page(programme: ProgrammeView, target: TargetView, direction: str, problems: Problems) -> str:
    return render_template(
        "plans/step-target.html",
        programme=programme,
        target=target,
        direction=direction,
        problems=problems,
        answers=request.form or answers_of(target),
    )
