"""Behaviour, attendance and suspensions from the school's own system: choose a file, look at it, import it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires
from heft_platform.records import schemas, services
from heft_platform.records.routes import records
from heft_platform.records.routes.forms import by
from heft_platform.records.wording import RECORD_WORDS
from heft_platform.words import list_of

GONE = "This file no longer waits: it was imported, or another was chosen after it."


@records.get("/s/<school>/records/import")
@requires(Deed.IMPORT_RECORDS)
def choose_file() -> ResponseReturnValue:
    return _choose_page(Problems())


@records.post("/s/<school>/records/import")
@requires(Deed.IMPORT_RECORDS)
def file_chosen() -> ResponseReturnValue:
    problems = Problems()
    file = request.files.get("file")
    with problems.gathered(schemas.SAID_OF_FILE):
        answers = schemas.ChooseFile().read(request.form)
        if file is None or not file.filename:
            problems.add("file", "Select a CSV file")
            return _choose_page(problems), 422
        import_id = services.look_through(
            db.session(),
            kind=answers["kind"],
            stream=file.stream,
            file_name=file.filename,
            period=schemas.period_of(answers),
            by=by(),
        )
        return redirect(url_for("records.preview", import_id=import_id), code=303)
    return _choose_page(problems), 422


@records.get("/s/<school>/records/import/<uuid:import_id>")
@requires(Deed.IMPORT_RECORDS)
def preview(import_id: UUID) -> ResponseReturnValue:
    plan = services.preview(db.session(), import_id=import_id, today=clock.today()) or abort(404)
    return render_template(
        "records/preview.html", import_id=import_id, plan=plan, kind_words=RECORD_WORDS[plan.kind]
    )


@records.post("/s/<school>/records/import/<uuid:import_id>")
@requires(Deed.IMPORT_RECORDS)
def confirm(import_id: UUID) -> ResponseReturnValue:
    try:
        plan = services.import_kept(db.session(), import_id=import_id, by=by(), today=clock.today())
    except services.NothingToImportError:
        return redirect(url_for("records.preview", import_id=import_id), code=303)
    flash(_counted(plan) if plan else GONE)
    return redirect(url_for("records.index"), code=303)


def _choose_page(problems: Problems) -> str:
    return render_template(
        "records/import.html", problems=problems, answers=request.form, kinds=RECORD_WORDS.items()
    )


def _counted(plan: services.Plan) -> str:
    counted = [f"{len(plan.new)} new"] if plan.new else []
    counted += [f"{len(plan.changed)} changed"] if plan.changed else []
    counted += [f"{plan.same} as they were"] if plan.same else []
    counted += [f"{plan.left_out} left out"] if plan.left_out else []
    return f"{RECORD_WORDS[plan.kind]} imported: {list_of(counted)}."
