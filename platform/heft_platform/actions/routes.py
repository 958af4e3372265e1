"""One list of what is to be done, and each action on a page of its own."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.actions import schemas, services
from heft_platform.actions.services import ActionView
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, may, requires
from heft_platform.programmes.services import ProgrammeView
from heft_platform.pupils import services as pupils
from heft_platform.pupils.services import PupilView

actions = Blueprint("actions", __name__, template_folder="templates")

SAID_OF = {
    services.NobodysActionError: ("owner_id", "Choose who does it, or write their name"),
    services.TwoOwnersError: ("owner_name", "Choose one of your staff or write another name, not both"),
    services.UnknownChoiceError: ("owner_id", "Choose one of your staff, or write the name of somebody else"),
    services.DueBeforeTodayError: ("due_on", "The day must be today or later"),
    services.ActionEndedError: ("outcome", "This action was ended by somebody else. Nothing more is needed"),
    services.ChangedMeanwhileError: (
        "outcome",
        "Somebody changed this action while you were writing. See what it says now, and save again",
    ),
    services.CarriedToThePastError: (
        "to",
        "The new day must be later than the old one, and not before today",
    ),
    services.WhyMissingError: ("why_carried", "{refusal.words}"),
}


@actions.get("/s/<school>/actions")
@requires(Deed.DO_ACTIONS)
def index() -> ResponseReturnValue:
    return _list(Problems())


@actions.post("/s/<school>/actions")
@requires(Deed.DO_ACTIONS)
def finish_several() -> ResponseReturnValue:
    """Mark several as done at once: somebody who does not keep the whole list, only their own."""
    problems = Problems()
    with problems.gathered(SAID_OF):
        chosen = schemas.FinishSeveral().read(request.form)["chosen"]
        done = services.finish_several(
            db.session(),
            action_ids=chosen,
            by_id=person_id(),
            by_name=signed_in().name,
            today=clock.today(),
            owner_id=None if may(Deed.KEEP_ACTIONS) else person_id(),
        )
        flash("1 action is done." if done == 1 else f"{done} actions are done.")
        return redirect(url_for("actions.index", **schemas.Narrowed().read(request.form)), code=303)
    return _list(problems), 422


@actions.get("/s/<school>/programmes/<reference>/actions")
@requires(Deed.KEEP_ACTIONS)
def of_programme(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    everything = services.actions_of_programme(db.session(), programme_id=programme.id, today=clock.today())
    return render_template("actions/of-programme.html", programme=programme, actions=everything)


@actions.get("/s/<school>/programmes/<reference>/actions/new")
@requires(Deed.KEEP_ACTIONS)
def new_in_programme(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    return _new_page(None, programme, Problems())


@actions.post("/s/<school>/programmes/<reference>/actions/new")
@requires(Deed.KEEP_ACTIONS)
def add_in_programme(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered(SAID_OF):
        services.add(
            db.session(),
            pupil_id=programme.line.pupil_id,
            programme_id=programme.id,
            reference=programme.reference,
            **schemas.AddAction().read(request.form),
            added_by=person_id(),
            adder_name=signed_in().name,
            today=clock.today(),
        )
        flash("The action is on the list.")
        return redirect(url_for("actions.of_programme", reference=reference), code=303)
    return _new_page(None, programme, problems), 422


@actions.get("/s/<school>/pupils/<uuid:pupil_id>/actions/new")
@requires(Deed.KEEP_ACTIONS)
def new(pupil_id: UUID) -> ResponseReturnValue:
    return _new_page(_pupil(pupil_id), None, Problems())


@actions.post("/s/<school>/pupils/<uuid:pupil_id>/actions/new")
@requires(Deed.KEEP_ACTIONS)
def add(pupil_id: UUID) -> ResponseReturnValue:
    pupil = _pupil(pupil_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        services.add(
            db.session(),
            pupil_id=pupil.id,
            **schemas.AddAction().read(request.form),
            added_by=person_id(),
            adder_name=signed_in().name,
            today=clock.today(),
        )
        flash("The action is on the list.")
        return redirect(url_for("actions.index", whose="all"), code=303)
    return _new_page(pupil, None, problems), 422


@actions.get("/s/<school>/actions/<uuid:action_id>")
@requires(Deed.DO_ACTIONS)
def action(action_id: UUID) -> ResponseReturnValue:
    return _page(_action(action_id), Problems())


@actions.post("/s/<school>/actions/<uuid:action_id>/done")
@requires(Deed.DO_ACTIONS)
def finish(action_id: UUID) -> ResponseReturnValue:
    one = _action(action_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        services.finish(
            db.session(),
            action_id=one.id,
            **schemas.FinishAction().read(request.form),
            by_id=person_id(),
            by_name=signed_in().name,
            today=clock.today(),
        )
        return _ended("The action is done.")
    return _page(one, problems), 422


@actions.post("/s/<school>/actions/<uuid:action_id>/carry")
@requires(Deed.DO_ACTIONS)
def carry(action_id: UUID) -> ResponseReturnValue:
    one = _action(action_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.CarryAction().read(request.form)
        services.carry(
            db.session(),
            action_id=one.id,
            version=answers["version"],
            to=answers["to"],
            why=answers["why_carried"],
            by_id=person_id(),
            by_name=signed_in().name,
            today=clock.today(),
        )
        return _ended("The action is carried to another day.")
    return _page(one, problems), 422


@actions.post("/s/<school>/actions/<uuid:action_id>/drop")
@requires(Deed.DO_ACTIONS)
def drop(action_id: UUID) -> ResponseReturnValue:
    one = _action(action_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.DropAction().read(request.form)
        services.drop(
            db.session(),
            action_id=one.id,
            version=answers["version"],
            why=answers["why_dropped"],
            by_id=person_id(),
            by_name=signed_in().name,
            today=clock.today(),
        )
        return _ended("The action is dropped.")
    return _page(one, problems), 422


def _ended(words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("actions.index"), code=303)


def _pupil(pupil_id: UUID) -> PupilView:
    found = pupils.read_overview(db.session(), pupil_id=pupil_id)
    if found is None:
        abort(404)
    return found[0]


def _action(action_id: UUID) -> ActionView:
    """Return the action for whoever keeps the list, and their own to everybody else."""
    found = services.read_action(db.session(), action_id=action_id, today=clock.today())
    if found is None or not (may(Deed.KEEP_ACTIONS) or found.owner_id == person_id()):
        abort(404)
    return found


def _list(problems: Problems) -> str:
    narrowed = schemas.Narrowed().read(request.form or request.args)
    everybodys = narrowed["whose"] == "all" and may(Deed.KEEP_ACTIONS)
    owner, today, session = None if everybodys else person_id(), clock.today(), db.session()
    if narrowed["show"] == "ended":
        found = services.ended_actions(session, today=today, owner_id=owner)
    else:
        found = services.open_actions(
            session, today=today, owner_id=owner, overdue=narrowed["show"] == "overdue"
        )
    return render_template(
        "actions/index.html",
        actions=found,
        whose="all" if everybodys else "mine",
        show=narrowed["show"] if narrowed["show"] in {"ended", "overdue"} else "open",
        problems=problems,
        today=today,
    )


def _page(one: ActionView, problems: Problems) -> str:
    return render_template("actions/action.html", action=one, problems=problems, answers=request.form)


def _new_page(pupil: PupilView | None, programme: ProgrammeView | None, problems: Problems) -> str:
    staff = [(one.person_id, f"{one.name}, {one.role_words}") for one in accounts.members(db.session())]
    return render_template(
        "actions/new.html",
        pupil=pupil,
        programme=programme,
        staff=staff,
        problems=problems,
        answers=request.form,
    )
