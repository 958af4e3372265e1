"""What comes before a programme begins: its checklist, other plans, and why none is started."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404, with_targets_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes import schemas, services
from heft_platform.programmes.routes import programmes
from heft_platform.programmes.services import ProgrammeView
from heft_platform.pupils import services as pupils


@programmes.get("/s/<school>/programmes/<reference>/other-plans")
@requires(Deed.WRITE_PROGRAMMES)
def other_plans(reference: str) -> ResponseReturnValue:
    return _other_plans_page(programme_or_404(reference), Problems())


@programmes.post("/s/<school>/programmes/<reference>/other-plans")
@requires(Deed.WRITE_PROGRAMMES)
def other_plans_named(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    named = {code: request.form.get(f"name-{code}", "").strip() for code in request.form.getlist("relations")}
    for code, name in _names_without_a_tick(programme).items():
        problems.add(f"name-{code}", f"Tick the plan “{name[:40]}”, or take its name out")
    for code, name in named.items():
        if len(name) > 200:
            problems.add(f"name-{code}", "Use 200 characters or fewer")
    said_of = {
        services.ProgrammeClosedError: ("relations", "{refusal.words}"),
        services.UnknownChoiceError: ("relations", "Select only what the template knows"),
    }
    if not problems:
        with problems.gathered(said_of):
            services.name_relations(
                db.session(), programme_id=programme.id, relations=named, today=clock.today()
            )
            flash("The other plans are noted.")
            return redirect(url_for("programmes.overview", reference=reference), code=303)
    return _other_plans_page(programme, problems), 422


@programmes.get("/s/<school>/programmes/<reference>/checklist")
@requires(Deed.READ_PUPILS)
def checklist(reference: str) -> ResponseReturnValue:
    """Show the checklist with which a programme began: what was said of each line, by whom and when."""
    programme = with_targets_or_404(reference)
    return render_template(
        "programmes/checklist.html",
        programme=programme,
        lines=services.entry_of(db.session(), programme_id=programme.id),
    )


@programmes.get("/s/<school>/pupils/<uuid:pupil_id>/not-started")
@requires(Deed.WRITE_PROGRAMMES)
def not_started(pupil_id: UUID) -> ResponseReturnValue:
    return _not_started_page(pupil_id, Problems())


@programmes.post("/s/<school>/pupils/<uuid:pupil_id>/not-started")
@requires(Deed.WRITE_PROGRAMMES)
def decided_against(pupil_id: UUID) -> ResponseReturnValue:
    """Keep that a programme was suggested and not started: no law asks for one, but the reason is kept."""
    problems = Problems()
    if pupils.pupil(db.session(), pupil_id=pupil_id) is None:
        abort(404)
    with problems.gathered({}):
        answers = schemas.DecideAgainst().read(request.form)
        services.decide_against(db.session(), pupil_id=pupil_id, **answers, today=clock.today())
        flash("It is noted that no programme is started, and why.")
        return redirect(url_for("programmes.not_started", pupil_id=pupil_id), code=303)
    return _not_started_page(pupil_id, problems), 422


def _names_without_a_tick(programme: ProgrammeView) -> dict[str, str]:
    """Return names that were typed for plans nobody ticked. Of a plan that is taken off the list, the name may stay."""
    kept = {one.code: one.plan_name for one in services.relations_of(db.session(), programme_id=programme.id)}
    typed = {
        one.id: request.form.get(f"name-{one.id}", "").strip()
        for one in programme.template.relations
        if one.id not in request.form.getlist("relations")
    }
    return {code: name for code, name in typed.items() if name and name != kept.get(code)}


def _not_started_page(pupil_id: UUID, problems: Problems) -> str:
    pupil = pupils.pupil(db.session(), pupil_id=pupil_id) or abort(404)
    return render_template(
        "programmes/not-started.html",
        pupil=pupil,
        decisions=services.decisions_against(db.session(), pupil_id=pupil_id),
        problems=problems,
        answers=request.form,
    )


def _other_plans_page(programme: ProgrammeView, problems: Problems) -> str:
    standing = services.relations_of(db.session(), programme_id=programme.id)
    chosen = request.form.getlist("relations") or [one.code for one in standing]
    return render_template(
        "programmes/other-plans.html",
        programme=programme,
        relations=[one for one in programme.template.relations if one.kind in services.STANDING],
        meant=services.plans_meant(db.session(), programme=programme),
        chosen=chosen,
        problems=problems,
        answers=request.form or {f"name-{one.code}": one.plan_name for one in standing},
    )
