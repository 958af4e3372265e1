"""A draft as a whole: begin it, read its faults, take its file out and in, publish it, throw it away."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from heft_platform import clock
from heft_platform.csv_files import read_text
from heft_platform.entering import signed_in
from heft_platform.extensions import db
from heft_platform.form_fields import InVersion
from heft_platform.forms import Problems
from heft_platform.library import schemas, services
from heft_platform.library.reading import LARGEST_FILE
from heft_platform.library.routes import library
from heft_platform.library.routes.publishing import SAID_OF_FILE
from heft_platform.library.routes.reading import yaml_file
from heft_platform.library.services import DraftView
from heft_platform.library.writing import as_yaml
from heft_platform.permissions import Deed, requires

SAID_OF_PUBLISHING = {
    services.DraftChangedMeanwhileError: (
        "note",
        "Somebody else changed this draft while you were reading it. Read the differences again, then publish",
    ),
    services.VersionAlreadyPublishedError: (
        "note",
        "Somebody else published this version at the same moment. Read what they published first",
    ),
}
SAID_OF_REPLACING = {
    **SAID_OF_FILE,
    services.DraftChangedMeanwhileError: (
        "file",
        "Somebody else changed this draft after you opened this page. Both versions are compared below",
    ),
    services.KeyMissingError: ("file", "This is a file of another template: its key is not the draft’s"),
}


@library.post("/cluster/templates/<uuid:template_id>/drafts")
@requires(Deed.PUBLISH_TEMPLATES)
def begin_draft(template_id: UUID) -> ResponseReturnValue:
    try:
        draft_id = services.begin_draft(db.session(), template_id=template_id, by=signed_in().name)
    except services.DraftStandsError as stands:
        draft_id = stands.draft_id
        flash("There is a draft of this template already. Here it is.")
    if draft_id is None:
        abort(404)
    return redirect(url_for("library.draft", draft_id=draft_id), code=303)


@library.get("/cluster/templates/drafts/<uuid:draft_id>")
@requires(Deed.PUBLISH_TEMPLATES)
def draft(draft_id: UUID) -> ResponseReturnValue:
    return _overview(draft_or_404(draft_id), Problems())


@library.post("/cluster/templates/drafts/<uuid:draft_id>/publish")
@requires(Deed.PUBLISH_TEMPLATES)
def publish_draft(draft_id: UUID) -> ResponseReturnValue:
    draft_or_404(draft_id)
    problems = Problems()
    with problems.gathered(SAID_OF_PUBLISHING):
        answers = schemas.PublishDraft().read(request.form)
        try:
            published = services.publish_draft(
                db.session(), draft_id=draft_id, **answers, now=clock.now(), by=signed_in().name
            )
        except services.TemplateFaultsError:
            problems.add("note", "Nothing was published. Mend the faults that are listed below first")
        else:
            flash(f"{published.label}, version {published.version}, is published.")
            return redirect(url_for("library.template", template_id=published.id), code=303)
    return _overview(draft_or_404(draft_id), problems), 409 if problems.changed_meanwhile else 422


@library.post("/cluster/templates/drafts/<uuid:draft_id>/drop")
@requires(Deed.PUBLISH_TEMPLATES)
def drop_draft(draft_id: UUID) -> ResponseReturnValue:
    services.drop_draft(db.session(), draft_id=draft_id)
    flash("The draft is thrown away. What is published stays.")
    return redirect(url_for("library.index"), code=303)


@library.get("/cluster/templates/drafts/<uuid:draft_id>/download")
@requires(Deed.PUBLISH_TEMPLATES)
def draft_download(draft_id: UUID) -> ResponseReturnValue:
    found = draft_or_404(draft_id)
    return yaml_file(as_yaml(found.body), f"{found.key}-draft.yaml")


@library.get("/cluster/templates/drafts/<uuid:draft_id>/file")
@requires(Deed.PUBLISH_TEMPLATES)
def draft_file(draft_id: UUID) -> ResponseReturnValue:
    return _file_page(draft_or_404(draft_id), Problems())


@library.post("/cluster/templates/drafts/<uuid:draft_id>/file")
@requires(Deed.PUBLISH_TEMPLATES)
def draft_replaced(draft_id: UUID) -> ResponseReturnValue:
    """Put a file in the draft's place. If somebody changed the draft meanwhile, both are compared, and the file is kept on the page."""
    found = draft_or_404(draft_id)
    problems, text, faults = Problems(), request.form.get("text", ""), list[str]()
    file = request.files.get("file")
    with problems.gathered(SAID_OF_REPLACING):
        answers = InVersion().read(request.form)
        if file is not None and file.filename:
            text = read_text(file.stream, at_most=LARGEST_FILE)
        if not text.strip():
            problems.add("file", "Choose a file")
            return _file_page(found, problems), 422
        try:
            services.replace_draft(
                db.session(), draft_id=draft_id, text=text, file_name="file", by=signed_in().name, **answers
            )
        except services.TemplateFaultsError as error:
            faults = error.lines()
            problems.add("file", "The draft stays as it was: this file cannot be read")
        else:
            flash("The file is the draft now.")
            return redirect(url_for("library.draft", draft_id=draft_id), code=303)
    both = text if problems.changed_meanwhile else ""
    page = _file_page(draft_or_404(draft_id), problems, text=both, faults=faults)
    return page, 409 if problems.changed_meanwhile else 422


def draft_or_404(draft_id: UUID) -> DraftView:
    """Return a draft of the cluster; another cluster's is not found."""
    return services.draft(db.session(), draft_id=draft_id) or abort(404)


def _overview(found: DraftView, problems: Problems) -> str:
    base = services.template_of(db.session(), template_id=found.based_on) if found.based_on else None
    changes = services.changes_between(base.body, found.body) if base else []
    return render_template(
        "library/draft.html",
        draft=found,
        base=base,
        faults=found.faults(),
        changes=changes,
        parts=services.by_part(changes),
        problems=problems,
        answers=request.form,
    )


def _file_page(
    found: DraftView, problems: Problems, *, text: str = "", faults: list[str] | None = None
) -> str:
    changes = services.changes_in_file(found, text=text) if text else []
    return render_template(
        "library/draft-file.html",
        draft=found,
        problems=problems,
        text=text,
        faults=faults or [],
        parts=services.by_part(changes),
    )
