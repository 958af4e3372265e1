"""Help for a pupil: what there is now, what there was, and the form of one kind of help."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import writer
from heft_platform.extensions import db
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems
from heft_platform.loading import pupil_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.provision import schemas, services
from heft_platform.provision.routes import provision
from heft_platform.provision.services import ProvisionView
from heft_platform.pupils.services import PupilView

ONE = "/s/<school>/pupils/<uuid:pupil_id>"
HELP = f"{ONE}/provision/<uuid:provision_id>"


@provision.get(f"{ONE}/provision")
@requires(Deed.READ_PUPILS)
def index(pupil_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    lines = services.provision_of(db.session(), pupil_id=pupil_id, today=clock.today())
    by_state: dict[str, list[ProvisionView]] = {"now": [], "planned": [], "ended": [], "earlier": []}
    for line in lines:
        by_state[line.state].append(line)
    return render_template(
        "provision/index.html",
        pupil=pupil,
        by_state=by_state,
        rules=rules_for(pupil),
        waves=services.WAVES,
        hours=sum(line.hours or 0 for line in by_state["now"]),
    )


@provision.get(f"{ONE}/provision/new")
@requires(Deed.WRITE_PROVISION)
def new(pupil_id: UUID) -> ResponseReturnValue:
    return _page(pupil_or_404(pupil_id), [], Problems())


@provision.post(f"{ONE}/provision/new")
@requires(Deed.WRITE_PROVISION)
def added(pupil_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    problems = Problems()
    with problems.gathered(schemas.SAID_OF):
        values = _values()
        services.add_provision(
            db.session(), pupil_id=pupil_id, values=values, writer=writer(), now=clock.now()
        )
        return _saved(pupil, "The help is written down.")
    return _page(pupil, [], problems), 422


@provision.get(HELP)
@requires(Deed.WRITE_PROVISION)
def change(pupil_id: UUID, provision_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    return _page(pupil, _versions(pupil, provision_id), Problems())


@provision.post(HELP)
@requires(Deed.WRITE_PROVISION)
def changed(pupil_id: UUID, provision_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    versions = _versions(pupil, provision_id)
    problems = Problems()
    with problems.gathered(schemas.SAID_OF):
        values = _values()
        version = InVersion().read(request.form)["version"]
        try:
            services.change_provision(
                db.session(),
                pupil_id=pupil_id,
                provision_id=provision_id,
                version=version,
                values=values,
                writer=writer(),
                now=clock.now(),
            )
        except services.ChangedMeanwhileError:
            versions = _versions(pupil, provision_id)
            return _page(pupil, versions, problems, theirs=versions[0]), 409
        return _saved(pupil, "The help is changed.")
    return _page(pupil, versions, problems), 422


@provision.post(f"{HELP}/take-out")
@requires(Deed.WRITE_PROVISION)
def taken_out(pupil_id: UUID, provision_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    _versions(pupil, provision_id)
    services.take_provision_out(
        db.session(), pupil_id=pupil_id, provision_id=provision_id, writer=writer(), now=clock.now()
    )
    return _saved(pupil, "Taken out. What it said stays in the school’s records.")


def _values() -> dict[str, Any]:
    """Read the form; what is chosen from the catalogue must be in it."""
    values = schemas.ProvisionForm().values(request.form)
    if (chosen := values["intervention_id"]) is not None and chosen not in {one.id for one in _catalogue()}:
        values["intervention_id"] = None
    return values


def _catalogue() -> list[services.InterventionView]:
    return services.interventions(db.session())


def rules_for(pupil: PupilView) -> services.ProvisionRules:
    return services.provision_rules(db.session(), pupil_id=pupil.id)


def _versions(pupil: PupilView, provision_id: UUID) -> list[ProvisionView]:
    return services.provision_versions(
        db.session(), pupil_id=pupil.id, provision_id=provision_id, today=clock.today()
    ) or abort(404)


def _saved(pupil: PupilView, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("provision.index", pupil_id=pupil.id), code=303)


def _page(
    pupil: PupilView, versions: list[ProvisionView], problems: Problems, theirs: ProvisionView | None = None
) -> str:
    now = versions[0] if versions else None
    return render_template(
        "provision/help.html",
        pupil=pupil,
        now=now,
        earlier=versions[1:],
        theirs=theirs,
        problems=problems,
        answers=request.form or (_typed(now) if now else {}),
        catalogue=_catalogue(),
        categories=services.CATEGORIES,
        waves=services.WAVES,
        rules=rules_for(pupil),
        impacts=services.impact_choices(),
    )


def _typed(now: ProvisionView) -> dict[str, Any]:
    typed = {
        **vars(now),
        "is_earlier": "yes" if now.is_earlier else "",
        "cost": f"{now.cost_pence / 100:.2f}" if now.cost_pence is not None else "",
        "impact": "" if now.impact is None else str(now.impact),
    }
    for name in ("starts_on", "ends_on"):
        if on_day := typed[name]:
            parts = (("day", on_day.day), ("month", on_day.month), ("year", on_day.year))
            typed |= {f"{name}-{part}": number for part, number in parts}
    return typed
