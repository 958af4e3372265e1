"""What a school has made of a template of its cluster, and the template as its programmes start from it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.library import editing
from heft_platform.library.extending import Addition, Merged, merged
from heft_platform.library.models import Template, TemplateExtension
from heft_platform.library.programme_template import ProgrammeTemplate
from heft_platform.library.services.finding import TemplateView, view
from heft_platform.library.services.retiring import TemplateRetiredError
from heft_tenants.context import current


@dataclass(frozen=True, kw_only=True)
class ExtensionView:
    """What a school has made of a template: the version it was fitted to, what it adds and what it leaves out."""

    template: TemplateView
    body: dict[str, Any]
    ours: Merged
    no: int
    additions: tuple[Addition, ...]
    left_out: tuple[str, ...]
    made_by: str
    made_at: datetime | None

    @property
    def is_empty(self) -> bool:
        return not self.additions and not self.left_out

    def name_of(self, place: str) -> str:
        """Return what something of the cluster’s template is called."""
        return name_of(self.body, place)


def template_for_school(session: Session, *, template_id: UUID) -> ProgrammeTemplate | None:
    """Return a version as a programme of the school at hand starts from it, with the school's own additions.

    :raises TemplateRetiredError: if no programme starts from it any more
    """
    template = session.get(Template, (current().cluster, template_id))
    if template is None:
        return None
    if template.retired_at is not None:
        raise TemplateRetiredError(template.label)
    newest = _newest(session, template.key) if current().kind in {"org", "work"} else None
    if newest is None or newest.template_id != template_id:
        return ProgrammeTemplate(template.body)
    return ProgrammeTemplate(merged(template.body, _additions(newest), newest.left_out).body)


def extension_of(session: Session, *, template_id: UUID) -> ExtensionView | None:
    """Return what the school has made of a template: of the version that it was fitted to, or of this one if of none."""
    template = session.get(Template, (current().cluster, template_id))
    if template is None:
        return None
    newest = _newest(session, template.key)
    if newest is not None and newest.template_id != template.id:
        template = session.get_one(Template, (current().cluster, newest.template_id))
    additions = _additions(newest) if newest else ()
    left_out = tuple(newest.left_out) if newest else ()
    return ExtensionView(
        template=view(template),
        body=template.body,
        ours=merged(template.body, additions, left_out),
        no=newest.no if newest else 0,
        additions=additions,
        left_out=left_out,
        made_by=newest.made_by_name if newest else "",
        made_at=newest.made_at if newest else None,
    )


def _newest(session: Session, key: str) -> TemplateExtension | None:
    found = select(TemplateExtension).where(TemplateExtension.key == key)
    return session.scalars(found.order_by(TemplateExtension.no.desc()).limit(1)).one_or_none()


def _additions(newest: TemplateExtension) -> tuple[Addition, ...]:
    return tuple(Addition(place=one["place"], thing=one["thing"]) for one in newest.additions)


def name_of(body: dict[str, Any], place: str) -> str:
    """Return what something of a template is called."""
    try:
        thing = editing.thing_at(body, place)
    except editing.NoSuchPlaceError:
        return place.rpartition("/")[2].replace("_", " ")
    return str(thing.get("label") or thing.get("title") or thing["id"])
