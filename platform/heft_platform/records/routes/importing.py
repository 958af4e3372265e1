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

GONE = "This file no longer waits: another was chosen after it, or it waited for more than a day."


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
        if file and file.filename:
            import_id = services.look_through(
                db.session(),
                kind=answers["kind"],
                stream=file.stream,
                file_name=file.filename,
                period=schemas.period_of(answers),
                by=by(),
            )
            return redirect(url_for("records.preview", import_id=import_id), code=303)
    # no browser fills in again which file was chosen
    problems.add("file", "Select the CSV file again" if file and file.filename else "Select a CSV file")
    return _choose_page(problems), 422


@records.get("/s/<school>/records/import/<uuid:import_id>")
@requires(Deed.IMPORT_RECORDS)
def preview(import_id: UUID) -> ResponseReturnValue:
    """Show what a file would do; once that is confirmed, how far it has come and what came of it."""
    session = db.session()
    if plan := services.preview(session, import_id=import_id, now=clock.now(), today=clock.today()):
        return render_template(
            "records/preview.html", import_id=import_id, plan=plan, kind_words=RECORD_WORDS[plan.kind]
        )
    done = services.read_import(session, import_id=import_id, now=clock.now()) or abort(404)
    return render_template("records/importing.html", done=done, kind_words=RECORD_WORDS[done.kind])


@records.post("/s/<school>/records/import/<uuid:import_id>")
@requires(Deed.IMPORT_RECORDS)
def confirm(import_id: UUID) -> ResponseReturnValue:
    try:
        services.confirm_import(db.session(), import_id=import_id, by=by())
    except services.ImportGoneError:
        flash(GONE)
        return redirect(url_for("records.index"), code=303)
    return redirect(url_for("records.preview", import_id=import_id), code=303)


def _choose_page(problems: Problems) -> str:
    return render_template(
        "records/import.html", problems=problems, answers=request.form, kinds=RECORD_WORDS.items()
    )
