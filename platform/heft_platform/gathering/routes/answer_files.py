"""Pictures and papers that people bring as their answer: a mind map, a drawing, a photograph of either."""

from typing import BinaryIO, cast
from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.brought_files import answer_with_brought_file
from heft_platform.entering import person_id, signed_in
from heft_platform.extensions import db
from heft_platform.files.services import FileRefusedError
from heft_platform.forms import Problems
from heft_platform.gathering import schemas, services
from heft_platform.gathering.routes import gathering
from heft_platform.gathering.routes.answering import asked_or_404, one_page, programme_of_staff
from heft_platform.gathering.services import AskedForView
from heft_platform.permissions import Deed, classes_seen, requires, role_at_hand
from heft_platform.programmes import services as programmes
from heft_platform.programmes.services import ProgrammeView
from heft_platform.short_links import by_short_link
from heft_tenants.visibility import Visibility

FILES = "/s/<school>/programmes/<reference>/asked/<uuid:asked_id>/files"
SAID_OF = {
    programmes.ProgrammeClosedError: ("file", "{refusal.words}"),
    services.NotAskedForError: ("file", "This is no longer asked for"),
    services.UnknownChoiceError: ("question", "Choose the question that it answers"),
    services.TooManyAnswerFilesError: (
        "file",
        "{refusal.most} are here already. Take one out, or put several into one PDF",
    ),
}


@gathering.post(FILES)
@requires(Deed.WRITE_PROGRAMMES)
def bring_answer_file(reference: str, asked_id: UUID) -> ResponseReturnValue:
    programme, one, sees = _asked(reference, asked_id)
    problems = Problems()
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        problems.add("file", "Select a file")
        return one_page(programme, one, problems), 422
    with problems.gathered(SAID_OF):
        answers = schemas.BringAnswerFile().read(request.form)
        try:
            services.bring_answer_file(
                db.session(),
                programme=programmes.hold_programme(db.session(), programme_id=programme.id),
                asked_for_id=asked_id,
                **answers,
                sees=sees,
                file=cast("BinaryIO", chosen.stream),
                name=chosen.filename,
                person_id=person_id(),
                person_name=signed_in().name,
                now=clock.now(),
                today=clock.today(),
            )
        except FileRefusedError as refusal:
            problems.add("file", refusal.words)
        else:
            flash("It is kept with the answer.")
            return redirect(_back(reference, asked_id), code=303)
    return one_page(programme, one, problems), 422


@gathering.post(f"{FILES}/<uuid:answer_file_id>/out")
@requires(Deed.WRITE_PROGRAMMES)
def take_answer_file_out(reference: str, asked_id: UUID, answer_file_id: UUID) -> ResponseReturnValue:
    programme, one, sees = _asked(reference, asked_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        try:
            services.take_answer_file_out(
                db.session(),
                programme=programmes.hold_programme(db.session(), programme_id=programme.id),
                asked=one,
                answer_file_id=answer_file_id,
                sees=sees,
                now=clock.now(),
            )
        except services.NotTheirsToSeeError:
            abort(404)
        flash("It is taken out, and destroyed.")
        return redirect(_back(reference, asked_id), code=303)
    return one_page(programme, one, problems), 422


@gathering.get(f"{FILES}/<uuid:answer_file_id>/file")
@requires(Deed.READ_PROGRAMMES)
@by_short_link
def fetch_answer_file(reference: str, asked_id: UUID, answer_file_id: UUID) -> ResponseReturnValue:
    """Answer with the file itself, having checked and written down who fetches it."""
    programme, one, sees = _asked(reference, asked_id)
    return answer_with_brought_file(
        lambda: services.open_answer_file(
            db.session(),
            programme_id=programme.id,
            template=programme.template,
            asked=one,
            answer_file_id=answer_file_id,
            sees=sees,
        ),
        name=f"{reference}-{str(answer_file_id)[-6:]}",
        back_to=("What was answered", _back(reference, asked_id)),
        if_lost="What was typed in answer is safe. Bring the file again",
    )


def _asked(reference: str, asked_id: UUID) -> tuple[ProgrammeView, AskedForView, frozenset[Visibility]]:
    """Return what was asked for with its programme, and the classes of what whoever is here may see."""
    programme = programme_of_staff(reference)
    return programme, asked_or_404(programme, asked_id), classes_seen(role_at_hand())


def _back(reference: str, asked_id: UUID) -> str:
    return url_for("gathering.asked_one", reference=reference, asked_id=asked_id)
