"""Get a programme as a file: ask for it, watch it being made, fetch it."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.documents import schemas, services
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, requires
from heft_platform.programmes.services import ProgrammeView
from heft_platform.short_links import by_short_link
from heft_platform.storage import StoreError

documents = Blueprint("documents", __name__, template_folder="templates")

FILES = "/s/<school>/programmes/<reference>/files"
ONE = f"{FILES}/<uuid:export_id>"


@documents.get(FILES)
@requires(Deed.EXPORT_PROGRAMMES)
def index(reference: str) -> ResponseReturnValue:
    return _index_page(programme_or_404(reference), Problems())


@documents.post(FILES)
@requires(Deed.EXPORT_PROGRAMMES)
def ask(reference: str) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    problems = Problems()
    with problems.gathered({}):
        form = schemas.AskForFile().read(request.form)["form"]
        export_id = services.ask_for_export(
            db.session(),
            programme=programme,
            form=form,
            asked_by=person_id(),
            asker_name=signed_in().name,
            now=clock.now(),
        )
        return redirect(url_for("documents.export", reference=reference, export_id=export_id), code=303)
    return _index_page(programme, problems), 422


@documents.get(ONE)
@requires(Deed.EXPORT_PROGRAMMES)
def export(reference: str, export_id: UUID) -> ResponseReturnValue:
    programme = programme_or_404(reference)
    return render_template("documents/export.html", programme=programme, export=_export(programme, export_id))


@documents.get(f"{ONE}/file")
@requires(Deed.EXPORT_PROGRAMMES)
@by_short_link
def fetch(reference: str, export_id: UUID) -> ResponseReturnValue:
    """Answer with the file itself, having checked and written down who fetches it: this time, and every time."""
    programme = programme_or_404(reference)
    export = _export(programme, export_id)
    try:
        file = services.open_file(db.session(), programme=programme, export_id=export_id, now=clock.now())
    except services.FileGoneError:
        return _gone_page(programme, export, is_lost=True), 410
    except StoreError:
        return _gone_page(programme, export, is_lost=False), 503
    return services.download(file, name=export.file_name, media_type=export.media_type, octets=export.octets)


def _export(programme: ProgrammeView, export_id: UUID) -> services.ExportView:
    found = services.read_export(
        db.session(), programme_id=programme.id, export_id=export_id, now=clock.now()
    )
    return found or abort(404)


def _index_page(programme: ProgrammeView, problems: Problems) -> str:
    exports = services.exports_of(db.session(), programme_id=programme.id, now=clock.now())
    return render_template("documents/index.html", programme=programme, exports=exports, problems=problems)


def _gone_page(programme: ProgrammeView, export: services.ExportView, *, is_lost: bool) -> str:
    return render_template("documents/gone.html", programme=programme, export=export, is_lost=is_lost)
