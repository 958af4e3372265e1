"""Second rolls that a pupil is, was or will be on: their page, with the form for what holds now, and a page for each."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.entering import writer
from heft_platform.extensions import db
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems, in_three_boxes
from heft_platform.loading import pupil_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.provision import schemas, services
from heft_platform.provision.routes import provision
from heft_platform.provision.routes.helping import ONE
from heft_platform.provision.services import RegistrationView, Rolls
from heft_platform.pupils.services import PupilView

ROLLS = f"{ONE}/rolls"
ONE_ROLL = f"{ROLLS}/<uuid:registration_id>"


@provision.get(ROLLS)
@requires(Deed.READ_PUPILS)
def rolls(pupil_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    return _page(pupil, _rolls(pupil), Problems())


@provision.post(ROLLS)
@requires(Deed.WRITE_PROVISION)
def registration_added(pupil_id: UUID) -> ResponseReturnValue:
    return _keep(pupil_or_404(pupil_id), None)


@provision.get(f"{ROLLS}/new")
@requires(Deed.WRITE_PROVISION)
def registration_new(pupil_id: UUID) -> ResponseReturnValue:
    return _one_page(pupil_or_404(pupil_id), [], Problems())


@provision.get(ONE_ROLL)
@requires(Deed.WRITE_PROVISION)
def registration(pupil_id: UUID, registration_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    return _one_page(pupil, _versions(pupil, registration_id), Problems())


@provision.post(ONE_ROLL)
@requires(Deed.WRITE_PROVISION)
def registration_changed(pupil_id: UUID, registration_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    _versions(pupil, registration_id)
    return _keep(pupil, registration_id)


@provision.post(f"{ONE_ROLL}/take-out")
@requires(Deed.WRITE_PROVISION)
def registration_taken_out(pupil_id: UUID, registration_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    _versions(pupil, registration_id)
    services.take_registration_out(
        db.session(), pupil_id=pupil_id, registration_id=registration_id, writer=writer(), now=clock.now()
    )
    flash("Taken out. What it said stays in the school’s records.")
    return redirect(url_for("provision.rolls", pupil_id=pupil_id), code=303)


def _keep(pupil: PupilView, registration_id: UUID | None) -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(schemas.SAID_OF_REGISTRATION):
        version = InVersion().read(request.form)["version"] if registration_id else 0
        services.keep_registration(
            db.session(),
            pupil_id=pupil.id,
            registration_id=registration_id,
            version=version,
            values=schemas.RegistrationForm().values(request.form),
            writer=writer(),
            now=clock.now(),
            today=clock.today(),
        )
        flash("It is written down.")
        return redirect(url_for("provision.rolls", pupil_id=pupil.id), code=303)
    return _where_typed(pupil, registration_id, problems), 409 if problems.changed_meanwhile else 422


def _where_typed(pupil: PupilView, registration_id: UUID | None, problems: Problems) -> str:
    """Show the form again: with all second rolls if it is of the one at hand, or the first; else on its own page."""
    found = _rolls(pupil)
    if registration_id == (found.now.id if found.now else None):
        return _page(pupil, found, problems)
    return _one_page(pupil, _versions(pupil, registration_id) if registration_id else [], problems)


def _versions(pupil: PupilView, registration_id: UUID) -> list[RegistrationView]:
    return services.registration_versions(
        db.session(), pupil_id=pupil.id, registration_id=registration_id, today=clock.today()
    ) or abort(404)


def _rolls(pupil: PupilView) -> Rolls:
    return services.rolls_of(db.session(), pupil_id=pupil.id, today=clock.today())


def _page(pupil: PupilView, found: Rolls, problems: Problems) -> str:
    return render_template(
        "provision/rolls.html", pupil=pupil, rolls=found, **_form(found.now), problems=problems
    )


def _one_page(pupil: PupilView, versions: list[RegistrationView], problems: Problems) -> str:
    one = versions[0] if versions else None
    return render_template(
        "provision/registration.html",
        pupil=pupil,
        one=one,
        earlier=versions[1:],
        **_form(one),
        problems=problems,
    )


def _form(one: RegistrationView | None) -> dict[str, Any]:
    """Return what the form of a second roll asks, and what was answered so far."""
    days = one.days if one else ()
    return {
        "days": services.DAYS,
        "arrangements": services.ARRANGEMENTS,
        "answers": request.form or _typed(one),
        "chosen": request.form.getlist("days") if request.form else [str(day) for day in days],
    }


def _typed(one: RegistrationView | None) -> dict[str, Any]:
    if one is None:
        return {}
    typed = {
        "is_main": "yes" if one.is_main else "no",
        "place": one.place,
        "arrangement": one.arrangement,
        "contact": one.contact,
        **in_three_boxes("starts_on", one.starts_on),
    }
    return typed | in_three_boxes("ends_on", one.ends_on) if one.ends_on else typed
