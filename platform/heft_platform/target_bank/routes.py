"""The target bank: the school's page, with its own examples and the cluster's; and the administrator's."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems
from heft_platform.library.services import MEASURE_WORDS
from heft_platform.permissions import Deed, requires
from heft_platform.target_bank import schemas, services
from heft_platform.target_bank.bank_file import examples_of_the_project

target_bank = Blueprint("target_bank", __name__, template_folder="templates")

SAID_OF = {
    services.AlreadyInTheBankError: ("statement", "A target with these words is in the bank already"),
    services.UnknownMeasureError: ("measure", "Select how it is measured"),
    services.ExampleChangedMeanwhileError: (
        "statement",
        "Somebody else changed this example meanwhile. What is recorded now stands above the form. Save again to replace it",
    ),
}
PAGES = {"school": "target_bank.index", "cluster": "target_bank.cluster_index"}


@target_bank.get("/s/<school>/target-bank")
@requires(Deed.WRITE_PROGRAMMES)
def index() -> ResponseReturnValue:
    return _list("school")


@target_bank.get("/cluster/target-bank")
@requires(Deed.KEEP_TARGET_BANK)
def cluster_index() -> ResponseReturnValue:
    return _list("cluster")


@target_bank.post("/cluster/target-bank/load")
@requires(Deed.KEEP_TARGET_BANK)
def load() -> ResponseReturnValue:
    number = services.load(db.session(), lines=examples_of_the_project())
    flash(f"{number} examples are new in the bank.")
    return redirect(url_for("target_bank.cluster_index"), code=303)


@target_bank.get("/s/<school>/target-bank/new")
@requires(Deed.WRITE_PROGRAMMES)
def new_own() -> ResponseReturnValue:
    return _page("school", None, Problems())


@target_bank.post("/s/<school>/target-bank/new")
@requires(Deed.WRITE_PROGRAMMES)
def add_own() -> ResponseReturnValue:
    return _add("school")


@target_bank.get("/cluster/target-bank/new")
@requires(Deed.KEEP_TARGET_BANK)
def new_in_cluster() -> ResponseReturnValue:
    return _page("cluster", None, Problems())


@target_bank.post("/cluster/target-bank/new")
@requires(Deed.KEEP_TARGET_BANK)
def add_in_cluster() -> ResponseReturnValue:
    return _add("cluster")


@target_bank.get("/s/<school>/target-bank/<uuid:example_id>")
@requires(Deed.WRITE_PROGRAMMES)
def change_own(example_id: UUID) -> ResponseReturnValue:
    return _page("school", _example("school", example_id), Problems())


@target_bank.post("/s/<school>/target-bank/<uuid:example_id>")
@requires(Deed.WRITE_PROGRAMMES)
def own_changed(example_id: UUID) -> ResponseReturnValue:
    return _change("school", example_id)


@target_bank.get("/cluster/target-bank/<uuid:example_id>")
@requires(Deed.KEEP_TARGET_BANK)
def change_in_cluster(example_id: UUID) -> ResponseReturnValue:
    return _page("cluster", _example("cluster", example_id), Problems())


@target_bank.post("/cluster/target-bank/<uuid:example_id>")
@requires(Deed.KEEP_TARGET_BANK)
def changed_in_cluster(example_id: UUID) -> ResponseReturnValue:
    return _change("cluster", example_id)


@target_bank.post("/s/<school>/target-bank/<uuid:example_id>/out")
@requires(Deed.WRITE_PROGRAMMES)
def take_out_own(example_id: UUID) -> ResponseReturnValue:
    return _take_out("school", example_id)


@target_bank.post("/cluster/target-bank/<uuid:example_id>/out")
@requires(Deed.KEEP_TARGET_BANK)
def take_out_of_cluster(example_id: UUID) -> ResponseReturnValue:
    return _take_out("cluster", example_id)


def _list(source: str) -> ResponseReturnValue:
    session = db.session()
    problems = Problems()
    found: list[services.Example] = []
    with problems.gathered({}):
        asked = schemas.FindExample().read(request.args)
        if source == "school":
            found = services.find(session, **asked)
        else:
            found = services.examples_of_cluster(session, words=asked["words"], need=asked["need"])
    return render_template(
        "target_bank/index.html",
        source=source,
        page=PAGES[source],
        problems=problems,
        answers=request.args,
        examples=found,
        needs=services.needs(session),
        phases=services.PHASE_WORDS,
    ), 422 if problems else 200


def _add(source: str) -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.ExampleForm().read(request.form)
        services.add(db.session(), source=source, **answers)
        flash("The example is in the bank.")
        return redirect(url_for(PAGES[source]), code=303)
    return _page(source, None, problems), 422


def _change(source: str, example_id: UUID) -> ResponseReturnValue:
    problems = Problems()
    with problems.gathered(SAID_OF):
        answers = schemas.ExampleForm().read(request.form)
        version = InVersion().read(request.form)["version"]
        if not services.change(
            db.session(), source=source, example_id=example_id, version=version, **answers
        ):
            abort(404)
        flash("The example is changed. Plans that were written from it stay as they are.")
        return redirect(url_for(PAGES[source]), code=303)
    status = 409 if problems.changed_meanwhile else 422
    return _page(source, _example(source, example_id), problems), status


def _take_out(source: str, example_id: UUID) -> ResponseReturnValue:
    if not services.take_out(db.session(), source=source, example_id=example_id, today=clock.today()):
        abort(404)
    flash("The example is no longer in the bank. Plans that were written from it stay as they are.")
    return redirect(url_for(PAGES[source]), code=303)


def _example(source: str, example_id: UUID) -> services.Example:
    return services.example(db.session(), source=source, example_id=example_id) or abort(404)


def _page(source: str, kept: services.Example | None, problems: Problems) -> str:
    answers: Mapping[str, Any] = request.form or (
        {**vars(kept), "steps": "\n".join(kept.steps)} if kept else {"phase": "any"}
    )
    return render_template(
        "target_bank/example.html",
        source=source,
        page=PAGES[source],
        kept=kept,
        problems=problems,
        answers=answers,
        needs=services.needs(db.session()),
        phases=[(code, words, "") for code, words in services.PHASE_WORDS.items()],
        measures=[(code, words, "") for code, words in MEASURE_WORDS.items()],
    )
