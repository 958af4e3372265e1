"""Find templates: those that programmes can start from, those that are retired, and every version of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, and_, cast, exists, func, select
from sqlalchemy.orm import Session, aliased

from heft_platform.library.differences import Difference, differences
from heft_platform.library.models import Template, TemplateExtension
from heft_platform.library.programme_template import ProgrammeTemplate
from heft_platform.waiting import those_that_wait
from heft_tenants.context import current

NUMBERING = ("version", "status")  # what is different between any two versions, and says nothing


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
    template: ProgrammeTemplate
    published_at: datetime
    publisher: str = ""
    note: str = ""
    retired_at: datetime | None = None


def published_templates(session: Session) -> list[TemplateView]:
    """Return the newest version of each template that is not retired, shortest first.

    A school that extends a template has the version that its additions were fitted to, until it takes on the next.
    """
    every = session.scalars(
        select(Template).where(Template.retired_at.is_(None)).order_by(Template.key, Template.version)
    ).all()
    newest = {template.key: template for template in every}
    fitted = {template.id: template for template in every}
    for key, template_id in _fitted(session):
        if key in newest and template_id in fitted:
            newest[key] = fitted[template_id]
    return sorted((view(template) for template in newest.values()), key=lambda one: (one.weeks, one.label))


def template_names(session: Session) -> dict[UUID, str]:
    """Return how every version of every template is called: as the newest of its versions is."""
    every = session.execute(
        select(Template.id, Template.key, Template.label).order_by(Template.version)
    ).all()
    newest = {row.key: row.label for row in every}
    return {row.id: newest[row.key] for row in every}


def retired_templates(session: Session) -> list[TemplateView]:
    """Return the newest version of each template of which every version is retired."""
    every = session.scalars(select(Template).order_by(Template.key, Template.version)).all()
    in_use = {template.key for template in every if template.retired_at is None}
    newest = {template.key: template for template in every if template.key not in in_use}
    return sorted((view(template) for template in newest.values()), key=lambda one: one.label)


def template_view(session: Session, *, template_id: UUID) -> TemplateView | None:
    """Return one version of a template as lists show it, or None."""
    template = session.get(Template, (current().cluster, template_id))
    return view(template) if template is not None else None


def template_of(session: Session, *, template_id: UUID) -> ProgrammeTemplate | None:
    """Return a published version as the engine reads it, or None."""
    template = session.get(Template, (current().cluster, template_id))
    return ProgrammeTemplate(template.body) if template is not None else None


def versions_of(session: Session, *, key: str) -> list[TemplateView]:
    """Return every version of a template, the newest first."""
    found = select(Template).where(Template.key == key).order_by(Template.version.desc())
    return [view(template) for template in session.scalars(found)]


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """Return what is different between two versions, apart from their numbers."""
    return differences(_unnumbered(before), _unnumbered(after))


def part_of_templates(part: str, *, template_ids: Select[UUID]) -> Select[UUID, str]:
    """Read one `part` of several templates by `id`, as it is kept, for lists that need that part alone.

    A school adds milestones, questions and people to a template, so no other part of what its programmes follow differs.
    The part is taken out of each template once, however many programmes follow it.
    """
    found = select(Template.id, cast(Template.body[part], Text).label("part"))
    return found.where(Template.id.in_(template_ids))


def extensions_behind() -> Select[Any]:
    """Read the templates of which a newer version waits for what the school adds; `words` is what it is called."""
    later, newer = aliased(TemplateExtension), aliased(Template)
    is_last = ~exists().where(
        later.org_id == TemplateExtension.org_id,
        later.key == TemplateExtension.key,
        later.no > TemplateExtension.no,
    )
    return (
        those_that_wait("template", thing_id=Template.id, words=Template.label)
        .join(
            TemplateExtension,
            and_(
                TemplateExtension.cluster_id == Template.cluster_id,
                TemplateExtension.template_id == Template.id,
            ),
        )
        .where(
            is_last,
            exists().where(
                newer.cluster_id == Template.cluster_id,
                newer.key == Template.key,
                newer.version > Template.version,
                newer.retired_at.is_(None),
            ),
        )
    )


def newest_version(session: Session, key: str) -> int:
    """Return the number of the newest version of a template; 0 if there is none."""
    return session.scalar(select(func.max(Template.version)).where(Template.key == key)) or 0


def view(template: Template) -> TemplateView:
    """Return a template as lists show it."""
    engine = ProgrammeTemplate(template.body)
    return TemplateView(
        id=template.id,
        key=template.key,
        version=template.version,
        label=template.label,
        summary=template.summary,
        weeks=engine.weeks,
        meetings=tuple(milestone.label for milestone in engine.milestones if milestone.meeting),
        template=engine,
        published_at=template.published_at,
        publisher=template.publisher,
        note=template.note,
        retired_at=template.retired_at,
    )


def _fitted(session: Session) -> Iterable[tuple[str, UUID]]:
    """Give which version each template of the school at hand was extended in; nothing for all others."""
    if current().kind not in {"org", "work"}:
        return ()
    every = select(TemplateExtension.key, TemplateExtension.template_id).order_by(TemplateExtension.no)
    return {row.key: row.template_id for row in session.execute(every)}.items()


def _unnumbered(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in NUMBERING}
