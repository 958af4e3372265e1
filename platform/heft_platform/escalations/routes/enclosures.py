"""Documents of a request: the school adds them and takes them out, and each side opens its own copies."""

from typing import BinaryIO, cast
from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform.brought_files import answer_with_brought_file
from heft_platform.entering import person_id
from heft_platform.escalations import services
from heft_platform.escalations.routes import escalations
from heft_platform.escalations.routes.authority import load_for_authority
from heft_platform.escalations.routes.school import ONE, load_for_school
from heft_platform.extensions import db
from heft_platform.files.services import FileRefusedError
from heft_platform.forms import Problems
from heft_platform.permissions import Deed, requires
from heft_platform.programmes.services import ProgrammeView
from heft_platform.short_links import by_short_link
from heft_tenants.attachments import MOST, TooManyAttachmentsError

DOCUMENTS = f"{ONE}/documents"
DOCUMENT = f"{DOCUMENTS}/<uuid:enclosure_id>"
NONE_CHOSEN = "Select a file"
TOO_MANY = f"A letter carries up to {MOST} documents. Remove one, or put several into one PDF"
MOVED_ON = "This request has moved on since you opened the page. Nothing was added"


@escalations.get(DOCUMENTS)
@requires(Deed.ASK_AUTHORITY)
def enclosures(reference: str, request_reference: str) -> ResponseReturnValue:
    programme, view = load_for_school(reference, request_reference)
    if not view.takes_enclosures:
        return redirect(_back_to_request(reference, request_reference), code=303)
    return _page(programme, view, Problems())


@escalations.post(DOCUMENTS)
@requires(Deed.ASK_AUTHORITY)
def enclose(reference: str, request_reference: str) -> ResponseReturnValue:
    """Add what was chosen. What is let in stays, also if another file beside it is refused."""
    programme, _ = load_for_school(reference, request_reference)
    problems = Problems()
    chosen = [one for one in request.files.getlist("files") if one.filename]
    if not chosen:
        problems.add("files", NONE_CHOSEN)
    for one in chosen:
        _enclose(programme, request_reference, cast("BinaryIO", one.stream), one.filename or "", problems)
    if not problems:
        return redirect(_documents(reference, request_reference), code=303)
    g.keep_anyway = True
    _, view = load_for_school(reference, request_reference)
    return _page(programme, view, problems), 422


@escalations.post(DOCUMENT)
@requires(Deed.ASK_AUTHORITY)
def change_enclosure(reference: str, request_reference: str, enclosure_id: UUID) -> ResponseReturnValue:
    """Take a document out, or have it prepared again: what the button says."""
    programme, view = load_for_school(reference, request_reference)
    try:
        about = services.request_that_takes_enclosures(
            db.session(), programme=programme, reference=request_reference
        )
    except services.NotAwaitedError:
        return redirect(_back_to_request(reference, request_reference), code=303)
    if "again" in request.form:
        services.prepare_again(db.session(), request_id=about.id, enclosure_id=enclosure_id)
    else:
        services.take_out(
            db.session(), request=about, pupil_id=programme.line.pupil_id, enclosure_id=enclosure_id
        )
        flash(f"The document is removed. {view.authority} does not get it.")
    return redirect(_documents(reference, request_reference), code=303)


@escalations.get(f"{DOCUMENT}/file")
@requires(Deed.ASK_AUTHORITY)
@by_short_link
def fetch_enclosure(reference: str, request_reference: str, enclosure_id: UUID) -> ResponseReturnValue:
    """Answer with a document that has not been sent yet."""
    _, view = load_for_school(reference, request_reference)
    return answer_with_brought_file(
        lambda: services.open_enclosure(db.session(), request_id=view.id, enclosure_id=enclosure_id),
        name=request_reference,
        back_to=("Back to the documents", _documents(reference, request_reference)),
        if_lost="It was not sent yet. Remove it, add it again",
    )


@escalations.get(f"{ONE}/letters/<uuid:letter_id>/<int:no>")
@requires(Deed.ASK_AUTHORITY)
@by_short_link
def school_attachment(
    reference: str, request_reference: str, letter_id: UUID, no: int
) -> ResponseReturnValue:
    _, view = load_for_school(reference, request_reference)
    back = _back_to_request(reference, request_reference)
    return _attachment(view.letters, request_reference, letter_id, no, back)


@escalations.get("/la/requests/<request_reference>/letters/<uuid:letter_id>/<int:no>")
@requires(Deed.ANSWER_REQUESTS)
@by_short_link
def authority_attachment(request_reference: str, letter_id: UUID, no: int) -> ResponseReturnValue:
    view = load_for_authority(request_reference)
    back = url_for("escalations.decide_page", request_reference=request_reference)
    return _attachment(view.letters, request_reference, letter_id, no, back)


def _enclose(
    programme: ProgrammeView, request_reference: str, file: BinaryIO, name: str, problems: Problems
) -> None:
    try:
        about = services.request_that_takes_enclosures(
            db.session(), programme=programme, reference=request_reference
        )
        services.enclose(
            db.session(),
            request=about,
            pupil_id=programme.line.pupil_id,
            file=file,
            name=name,
            brought_by=person_id(),
        )
    except services.NotAwaitedError:
        problems.add("files", MOVED_ON)
    except TooManyAttachmentsError:
        problems.add("files", TOO_MANY)
    except FileRefusedError as refusal:
        problems.add("files", refusal.words)


def _attachment(
    letters: list[services.LetterView], reference: str, letter_id: UUID, no: int, back: str
) -> ResponseReturnValue:
    attached = (one for letter in letters for one in letter.attachments)
    found = next((one for one in attached if (one.letter_id, one.no) == (letter_id, no)), None)
    if found is None:
        abort(404)
    return answer_with_brought_file(
        lambda: (services.open_attachment(db.session(), attachment=found), found.media_type, found.octets),
        name=f"{reference}-{no}",
        back_to=("Back to the request", back),
        if_lost="The letters are safe. Ask the other side to send it again",
    )


def _page(programme: ProgrammeView, view: services.RequestView, problems: Problems) -> str:
    return render_template(
        "escalations/documents.html", programme=programme, view=view, problems=problems, most=MOST
    )


def _documents(reference: str, request_reference: str) -> str:
    return url_for("escalations.enclosures", reference=reference, request_reference=request_reference)


def _back_to_request(reference: str, request_reference: str) -> str:
    return url_for("escalations.thread", reference=reference, request_reference=request_reference)
