"""Publish a version of a template: whole or not at all."""

from datetime import datetime
from importlib.resources import files
from typing import Any

from sqlalchemy.orm import Session

from heft_platform.adding import add_once
from heft_platform.audit.services import record
from heft_platform.library.models import Template
from heft_platform.library.reading import read_template
from heft_platform.library.services.finding import TemplateView, view
from heft_tenants.context import current
from heft_tenants.ids import uuid7
from heft_tenants.refusals import Refused


class VersionAlreadyPublishedError(Refused):
    """This version is published already, and a published version is never changed: raise its number."""


class NotForPublishingError(Refused):
    """The file says that it is a draft or retired."""


def publish(
    session: Session, *, text: str, file_name: str, now: datetime, publisher: str = "", note: str = ""
) -> TemplateView:
    """Publish a version of a template from its file.

    :raises TemplateFaultsError: naming every fault by file, path and reason
    :raises NotForPublishingError: if its status is not “published”
    :raises VersionAlreadyPublishedError: if this version stands already
    """
    body = read_template(text, file_name=file_name)
    return keep(session, body=body, now=now, publisher=publisher, note=note)


def keep(session: Session, *, body: dict[str, Any], now: datetime, publisher: str, note: str) -> TemplateView:
    """Keep a body that was checked as a version of its template.

    :raises NotForPublishingError: if its status is not “published”
    :raises VersionAlreadyPublishedError: if this version stands already
    """
    if body["status"] != "published":
        raise NotForPublishingError
    template_id = uuid7()
    is_first = add_once(
        session,
        Template,
        id=template_id,
        key=body["key"],
        version=body["version"],
        label=body["label"],
        summary=body["summary"],
        body=body,
        published_at=now,
        published_by=current().person,
        publisher=publisher,
        note=note,
    )
    if not is_first:
        raise VersionAlreadyPublishedError
    record(session, action="template.published", thing="template", thing_id=template_id)
    return view(session.get_one(Template, (current().cluster, template_id)))


def templates_of_the_project() -> list[tuple[str, str]]:
    """Return name and text of the template files that come with Heft."""
    folder = files("heft_platform.library").joinpath("published")
    return sorted(
        (one.name, one.read_text(encoding="utf-8")) for one in folder.iterdir() if one.name.endswith(".yaml")
    )
