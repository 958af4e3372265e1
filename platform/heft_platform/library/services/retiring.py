"""Retire a template: programmes that run keep it, and no new one starts from it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.library.models import Template
from heft_tenants.context import current
from heft_tenants.refusals import Refused


class TemplateRetiredError(Refused):
    """The template is retired: no programme starts from it. `label` is its name."""

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(label)


def retire(session: Session, *, key: str, now: datetime) -> bool:
    """Retire every version of a template. Say whether there was one that was in use."""
    return _set(session, key, now, action="template.retired")


def bring_back(session: Session, *, key: str) -> bool:
    """Let programmes start from a retired template again. Say whether there is one."""
    return _set(session, key, None, action="template.brought_back")


def _set(session: Session, key: str, at: datetime | None, *, action: str) -> bool:
    versions = session.scalars(select(Template).where(Template.key == key).order_by(Template.version)).all()
    changed = [one for one in versions if (one.retired_at is None) != (at is None)]
    for one in changed:
        one.retired_at = at
        one.retired_by = current().person if at else None
        record(session, action=action, thing="template", thing_id=one.id)
    return bool(changed)
