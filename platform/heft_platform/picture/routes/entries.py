"""Strengths, concerns, consultations and other plans: add one, change it, take it out, open its file."""

from typing import Any, BinaryIO, cast
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.brought_files import answer_with_brought_file
from heft_platform.entering import person_id, writer
from heft_platform.extensions import db
from heft_platform.files import services as files
from heft_platform.files.services import FileRefusedError
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems
from heft_platform.loading import pupil_or_404
from heft_platform.permissions import Deed, classes_seen, requires, role_at_hand
from heft_platform.picture import schemas, services
from heft_platform.picture.routes import picture
from heft_platform.picture.routes.context import ONE
from heft_platform.picture.services import KINDS, EntryKind, EntryView
from heft_platform.pupils.services import PupilView
from heft_platform.short_links import by_short_link

ENTRIES = f"{ONE}/entries/<kind>"
ENTRY = f"{ENTRIES}/<uuid:entry_id>"


@picture.get(f"{ENTRIES}/new")
@requires(Deed.WRITE_PICTURE)
def new_entry(pupil_id: UUID, kind: str) -> ResponseReturnValue:
    return _page(pupil_or_404(pupil_id), _kind(kind), [], Problems())


@picture.post(f"{ENTRIES}/new")
@requires(Deed.WRITE_PICTURE)
def entry_added(pupil_id: UUID, kind: str) -> ResponseReturnValue:
    pupil, found = pupil_or_404(pupil_id), _kind(kind)
    problems = Problems()
    with problems.gathered(schemas.SAID_OF):
        answers = schemas.form_of(found.questions).read(request.form)
        if (brought := _brought(found, problems)) or not problems:
            services.add_entry(
                db.session(),
                pupil_id=pupil_id,
                kind=found,
                answers=answers,
                file_id=brought,
                writer=writer(),
                now=clock.now(),
                today=clock.today(),
            )
            return _saved(pupil, found, f"Saved: {found.words}.")
    return _page(pupil, found, [], problems), 422


@picture.get(ENTRY)
@requires(Deed.WRITE_PICTURE)
def change_entry(pupil_id: UUID, kind: str, entry_id: UUID) -> ResponseReturnValue:
    pupil, found = pupil_or_404(pupil_id), _kind(kind)
    return _page(pupil, found, _versions(pupil, found, entry_id), Problems())


@picture.post(ENTRY)
@requires(Deed.WRITE_PICTURE)
def entry_changed(pupil_id: UUID, kind: str, entry_id: UUID) -> ResponseReturnValue:
    pupil, found = pupil_or_404(pupil_id), _kind(kind)
    versions = _versions(pupil, found, entry_id)
    problems = Problems()
    with problems.gathered(schemas.SAID_OF):
        answers = schemas.form_of(found.questions).read(request.form)
        version = InVersion().read(request.form)["version"]
        if version != versions[0].version:
            return _page(pupil, found, versions, problems, theirs=versions[0]), 409
        if (brought := _brought(found, problems)) or not problems:
            return _change(pupil, found, versions[0], answers, brought)
    return _page(pupil, found, versions, problems), 422


@picture.post(f"{ENTRY}/take-out")
@requires(Deed.WRITE_PICTURE)
def entry_taken_out(pupil_id: UUID, kind: str, entry_id: UUID) -> ResponseReturnValue:
    pupil, found = pupil_or_404(pupil_id), _kind(kind)
    _versions(pupil, found, entry_id)
    services.take_entry_out(
        db.session(), pupil_id=pupil_id, kind=found, entry_id=entry_id, writer=writer(), now=clock.now()
    )
    return _saved(pupil, found, "Taken out. What it said stays in the school’s records.")


@picture.get(f"{ENTRY}/file")
@requires(Deed.READ_SENSITIVE)
@by_short_link
def file_of_entry(pupil_id: UUID, kind: str, entry_id: UUID) -> ResponseReturnValue:
    pupil, found = pupil_or_404(pupil_id), _kind(kind)
    file_id = _versions(pupil, found, entry_id)[0].file_id
    about = files.files_by_id(db.session(), file_ids=[file_id]).get(file_id) if file_id else None
    if about is None:
        abort(404)
    return answer_with_brought_file(
        lambda: (files.open_own(db.session(), file_id=about.id), about.media_type, about.octets),
        name=f"plan-{str(entry_id)[-6:]}",
        back_to=("Plans and checks", url_for(found.page, pupil_id=pupil_id)),
        if_lost="What is recorded of the plan is safe. Bring the file again",
    )


def _kind(code: str) -> EntryKind:
    """Return a kind of entry of which the person at hand may be told; else it does not exist."""
    found = KINDS.get(code)
    if found is None or found.visibility not in classes_seen(role_at_hand()):
        abort(404)
    return found


def _versions(pupil: PupilView, kind: EntryKind, entry_id: UUID) -> list[EntryView]:
    return services.entry_versions(db.session(), pupil_id=pupil.id, kind=kind, entry_id=entry_id) or abort(
        404
    )


def _brought(kind: EntryKind, problems: Problems) -> UUID | None:
    """Take in the file that came with the form, if the kind takes one and one came."""
    chosen = request.files.get("file") if kind.takes_a_file else None
    if chosen is None or not chosen.filename:
        return None
    try:
        return files.take_in(
            db.session(),
            file=cast("BinaryIO", chosen.stream),
            name=chosen.filename,
            brought_by=person_id(),
        )
    except FileRefusedError as refusal:
        problems.add("file", refusal.words)
        return None


def _change(
    pupil: PupilView, kind: EntryKind, before: EntryView, answers: dict[str, Any], file_id: UUID | None
) -> ResponseReturnValue:
    try:
        services.change_entry(
            db.session(),
            pupil_id=pupil.id,
            kind=kind,
            entry_id=before.id,
            version=before.version,
            answers=answers,
            file_id=file_id,
            writer=writer(),
            now=clock.now(),
            today=clock.today(),
        )
    except services.ChangedMeanwhileError:
        versions = _versions(pupil, kind, before.id)
        return _page(pupil, kind, versions, Problems(), theirs=versions[0]), 409
    return _saved(pupil, kind, f"Saved: {kind.words}.")


def _saved(pupil: PupilView, kind: EntryKind, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for(kind.page, pupil_id=pupil.id), code=303)


def _page(
    pupil: PupilView,
    kind: EntryKind,
    versions: list[EntryView],
    problems: Problems,
    theirs: EntryView | None = None,
) -> str:
    now = versions[0] if versions else None
    return render_template(
        "picture/entry.html",
        pupil=pupil,
        kind=kind,
        now=now,
        earlier=versions[1:],
        problems=problems,
        answers=request.form or (services.as_typed(kind.questions, now.answers) if now else {}),
        theirs=theirs,
        back_to=url_for(kind.page, pupil_id=pupil.id),
    )
