"""Publish templates, and find those that programmes can start from."""

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.library.models import Template
from heft_platform.library.programme_template import MEASURE_WORDS, ProgrammeTemplate, Step
from heft_platform.library.reading import TemplateFaultsError, read_template
from heft_tenants.context import current
from heft_tenants.refusals import Refused

__all__ = ["MEASURE_WORDS", "ProgrammeTemplate", "Step", "TemplateFaultsError"]


class VersionAlreadyPublishedError(Refused):
    """This version is published already, and a published version is never changed: raise its number."""


class NotForPublishingError(Refused):
    """The file says that it is a draft or retired."""


@dataclass(frozen=True, kw_only=True)
class TemplateView:
    """A template as lists show it."""

    id: UUID
    key: str
    version: int
    label: str
    summary: str
    weeks: int
    meetings: tuple[str, ...]
    published_at: datetime


def publish(session: Session, *, text: str, file_name: str, now: datetime) -> TemplateView:
    """Publish a version of a template from its file, whole or not at all.

    :raises TemplateFaultsError: naming every fault by file, path and reason
    :raises NotForPublishingError: if its status is not “published”
    :raises VersionAlreadyPublishedError: if this version stands already
    """
    body = read_template(text, file_name=file_name)
    if body["status"] != "published":
        raise NotForPublishingError
    same = select(Template).where(Template.key == body["key"], Template.version == body["version"])
    if session.scalar(same) is not None:
        raise VersionAlreadyPublishedError

    template = Template(
        key=body["key"],
        version=body["version"],
        label=body["label"],
        summary=body["summary"],
        body=body,
        published_at=now,
        published_by=current().person,
    )
    session.add(template)
    session.flush()  # the entry of the trail needs the id
    record(session, action="template.published", thing="template", thing_id=template.id)
    return _view(template)


def published_templates(session: Session) -> list[TemplateView]:
    """Return the newest version of each template, by label."""
    every = session.scalars(select(Template).order_by(Template.key, Template.version))
    newest = {template.key: template for template in every}
    return sorted(
        (_view(template) for template in newest.values()), key=lambda view: (view.weeks, view.label)
    )


def template_of(session: Session, *, template_id: UUID) -> ProgrammeTemplate | None:
    """Return a published template as the engine reads it, or None."""
    template = session.get(Template, (current().cluster, template_id))
    return ProgrammeTemplate(template.body) if template is not None else None


def templates_of_the_project() -> list[tuple[str, str]]:
    """Return name and text of the template files that come with Heft."""
    folder = files("heft_platform.library").joinpath("published")
    return sorted(
        (one.name, one.read_text(encoding="utf-8")) for one in folder.iterdir() if one.name.endswith(".yaml")
    )


def _view(template: Template) -> TemplateView:
    engine = ProgrammeTemplate(template.body)
    return TemplateView(
        id=template.id,
        key=template.key,
        version=template.version,
        label=template.label,
        summary=template.summary,
        weeks=engine.weeks,
        meetings=tuple(step.label for step in engine.steps if step.meeting),
        published_at=template.published_at,
    )
