"""The week of a pupil: its page, its form, its changes, and its prints for pupil, staff and home."""

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
from heft_platform.provision.routes.helping import ONE, rules_for
from heft_platform.provision.services import Change, TimetableView
from heft_platform.pupils.services import PupilView

WEEK = f"{ONE}/timetable/<uuid:timetable_id>"
AUDIENCES = {"pupil": "the pupil", "staff": "staff", "home": "home"}


@provision.get(f"{ONE}/timetable")
@requires(Deed.READ_PUPILS)
def timetable(pupil_id: UUID) -> ResponseReturnValue:
    return _week_page(pupil_or_404(pupil_id), Problems())


@provision.get(f"{ONE}/timetable/print")
@requires(Deed.READ_PUPILS)
def print_timetable(pupil_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    now = services.timetable_of(db.session(), pupil_id=pupil_id, today=clock.today())
    rolls = services.rolls_of(db.session(), pupil_id=pupil_id, today=clock.today())
    audience = request.args.get("audience", "home")
    if now is None or audience not in AUDIENCES:
        abort(404)
    return render_template(
        "provision/print-timetable.html",
        pupil=pupil,
        now=now,
        rolls=rolls,
        code=rules_for(pupil).attendance_code,
        audience=audience,
        audiences=AUDIENCES,
        days=services.DAYS,
    )


@provision.get(f"{ONE}/timetable/new")
@requires(Deed.WRITE_PROVISION)
def new_timetable(pupil_id: UUID) -> ResponseReturnValue:
    return _form_page(pupil_or_404(pupil_id), [], Problems())


@provision.post(f"{ONE}/timetable/new")
@requires(Deed.WRITE_PROVISION)
def timetable_added(pupil_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    problems = Problems()
    if _kept(pupil, None, problems):
        return _saved(pupil, "The timetable is saved. Now say what is different, day by day.")
    return _form_page(pupil, [], problems), 422


@provision.get(WEEK)
@requires(Deed.WRITE_PROVISION)
def change_timetable(pupil_id: UUID, timetable_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    return _form_page(pupil, _versions(pupil, timetable_id), Problems())


@provision.post(WEEK)
@requires(Deed.WRITE_PROVISION)
def timetable_changed(pupil_id: UUID, timetable_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    versions = _versions(pupil, timetable_id)
    problems = Problems()
    try:
        if _kept(pupil, versions[0], problems):
            return _saved(pupil, "The timetable is changed.")
    except services.ChangedMeanwhileError:
        versions = _versions(pupil, timetable_id)
        return _form_page(pupil, versions, problems, theirs=versions[0]), 409
    return _form_page(pupil, versions, problems), 422


@provision.post(f"{WEEK}/take-out")
@requires(Deed.WRITE_PROVISION)
def timetable_taken_out(pupil_id: UUID, timetable_id: UUID) -> ResponseReturnValue:
    pupil = pupil_or_404(pupil_id)
    _versions(pupil, timetable_id)
    services.take_timetable_out(
        db.session(), pupil_id=pupil_id, timetable_id=timetable_id, writer=writer(), now=clock.now()
    )
    return _saved(pupil, "Taken out. What it said stays in the school’s records.")


@provision.post(f"{WEEK}/changes")
@requires(Deed.WRITE_PROVISION)
def change_added(pupil_id: UUID, timetable_id: UUID) -> ResponseReturnValue:
    """Let something be different. What somebody else changed meanwhile stays: both changes hold, or this is refused."""
    pupil = pupil_or_404(pupil_id)
    before = _versions(pupil, timetable_id)[0]
    problems = Problems()
    with problems.gathered(schemas.SAID_OF_CHANGE):
        answers = schemas.ChangeForm().read(request.form)
        if any(period > len(before.periods) for period in answers["periods"]):
            problems.add("periods", "Select periods of the day")
            return _week_page(pupil, problems), 422
        change = Change(**{**answers, "days": tuple(answers["days"]), "periods": tuple(answers["periods"])})
        services.add_change(
            db.session(), pupil_id=pupil_id, before=before, change=change, writer=writer(), now=clock.now()
        )
        return _saved(pupil, "The change is in the timetable.")
    return _week_page(pupil, problems), 422


@provision.post(f"{WEEK}/changes/<int:number>/remove")
@requires(Deed.WRITE_PROVISION)
def change_removed(pupil_id: UUID, timetable_id: UUID, number: int) -> ResponseReturnValue:
    """Take a change out of the timetable, as it was numbered in the version that was looked at."""
    pupil = pupil_or_404(pupil_id)
    before = _versions(pupil, timetable_id)[0]
    if request.form.get("version", type=int) != before.version:
        return _saved(
            pupil, "Somebody changed this timetable meanwhile. Nothing was taken out: look at it again."
        )
    services.remove_change(
        db.session(), pupil_id=pupil_id, before=before, number=number, writer=writer(), now=clock.now()
    )
    return _saved(pupil, "The change is out of the timetable.")


def _kept(pupil: PupilView, before: TimetableView | None, problems: Problems) -> bool:
    """Keep what was typed, or say what is wrong with it; refuse what is of an older version."""
    with problems.gathered(schemas.SAID_OF_TIMETABLE):
        version = InVersion().read(request.form)["version"] if before else 0
        values = schemas.TimetableForm().read(request.form)
        values["is_part_time"] = values["is_part_time"] == "yes"
        periods = services.read_periods(schemas.PeriodsForm().read(request.form)["periods"])
        try:
            services.keep_timetable(
                db.session(),
                pupil_id=pupil.id,
                before=before,
                version=version,
                values=values,
                periods=periods,
                writer=writer(),
                now=clock.now(),
            )
        except services.PartTimeNeedsError as refusal:
            problems.add(refusal.field, schemas.MISSING_OF_PART_TIME[refusal.field])
    return not problems


def _versions(pupil: PupilView, timetable_id: UUID) -> list[TimetableView]:
    return services.timetable_versions(
        db.session(), pupil_id=pupil.id, timetable_id=timetable_id, today=clock.today()
    ) or abort(404)


def _saved(pupil: PupilView, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("provision.timetable", pupil_id=pupil.id), code=303)


def _week_page(pupil: PupilView, problems: Problems) -> str:
    every = services.timetables_of(db.session(), pupil_id=pupil.id, today=clock.today())
    now = services.holding(every)
    return render_template(
        "provision/timetable.html",
        pupil=pupil,
        now=now,
        rolls=services.rolls_of(db.session(), pupil_id=pupil.id, today=clock.today()),
        rules=rules_for(pupil),
        others=[one for one in every if one is not now],
        days=services.DAYS,
        kinds=services.KIND_WORDS,
        audiences=AUDIENCES,
        problems=problems,
        answers=request.form,
        chosen={name: request.form.getlist(name) for name in ("days", "periods")},
    )


def _form_page(
    pupil: PupilView, versions: list[TimetableView], problems: Problems, theirs: TimetableView | None = None
) -> str:
    now = versions[0] if versions else None
    return render_template(
        "provision/timetable-form.html",
        pupil=pupil,
        now=now,
        code=rules_for(pupil).attendance_code,
        earlier=versions[1:],
        theirs=theirs,
        problems=problems,
        answers=request.form or _typed(now),
        agreed_how=services.AGREED_HOW,
    )


def _typed(now: TimetableView | None) -> dict[str, Any]:
    periods = now.periods if now else services.usual_day(db.session(), today=clock.today())
    typed: dict[str, Any] = {"periods": "\n".join(one.written for one in periods)}
    if now is None:
        return typed
    typed = {**vars(now), **typed, "is_part_time": "yes" if now.is_part_time else "no"}
    for name in ("starts_on", "ends_on", "review_on", "agreed_on"):
        if on_day := typed[name]:
            parts = (("day", on_day.day), ("month", on_day.month), ("year", on_day.year))
            typed |= {f"{name}-{part}": number for part, number in parts}
    return typed
