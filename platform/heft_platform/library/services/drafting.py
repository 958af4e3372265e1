"""Drafts: the next version of a template while people write it. Saved with faults, published without."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.library import editing
from heft_platform.library.differences import Difference
from heft_platform.library.models import Template, TemplateDraft
from heft_platform.library.reading import Fault, TemplateFaultsError, checked, read_plain
from heft_platform.library.services.finding import TemplateView, changes_between, newest_version
from heft_platform.library.services.publishing import keep
from heft_tenants.context import current
from heft_tenants.refusals import ChangedMeanwhileError, Refused

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


class DraftStandsError(Refused):
    """There is a draft of this template already; `draft_id` is it."""

    def __init__(self, draft_id: UUID) -> None:
        self.draft_id = draft_id
        super().__init__(draft_id)


class KeyMissingError(Refused):
    """The file has no key by which its versions could belong together, or another one than the draft."""


class DraftChangedMeanwhileError(ChangedMeanwhileError):
    """Somebody else changed the draft since this version of it was read."""


@dataclass(frozen=True, kw_only=True)
class DraftView:
    """A draft as pages show it."""

    id: UUID
    key: str
    label: str
    based_on: UUID | None
    body: dict[str, Any]
    version: int
    changed_by: str
    changed_at: datetime

    def faults(self) -> list[Fault]:
        """Return everything that keeps the draft from being published."""
        try:
            checked({**self.body, "status": "published"}, file_name="draft")
        except TemplateFaultsError as error:
            return error.faults
        return []


def drafts(session: Session) -> list[DraftView]:
    """Return every draft of the cluster."""
    return [_view(one) for one in session.scalars(select(TemplateDraft).order_by(TemplateDraft.key))]


def draft(session: Session, *, draft_id: UUID) -> DraftView | None:
    """Return a draft, or None."""
    found = session.get(TemplateDraft, (current().cluster, draft_id))
    return _view(found) if found is not None else None


def begin_draft(session: Session, *, template_id: UUID, by: str) -> UUID | None:
    """Begin the next version of a template from one of its versions; None if there is no such version.

    :raises DraftStandsError: if somebody has begun it already
    """
    template = session.get(Template, (current().cluster, template_id))
    if template is None:
        return None
    _refuse_second(session, template.key)
    return _begin(session, key=template.key, body=template.body, based_on=template.id, by=by)


def begin_draft_from_file(session: Session, *, text: str, file_name: str, by: str) -> UUID:
    """Begin a template, or its next version, from a file that may have faults.

    :raises TemplateFaultsError: if it cannot be read at all
    :raises KeyMissingError: if it has no key
    :raises DraftStandsError: if there is a draft with its key already
    """
    body = _body_of(text, file_name)
    _refuse_second(session, body["key"])
    newest = session.scalars(
        select(Template).where(Template.key == body["key"]).order_by(Template.version.desc()).limit(1)
    ).one_or_none()
    return _begin(session, key=body["key"], body=body, based_on=newest.id if newest else None, by=by)


def replace_draft(
    session: Session, *, draft_id: UUID, version: int, text: str, file_name: str, by: str
) -> None:
    """Put a file in place of a draft that was read in this version.

    :raises TemplateFaultsError: if it cannot be read at all
    :raises KeyMissingError: if it is a file of another template
    :raises DraftChangedMeanwhileError: if somebody else has changed the draft since
    """
    body = _body_of(text, file_name)
    found = locked(session, draft_id)
    if body["key"] != found.key:
        raise KeyMissingError
    if found.version != version:
        raise DraftChangedMeanwhileError
    found.body = _numbered(session, body)
    written(session, found, by, ["body"])


def changes_in_file(draft: DraftView, *, text: str) -> list[Difference]:
    """Return what would be different in a draft if a file stood in its place; nothing if the file cannot be read.

    What is on the page twice is compared, so the file was read before.
    """
    try:
        body = read_plain(text, file_name="file")
    except TemplateFaultsError:
        return []
    return changes_between(draft.body, body) if isinstance(body, dict) else []


def publish_draft(
    session: Session, *, draft_id: UUID, version: int, note: str, now: datetime, by: str
) -> TemplateView:
    """Publish a draft as the next version of its template. Then it is a draft no more.

    :raises DraftChangedMeanwhileError: if it is not what the person has read
    :raises TemplateFaultsError: if it has faults
    :raises VersionAlreadyPublishedError: if somebody publishes this version at the same moment
    """
    found = locked(session, draft_id)
    if found.version != version:
        raise DraftChangedMeanwhileError
    number = newest_version(session, found.key) + 1
    body = checked({**found.body, "version": number, "status": "published"}, file_name=f"{found.key}.yaml")
    published = keep(session, body=body, now=now, publisher=by, note=note)
    session.delete(found)
    return published


def drop_draft(session: Session, *, draft_id: UUID) -> None:
    """Throw a draft away."""
    found = session.get(TemplateDraft, (current().cluster, draft_id))
    if found is not None:
        session.delete(found)
        record(session, action="template.draft_dropped", thing="template_draft", thing_id=draft_id)


def _begin(session: Session, *, key: str, body: dict[str, Any], based_on: UUID | None, by: str) -> UUID:
    begun = TemplateDraft(
        key=key,
        based_on=based_on,
        body=_numbered(session, body),
        changed_by=current().person,
        changed_by_name=by,
    )
    session.add(begun)
    session.flush()  # the entry of the trail needs its id
    record(session, action="template.draft_begun", thing="template_draft", thing_id=begun.id)
    return begun.id


def written(session: Session, found: TemplateDraft, by: str, fields: list[str]) -> None:
    """Write down who changed a draft, and which of its parts."""
    found.changed_by, found.changed_by_name = current().person, by
    record(
        session,
        action="template.draft_changed",
        thing="template_draft",
        thing_id=found.id,
        fields=[place.partition("/")[0] for place in fields],
    )


def locked(session: Session, draft_id: UUID) -> TemplateDraft:
    """Return a draft, and let others wait until this deed is done: two deeds on one draft follow each other."""
    found = select(TemplateDraft).where(TemplateDraft.id == draft_id).with_for_update()
    held = session.scalars(found, execution_options={"populate_existing": True}).one_or_none()
    if held is None:
        raise editing.NoSuchPlaceError
    return held


def _refuse_second(session: Session, key: str) -> None:
    stands = session.scalar(select(TemplateDraft.id).where(TemplateDraft.key == key))
    if stands is not None:
        raise DraftStandsError(stands)


def _body_of(text: str, file_name: str) -> dict[str, Any]:
    body = read_plain(text, file_name=file_name)
    if not isinstance(body, dict):
        raise TemplateFaultsError(file_name, [Fault(path="file", words="holds no keys such as “label:”")])
    if not isinstance(body.get("key"), str) or not KEY.fullmatch(body["key"]):
        raise KeyMissingError
    return body


def _numbered(session: Session, body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "status": "draft", "version": newest_version(session, body["key"]) + 1}


def _view(found: TemplateDraft) -> DraftView:
    label = found.body.get("label")
    return DraftView(
        id=found.id,
        key=found.key,
        label=label if isinstance(label, str) and label else found.key,
        based_on=found.based_on,
        body=found.body,
        version=found.version,
        changed_by=found.changed_by_name,
        changed_at=found.changed_at,
    )
