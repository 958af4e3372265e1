"""What a school makes of a template of its cluster: its own questions, people, milestones, agenda items and guidance."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.forms import Problems
from heft_platform.library import editing, listing, schemas, services
from heft_platform.library.extending import GUIDANCE, OWN, is_locked
from heft_platform.library.routes import library
from heft_platform.library.routes.editing import typed_in
from heft_platform.library.services import ExtensionView
from heft_platform.permissions import Deed, requires

MEANWHILE = "A colleague changed your school’s additions at the same moment. Press the button again"
SAID_OF = {
    services.DoesNotFitError: ("extension", "This does not fit: {refusal}"),
    services.LockedPartError: (
        "extension",
        "“{refusal.name}” is locked by your cluster. A school can add around it, and cannot leave it out",
    ),
    services.ExtensionChangedMeanwhileError: ("extension", MEANWHILE),
    services.NoSuchPlaceError: ("extension", "This part is no longer in the template"),
}


@library.get("/s/<school>/templates/<uuid:template_id>/ours")
@requires(Deed.EXTEND_TEMPLATES)
def extension(template_id: UUID) -> ResponseReturnValue:
    return _page(extension_or_404(template_id), Problems())


@library.get("/s/<school>/templates/<uuid:template_id>/ours/add/<path:place>")
@requires(Deed.EXTEND_TEMPLATES)
def extension_new(template_id: UUID, place: str) -> ResponseReturnValue:
    found = extension_or_404(template_id)
    if place == GUIDANCE:
        return _guidance_page(found, Problems())
    return _sheet_page(found, _sheet_of_new(found, place), Problems(), is_new=True)


@library.post("/s/<school>/templates/<uuid:template_id>/ours/add/<path:place>")
@requires(Deed.EXTEND_TEMPLATES)
def extension_added(template_id: UUID, place: str) -> ResponseReturnValue:
    found = extension_or_404(template_id)
    sheet = None if place == GUIDANCE else _sheet_of_new(found, place)
    problems = Problems()
    with problems.gathered(SAID_OF):
        form = schemas.form_of(sheet) if sheet else schemas.Guidance()
        services.add_to_template(
            db.session(), extension=found, place=place, answers=form.read(request.form), by=signed_in().name
        )
        flash("It is part of your school’s template now. Programmes that you start from today have it.")
        return _back(found)
    page = _sheet_page(found, sheet, problems, is_new=True) if sheet else _guidance_page(found, problems)
    return page, 422


@library.get("/s/<school>/templates/<uuid:template_id>/ours/change/<path:place>")
@requires(Deed.EXTEND_TEMPLATES)
def extension_sheet(template_id: UUID, place: str) -> ResponseReturnValue:
    found = extension_or_404(template_id)
    return _sheet_page(found, _own_sheet(found, place), Problems())


@library.post("/s/<school>/templates/<uuid:template_id>/ours/change/<path:place>")
@requires(Deed.EXTEND_TEMPLATES)
def extension_sheet_saved(template_id: UUID, place: str) -> ResponseReturnValue:
    found = extension_or_404(template_id)
    sheet = _own_sheet(found, place)
    problems = Problems()
    try:
        with problems.gathered(SAID_OF):
            answers = schemas.form_of(sheet).read(request.form)
            services.change_addition(
                db.session(),
                extension=found,
                place=place,
                seen=request.form.get("seen", ""),
                answers=answers,
                by=signed_in().name,
            )
            flash(f"“{sheet.title}” is changed.")
            return _back(found)
    except services.ThingChangedMeanwhileError as changed:
        return render_template(
            "library/both-sheets.html",
            theirs=changed.sheet,
            yours=typed_in(changed.sheet),
            action=url_for("library.extension_sheet_saved", template_id=template_id, place=place),
            back=_address(found),
            back_words="What we add",
        ), 409
    return _sheet_page(found, sheet, problems), 422


@library.post("/s/<school>/templates/<uuid:template_id>/ours/take-back")
@requires(Deed.EXTEND_TEMPLATES)
def addition_taken_back(template_id: UUID) -> ResponseReturnValue:
    found = extension_or_404(template_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        addition_id = request.form.get("addition", "")
        services.take_back(db.session(), extension=found, addition_id=addition_id, by=signed_in().name)
        flash("It is no longer part of your school’s template. Programmes that have it keep it.")
        return _back(found)
    return _page(found, problems), 422


@library.post("/s/<school>/templates/<uuid:template_id>/ours/leave-out/<path:place>")
@requires(Deed.EXTEND_TEMPLATES)
def left_out(template_id: UUID, place: str) -> ResponseReturnValue:
    found = extension_or_404(template_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        services.leave_out(db.session(), extension=found, place=place, by=signed_in().name)
        flash(f"Your school leaves out “{found.name_of(place)}”.")
        return _back(found)
    return _page(found, problems), 422


@library.post("/s/<school>/templates/<uuid:template_id>/ours/put-back/<path:place>")
@requires(Deed.EXTEND_TEMPLATES)
def put_back(template_id: UUID, place: str) -> ResponseReturnValue:
    found = extension_or_404(template_id)
    problems = Problems()
    with problems.gathered(SAID_OF):
        services.put_back(db.session(), extension=found, place=place, by=signed_in().name)
        flash(f"“{found.name_of(place)}” is back.")
        return _back(found)
    return _page(found, problems), 422


def extension_or_404(template_id: UUID) -> ExtensionView:
    """Return what the school at hand has made of a template."""
    return services.extension_of(db.session(), template_id=template_id) or abort(404)


def _sheet_of_new(found: ExtensionView, place: str) -> editing.Sheet:
    if place.rpartition("/")[2] not in services.MAY_BE_ADDED:
        abort(404)
    try:
        return editing.sheet_of_new(found.ours.body, place)
    except services.NoSuchPlaceError:
        abort(404)


def _own_sheet(found: ExtensionView, place: str) -> editing.Sheet:
    """Return the sheet of something that the school added: the cluster's own parts are not changed here."""
    if not place.rpartition("/")[2].startswith(OWN):
        abort(404)
    try:
        return editing.sheet_of(found.ours.body, place)
    except services.NoSuchPlaceError:
        abort(404)


def _address(found: ExtensionView) -> str:
    return url_for("library.extension", template_id=found.template.id)


def _back(found: ExtensionView) -> ResponseReturnValue:
    return redirect(_address(found), code=303)


def _page(found: ExtensionView, problems: Problems) -> str:
    return render_template(
        "library/extension.html",
        extension=found,
        problems=problems,
        newer=services.newer_version(db.session(), extension=found) if found.no else None,
        parts=_parts(found),
        own=OWN,
        guidance=GUIDANCE,
        is_locked=lambda place: is_locked(found.ours.body, place),
    )


def _parts(found: ExtensionView) -> list[tuple[str, list[listing.Group]]]:
    """Return what can be added to: milestones, people, the agenda of each meeting, and the questions of each paper."""
    body = found.ours.body
    papers = [
        (row.name, listing.groups_of(body, row.place))
        for group in listing.groups_of(body, "documents")
        for row in group.rows
    ]
    return [
        ("Steps", listing.groups_of(body, "milestones")),
        ("People", listing.groups_of(body, "roles")),
        ("Meetings", listing.groups_of(body, "meetings")),
        *((f"Questions of “{name}”", groups) for name, groups in papers if groups),
    ]


def _sheet_page(
    found: ExtensionView, sheet: editing.Sheet, problems: Problems, *, is_new: bool = False
) -> str:
    endpoint = "library.extension_added" if is_new else "library.extension_sheet_saved"
    return render_template(
        "library/sheet.html",
        sheet=sheet,
        seen=request.form.get("seen") or sheet.seen,
        answers=typed_in(sheet) if request.form else sheet.answers,
        problems=problems,
        action=url_for(endpoint, template_id=found.template.id, place=sheet.place),
        back=_address(found),
        back_words="What we add",
        button_words="Add to our template" if is_new else "Save",
    )


def _guidance_page(found: ExtensionView, problems: Problems) -> str:
    return render_template(
        "library/guidance.html",
        extension=found,
        problems=problems,
        answers=request.form,
        guidance=GUIDANCE,
    )
