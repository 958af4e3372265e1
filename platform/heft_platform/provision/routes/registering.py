"""A second roll that a pupil is on: its page, with the form for what holds now."""

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
from heft_platform.provision.services import RegistrationView
from heft_platform.pupils.services import PupilView

ROLLS = f"{ONE}/rolls"


@provision.get(ROLLS)
@requires(Deed.READ_PUPILS)
def rolls(pupil_id: UUID) -> ResponseReturnValue:
    return _page(pupil_or_404(pupil_id), Problems())


@provision.post(ROLLS)
@requires(Deed.WRITE_PROVISION)
def registration_added(pupil_id: UUID) -> ResponseReturnValue:
    return _keep(pupil_or_404(pupil_id), None)


@provision.post(f"{ROLLS}/<uuid:registration_id>")
@requires(Deed.WRITE_PROVISION)
def registration_changed(pupil_id: UUID, registration_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    _refuse_unknown(pupil, registration_id)
    return _keep(pupil, registration_id)


@provision.post(f"{ROLLS}/<uuid:registration_id>/take-out")
@requires(Deed.WRITE_PROVISION)
def registration_taken_out(pupil_id: UUID, registration_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    _refuse_unknown(pupil, registration_id)
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
    return _page(pupil, problems), 409 if problems.changed_meanwhile else 422


def _refuse_unknown(pupil: PupilView, registration_id: UUID) -> None:
    if not services.registration_versions(
        db.session(), pupil_id=pupil.id, registration_id=registration_id, today=clock.today()
    ):
        abort(404)


def _page(pupil: PupilView, problems: Problems) -> str:
    found = services.rolls_of(db.session(), pupil_id=pupil.id, today=clock.today())
    return render_template(
        "provision/rolls.html",
        pupil=pupil,
        rolls=found,
        days=services.DAYS,
        arrangements=services.ARRANGEMENTS,
        problems=problems,
        answers=request.form or _typed(found.now),
        chosen=request.form.getlist("days") if problems else [str(day) for day in _days(found.now)],
    )


def _days(now: RegistrationView | None) -> tuple[int, ...]:
    return now.days if now else ()


def _typed(now: RegistrationView | None) -> dict[str, Any]:
    if now is None:
        return {}
    typed = {
        "is_main": "yes" if now.is_main else "no",
        "place": now.place,
        "arrangement": now.arrangement,
        "contact": now.contact,
        **in_three_boxes("starts_on", now.starts_on),
    }
    return typed | in_three_boxes("ends_on", now.ends_on) if now.ends_on else typed
