"""The parts of a draft, list by list and sheet by sheet."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.library import editing, listing, schemas, services
from heft_platform.library.routes import library
from heft_platform.library.routes.drafting import draft_or_404
from heft_platform.permissions import Deed, requires

GONE = "Somebody else took this out of the draft meanwhile."


@library.get("/cluster/templates/drafts/<uuid:draft_id>/part/<path:place>")
@requires(Deed.PUBLISH_TEMPLATES)
def draft_part(draft_id: UUID, place: str) -> ResponseReturnValue:
    found = draft_or_404(draft_id)
    collection, _, id_ = place.partition("/")
    if collection not in listing.PARTS or (id_ and collection != "documents") or "/" in id_:
        abort(404)
    if id_ and not any(
        row.place == place for group in listing.groups_of(found.body, collection) for row in group.rows
    ):
        abort(404)
    return render_template(
        "library/draft-part.html",
        draft=found,
        place=place,
        title=editing.sheet_of(found.body, place).title if id_ else listing.PARTS[place],
        groups=listing.groups_of(found.body, place),
    )


@library.get("/cluster/templates/drafts/<uuid:draft_id>/change/<path:place>")
@requires(Deed.PUBLISH_TEMPLATES)
def draft_sheet(draft_id: UUID, place: str) -> ResponseReturnValue:
    found = draft_or_404(draft_id)
    try:
        sheet = editing.sheet_of(found.body, place)
    except services.NoSuchPlaceError:
        abort(404)
    return _sheet_page(draft_id, sheet, Problems())


@library.post("/cluster/templates/drafts/<uuid:draft_id>/change/<path:place>")
@requires(Deed.PUBLISH_TEMPLATES)
def draft_sheet_saved(draft_id: UUID, place: str) -> ResponseReturnValue:
    found = draft_or_404(draft_id)
    problems = Problems()
    try:
        sheet = editing.sheet_of(found.body, place)
        with problems.gathered({}):
            answers = schemas.form_of(sheet).read(request.form)
            services.save_sheet(
                db.session(),
                draft_id=draft_id,
                place=place,
                seen=request.form.get("seen", ""),
                answers=answers,
                by=signed_in().name,
            )
            flash(f"“{sheet.title}” is saved in the draft.")
            return redirect(_list_of(draft_id, place), code=303)
    except services.ThingChangedMeanwhileError as changed:
        return render_template(
            "library/both-sheets.html",
            theirs=changed.sheet,
            yours=typed_in(changed.sheet),
            action=url_for("library.draft_sheet_saved", draft_id=draft_id, place=place),
            back=_list_of(draft_id, place),
            back_words="Draft",
        ), 409
    except services.NoSuchPlaceError:
        flash(GONE)
        return redirect(url_for("library.draft", draft_id=draft_id), code=303)
    return _sheet_page(draft_id, sheet, problems), 422


@library.get("/cluster/templates/drafts/<uuid:draft_id>/add/<path:place>")
@requires(Deed.PUBLISH_TEMPLATES)
def draft_new(draft_id: UUID, place: str) -> ResponseReturnValue:
    try:
        sheet = editing.sheet_of_new(draft_or_404(draft_id).body, place)
    except services.NoSuchPlaceError:
        abort(404)
    return _sheet_page(draft_id, sheet, Problems(), is_new=True)


@library.post("/cluster/templates/drafts/<uuid:draft_id>/add/<path:place>")
@requires(Deed.PUBLISH_TEMPLATES)
def draft_added(draft_id: UUID, place: str) -> ResponseReturnValue:
    found = draft_or_404(draft_id)
    problems = Problems()
    try:
        sheet = editing.sheet_of_new(found.body, place)
        with problems.gathered({}):
            answers = schemas.form_of(sheet).read(request.form)
            id_ = services.add_thing(
                db.session(), draft_id=draft_id, place=place, answers=answers, by=signed_in().name
            )
            flash("It is in the draft.")
            return redirect(_list_of(draft_id, f"{place}/{id_}"), code=303)
    except services.NoSuchPlaceError:
        flash(GONE)
        return redirect(url_for("library.draft", draft_id=draft_id), code=303)
    return _sheet_page(draft_id, sheet, problems, is_new=True), 422


@library.post("/cluster/templates/drafts/<uuid:draft_id>/move/<path:place>")
@requires(Deed.PUBLISH_TEMPLATES)
def draft_moved(draft_id: UUID, place: str) -> ResponseReturnValue:
    draft_or_404(draft_id)
    problems = Problems()
    with problems.gathered({services.NoSuchPlaceError: ("by", GONE)}):
        answers = schemas.MoveThing().read(request.form)
        services.move_thing(
            db.session(), draft_id=draft_id, place=place, by_one=answers["by"], by=signed_in().name
        )
    for problem in problems.summary():
        flash(problem.words)
    return redirect(_list_of(draft_id, place), code=303)


@library.post("/cluster/templates/drafts/<uuid:draft_id>/take-out/<path:place>")
@requires(Deed.PUBLISH_TEMPLATES)
def draft_taken_out(draft_id: UUID, place: str) -> ResponseReturnValue:
    found = draft_or_404(draft_id)
    try:
        name = editing.sheet_of(found.body, place).title
        services.take_thing_out(db.session(), draft_id=draft_id, place=place, by=signed_in().name)
        flash(f"“{name}” is taken out of the draft.")
    except services.NoSuchPlaceError:
        flash(GONE)
    return redirect(_list_of(draft_id, place), code=303)


def _list_of(draft_id: UUID, place: str) -> str:
    """Return the page of the list in which something stands."""
    if place in editing.WHOLE:
        return url_for("library.draft", draft_id=draft_id)
    steps = place.split("/")
    part = "/".join(steps[:2]) if steps[0] == "documents" and len(steps) > 2 else steps[0]
    return url_for("library.draft_part", draft_id=draft_id, place=part)


def typed_in(sheet: editing.Sheet) -> dict[str, str | list[str]]:
    """Return what was typed, answer by answer, as it came."""
    return {
        one.key: request.form.getlist(one.key) if one.sort == "choices" else request.form.get(one.key, "")
        for one in sheet.questions
    }


def _sheet_page(draft_id: UUID, sheet: editing.Sheet, problems: Problems, *, is_new: bool = False) -> str:
    endpoint = "library.draft_added" if is_new else "library.draft_sheet_saved"
    return render_template(
        "library/sheet.html",
        sheet=sheet,
        seen=request.form.get("seen") or sheet.seen,
        answers=typed_in(sheet) if request.form else sheet.answers,
        problems=problems,
        action=url_for(endpoint, draft_id=draft_id, place=sheet.place),
        back=_list_of(draft_id, sheet.place),
        back_words="Draft",
        button_words="Add to the draft" if is_new else "Save in the draft",
    )
