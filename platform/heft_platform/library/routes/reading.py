"""Read templates: the list, one version, what is different between two, and its file."""

from uuid import UUID

from flask import abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from heft_platform.extensions import db
from heft_platform.library import listing, services
from heft_platform.library.routes import library
from heft_platform.library.writing import as_yaml
from heft_platform.permissions import Deed, may, requires


@library.get("/library/templates")
@requires(Deed.READ_TEMPLATES)
def index() -> ResponseReturnValue:
    session = db.session()
    return render_template(
        "library/index.html",
        templates=services.published_templates(session),
        retired=services.retired_templates(session),
        drafts=services.drafts(session) if may(Deed.PUBLISH_TEMPLATES) else [],
    )


@library.get("/library/templates/<uuid:template_id>")
@requires(Deed.READ_TEMPLATES)
def template(template_id: UUID) -> ResponseReturnValue:
    session = db.session()
    found = services.template_of(session, template_id=template_id) or abort(404)
    return render_template(
        "library/template.html",
        template=found,
        body=found.body,
        view=services.template_view(session, template_id=template_id),
        versions=services.versions_of(session, key=found.key),
        parts=[(part, listing.groups_of(found.body, part)) for part in ("roles", "documents", "meetings")],
    )


@library.get("/library/templates/<uuid:template_id>/differences")
@requires(Deed.READ_TEMPLATES)
def differences(template_id: UUID) -> ResponseReturnValue:
    """Say what is different between this version and another; without one, the version before it."""
    session = db.session()
    found = services.template_of(session, template_id=template_id) or abort(404)
    others = [one for one in services.versions_of(session, key=found.key) if one.id != template_id]
    asked = request.args.get("with", "")
    earlier = [one for one in others if one.version < found.version]
    other = next((one for one in others if str(one.id) == asked), earlier[0] if earlier else None)
    changes = None
    if other is not None:
        before = services.template_of(session, template_id=other.id) or abort(404)
        bodies = (before.body, found.body) if other.version < found.version else (found.body, before.body)
        changes = services.changes_between(*bodies)
    return render_template(
        "library/differences.html",
        template=found,
        template_id=template_id,
        others=others,
        other=other,
        changes=changes,
        parts=services.by_part(changes or ()),
    )


@library.get("/library/templates/<uuid:template_id>/file")
@requires(Deed.READ_TEMPLATES)
def file(template_id: UUID) -> ResponseReturnValue:
    found = services.template_of(db.session(), template_id=template_id) or abort(404)
    return yaml_file(as_yaml(found.body), f"{found.key}.yaml")


def yaml_file(text: str, name: str) -> ResponseReturnValue:
    """Answer with a template as the file that it can be read back from."""
    response = make_response(text)
    response.mimetype = "application/yaml"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
