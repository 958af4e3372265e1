"""Write, change, replace and take out targets."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.plans import schemas, services
from heft_platform.plans.routes import plans
from heft_platform.plans.routes.banking import from_the_bank
from heft_platform.plans.routes.both_versions import TAKEN_OUT, put_together
from heft_platform.plans.routes.target_page import (
    CHANGED,
    SAID_OF,
    answers_of,
    both_page,
    held,
    saved,
    target_or_404,
    target_page,
)
from heft_platform.plans.rules import rules_of
from heft_platform.programmes.services import ProgrammeView


@plans.get("/s/<school>/programmes/<reference>/targets/new")
@requires(Deed.WRITE_PROGRAMMES)
def new_target(reference: str) -> ResponseReturnValue:
    return target_page(programme_or_404(reference, with_log=False), None, Problems(), begun=from_the_bank())


@plans.post("/s/<school>/programmes/<reference>/targets/new")
@requires(Deed.WRITE_PROGRAMMES)
def add_target(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = _form(programme).read(request.form)
        services.add_target(db.session(), programme=held(programme), **answers)
        return saved(reference, "The target is in the plan.", answers["statement"])
    return target_page(programme, None, problems), 422


@plans.get("/s/<school>/programmes/<reference>/targets/<uuid:target_id>")
@requires(Deed.WRITE_PROGRAMMES)
def change_target(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    return target_page(programme, target_or_404(programme, target_id), Problems())


@plans.post("/s/<school>/programmes/<reference>/targets/<uuid:target_id>")
@requires(Deed.WRITE_PROGRAMMES)
def target_changed(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    problems = Problems()
    if services.was_taken_out(db.session(), programme_id=programme.id, part_id=target_id):
        problems.add("statement", TAKEN_OUT)
        return target_page(programme, None, problems), 409
    target = target_or_404(programme, target_id)
    with problems.gathered(SAID_OF):
        answers = _form(programme).read(put_together(request.form, answers_of(target)))
        version = InVersion().read(request.form)["version"]
        try:
            services.change_target(
                db.session(), programme=held(programme), target_id=target_id, version=version, **answers
            )
        except services.ChangedMeanwhileError:
            return both_page(programme, target), 409
        return saved(reference, "The target is changed.", answers["statement"])
    return target_page(programme, target, problems), 422


@plans.post("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/drop")
@requires(Deed.WRITE_PROGRAMMES)
def drop_target(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    problems = Problems()
    with problems.gathered(SAID_OF | {services.UnknownTargetError: ("", "")}):
        services.drop_target(
            db.session(), programme=held(programme), target_id=target_id, today=clock.today()
        )
        return saved(reference, "The target is no longer in the plan. What was recorded about it stays.")
    return target_page(programme, target_or_404(programme, target_id), problems), 422


@plans.get("/s/<school>/programmes/<reference>/targets/<uuid:target_id>/replace")
@requires(Deed.WRITE_PROGRAMMES)
def replace_target(reference: str, target_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference, with_log=False)
    return target_page(programme, None, Problems(), replaces=target_or_404(programme, target_id))


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
            programme=held(programme),
            target_id=target_id,
            version=version,
            today=clock.today(),
            **answers,
        )
        return saved(reference, "The target is replaced.", answers["statement"])
    status = 409 if problems.changed_meanwhile else 422
    return target_page(programme, None, problems, replaces=old), status


def _form(programme: ProgrammeView) -> schemas.TargetForm:
    if rules_of(programme.template).success == "required":
        return schemas.TargetForm()
    return schemas.TargetFormWithoutSuccess()
