"""The whole school's help: the map by year group and wave, and the catalogue."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import writer
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires
from heft_platform.provision import schemas, services
from heft_platform.provision.routes import provision
from heft_platform.pupils import services as pupils


@provision.get("/s/<school>/provision")
@requires(Deed.READ_PUPILS)
def school_map() -> ResponseReturnValue:
    session, today = db.session(), clock.today()
    lines = services.school_map(session, today=today)
    known = pupils.pupils_by_id(session, pupil_ids={line.pupil_id for line in lines})
    years = pupils.groups(session, today=today).year_groups
    asked = request.args.get("year_group", "")
    by_wave = {
        wave: sorted(
            (
                (known[line.pupil_id], line)
                for line in lines
                if line.wave == wave and asked in {"", known[line.pupil_id].year_group}
            ),
            key=lambda one: (one[1].what.casefold(), one[0].name),
        )
        for wave in services.WAVES
    }
    return render_template(
        "provision/map.html", by_wave=by_wave, waves=services.WAVES, years=years, year_group=asked
    )


@provision.get("/s/<school>/provision/catalogue")
@requires(Deed.READ_PUPILS)
def catalogue() -> ResponseReturnValue:
    return _catalogue(Problems())


@provision.post("/s/<school>/provision/catalogue")
@requires(Deed.KEEP_CATALOGUE)
def intervention_added() -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered({}):
        answers = schemas.InterventionForm().read(request.form)
        services.add_intervention(db.session(), **answers, writer=writer(), now=clock.now())
        flash("It is in the catalogue.")
        return redirect(url_for("provision.catalogue"), code=303)
    return _catalogue(problems), 422


@provision.post("/s/<school>/provision/catalogue/<uuid:intervention_id>/take-out")
@requires(Deed.KEEP_CATALOGUE)
def intervention_taken_out(intervention_id: UUID) -> ResponseReturnValue:
    services.take_intervention_out(db.session(), intervention_id=intervention_id)
    flash("It is no longer offered. Where it was given, it still says so.")
    return redirect(url_for("provision.catalogue"), code=303)


def _catalogue(problems: Problems) -> str:
    return render_template(
        "provision/catalogue.html",
        interventions=services.interventions(db.session()),
        waves=services.WAVES,
        problems=problems,
        answers=request.form,
    )
