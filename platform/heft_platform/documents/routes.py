"""Get a programme as a file: ask for it, watch it being made, fetch it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.documents import schemas, services
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.loading import programme_or_404
from heft_platform.permissions import Deed, classes_seen, requires, role_at_hand
from heft_platform.programmes.services import ProgrammeView
from heft_platform.short_links import by_short_link
from heft_platform.storage import StoreError

documents = Blueprint("documents", __name__, template_folder="templates")

PRINT = "/s/<school>/programmes/<reference>/print"
PACKS = "/s/<school>/programmes/<reference>/packs"
FILES = "/s/<school>/programmes/<reference>/files"
ONE = f"{FILES}/<uuid:export_id>"


FORM_HINTS = {
    "pdf": "To print, keep or send. Opens everywhere, also with a screen reader",
    "word": "To write more into it. What you change there does not change the programme",
}


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
        return _made(programme, schemas.AskForFile().read(request.form))
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
        file = services.open_file(
            db.session(),
            programme=programme,
            export_id=export_id,
            sees=classes_seen(role_at_hand()),
            now=clock.now(),
        )
    except services.FileGoneError:
        return _gone_page(programme, export, is_lost=True), 410
    except StoreError:
        return _gone_page(programme, export, is_lost=False), 503
    return services.download(file, name=export.file_name, media_type=export.media_type, octets=export.octets)


@documents.get(PRINT)
@requires(Deed.EXPORT_PROGRAMMES)
def centre(reference: str) -> ResponseReturnValue:
    """Show everything that a programme has printed, and for whom."""
    return _centre_page(programme_or_404(reference), Problems())


@documents.post(PRINT)
@requires(Deed.EXPORT_PROGRAMMES)
def print_one(reference: str) -> ResponseReturnValue:
    """Have one of the prints made; a form is blank unless it is to say whose it is."""
    programme, problems = programme_or_404(reference), Problems()
    with problems.gathered({}):
        asked = schemas.AskToPrint().read(request.form)
        form, audience, kind = asked["wanted"].split(" ", 2)
        wanted = services.kind_of(programme.template, kind) or abort(404)
        is_blank = wanted.forms and not asked["is_named"]
        return _made(
            programme,
            {
                "form": form,
                "audience": audience,
                "kind": kind,
                "leave_out": list(wanted.written_before) if is_blank else [],
                "is_large": asked["is_large"],
                "meeting": None,
            },
        )
    return _centre_page(programme, problems), 422


@documents.get(PACKS)
@requires(Deed.EXPORT_PROGRAMMES)
def packs(reference: str) -> ResponseReturnValue:
    """Offer every kind of pack, for everybody whom it is for."""
    programme = programme_or_404(reference)
    return render_template(
        "documents/packs.html",
        programme=programme,
        kinds=services.KINDS.values(),
        audiences=services.AUDIENCES,
    )


@documents.get(f"{PACKS}/<kind>")
@requires(Deed.EXPORT_PROGRAMMES)
def pack(reference: str, kind: str) -> ResponseReturnValue:
    """Show a pack as its audience would read it, and what is left out of it."""
    programme = programme_or_404(reference)
    wanted = _kind(programme, kind)
    audience = request.args.get("for", wanted.audiences[0])
    return _pack_page(
        programme,
        wanted,
        audience,
        request.args.getlist("leave_out"),
        Problems(),
        meeting_id=request.args.get("meeting", type=UUID),
    )


@documents.post(f"{PACKS}/<kind>")
@requires(Deed.EXPORT_PROGRAMMES)
def use_pack(reference: str, kind: str) -> ResponseReturnValue:
    programme, problems = programme_or_404(reference), Problems()
    wanted = _kind(programme, kind)
    with problems.gathered({}):
        return _made(programme, {**schemas.AskForFile().read(request.form), "kind": kind})
    audience = request.form.get("audience", wanted.audiences[0])
    leave_out, meeting_id = request.form.getlist("leave_out"), request.form.get("meeting", type=UUID)
    return _pack_page(programme, wanted, audience, leave_out, problems, meeting_id=meeting_id), 422


def _kind(programme: ProgrammeView, code: str) -> services.Kind:
    """Return a kind of pack that can be read through before it is made: a form that is only asked cannot."""
    found = services.kind_of(programme.template, code)
    return abort(404) if found is None or isinstance(found, services.BlankForm) else found


def _made(programme: ProgrammeView, asked: dict[str, Any]) -> ResponseReturnValue:
    """Have a file made, and lead to its page."""
    try:
        export_id = services.ask_for_export(
            db.session(),
            programme=programme,
            form=asked["form"],
            kind=asked["kind"],
            audience=asked["audience"],
            left_out=asked["leave_out"],
            is_large=asked["is_large"],
            meeting_id=asked["meeting"],
            sees=classes_seen(role_at_hand()),
            asked_by=person_id(),
            asker_name=signed_in().name,
            now=clock.now(),
        )
    except services.NotForThemError:
        abort(404)
    return redirect(url_for("documents.export", reference=programme.reference, export_id=export_id), code=303)


def _pack_page(
    programme: ProgrammeView,
    kind: services.Kind,
    audience: str,
    leave_out: Collection[str],
    problems: Problems,
    *,
    meeting_id: UUID | None,
) -> str:
    try:
        preview = services.preview_pack(
            db.session(),
            programme=programme,
            kind=kind.code,
            audience=audience,
            today=clock.today(),
            sees=classes_seen(role_at_hand()),
            leave_out=leave_out,
            meeting_id=meeting_id,
        )
    except services.NotForThemError:
        abort(404)
    return render_template(
        "documents/pack.html",
        programme=programme,
        kind=kind,
        audience=audience,
        audiences=[(code, services.AUDIENCES[kind.reader(code)], "") for code in kind.audiences],
        audience_words=services.AUDIENCE_WORDS[preview.pack.audience],
        preview=preview,
        problems=problems,
        answers=request.form or {"form": "pdf"},
        formats=[
            (code, services.FORM_WORDS[code], hint)
            for code, hint in FORM_HINTS.items()
            if code in kind.formats
        ],
    )


def _export(programme: ProgrammeView, export_id: UUID) -> services.ExportView:
    found = services.read_export(
        db.session(),
        programme=programme,
        export_id=export_id,
        sees=classes_seen(role_at_hand()),
        now=clock.now(),
    )
    return found or abort(404)


def _centre_page(programme: ProgrammeView, problems: Problems) -> str:
    prints = services.prints_of(programme.template)
    has_own_page = any(one.layout == "my_plan" for one in prints)
    for_the_pupil = (
        ("report_card", "certificate") if has_own_page else ("my_plan", "report_card", "certificate")
    )
    return render_template(
        "documents/centre.html",
        programme=programme,
        prints=prints,
        every_programmes=[services.KINDS[code] for code in for_the_pupil],
        forms=services.forms_of(programme.template),
        audiences=services.AUDIENCES,
        problems=problems,
        typed=request.form,
    )


def _index_page(programme: ProgrammeView, problems: Problems) -> str:
    exports = services.exports_of(
        db.session(), programme=programme, sees=classes_seen(role_at_hand()), now=clock.now()
    )
    return render_template("documents/index.html", programme=programme, exports=exports, problems=problems)


def _gone_page(programme: ProgrammeView, export: services.ExportView, *, is_lost: bool) -> str:
    return render_template("documents/gone.html", programme=programme, export=export, is_lost=is_lost)
