"""A school extends a template of its cluster. It adds; what is locked stays; each change is a version of its own."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from heft_platform.audit.services import record
from heft_platform.library import editing
from heft_platform.library.extending import GUIDANCE, OWN, Addition, is_locked, merged
from heft_platform.library.models import Template, TemplateExtension
from heft_platform.library.reading import Fault, TemplateFaultsError, checked
from heft_platform.library.services.extensions import ExtensionView, name_of
from heft_platform.library.services.writing_drafts import ThingChangedMeanwhileError
from heft_tenants.context import current
from heft_tenants.refusals import ChangedMeanwhileError, Refused

MAY_BE_LEFT_OUT = ("milestones", "agenda", "fields")
MAY_BE_ADDED = ("milestones", "agenda", "fields", "roles")


class LockedPartError(Refused):
    """A part is locked by the cluster and stays as it is; `name` is what it is called."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


class DoesNotFitError(Refused):
    """With this change the school’s template would be none; `faults` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.words for fault in faults))


class ExtensionChangedMeanwhileError(ChangedMeanwhileError):
    """A colleague changed the school’s additions at the same moment."""


def add_to_template(
    session: Session, *, extension: ExtensionView, place: str, answers: Mapping[str, Any], by: str
) -> None:
    """Add something of the school's own: a question, a person, a milestone, an agenda item, or guidance.

    :raises NoSuchPlaceError: if nothing can be added there
    :raises DoesNotFitError: naming what would be wrong with the template then
    :raises ExtensionChangedMeanwhileError: if a colleague changes the additions at the same moment
    """
    if place == GUIDANCE:
        taken = [one for one in extension.additions if one.place == GUIDANCE]
        thing = {"id": f"{OWN}guidance_{len(taken) + 1}_{extension.no}", "words": answers["words"]}
    elif place.rpartition("/")[2] in MAY_BE_ADDED:
        thing = editing.made(extension.ours.body, place, answers, prefix=OWN)
    else:
        raise editing.NoSuchPlaceError
    additions = (*extension.additions, Addition(place=place, thing=thing))
    keep_version(session, extension, additions, extension.left_out, by=by, action="added")


def change_addition(
    session: Session,
    *,
    extension: ExtensionView,
    place: str,
    seen: str,
    answers: Mapping[str, Any],
    by: str,
) -> None:
    """Change something that the school added.

    :raises NoSuchPlaceError: if it is none of the school's own, or gone
    :raises ThingChangedMeanwhileError: if a colleague has changed it since it was read
    :raises DoesNotFitError: naming what would be wrong with the template then
    """
    where, _, id_ = place.rpartition("/")
    if not any((one.place, one.id) == (where, id_) for one in extension.additions):
        raise editing.NoSuchPlaceError
    now = editing.sheet_of(extension.ours.body, place)
    if now.seen != seen:
        raise ThingChangedMeanwhileError(now)
    body = editing.copied(extension.ours.body)
    editing.write(body, place, answers)
    changed = Addition(place=where, thing=editing.thing_at(body, place))
    additions = tuple(changed if (one.place, one.id) == (where, id_) else one for one in extension.additions)
    keep_version(session, extension, additions, extension.left_out, by=by, action="changed")


def take_back(session: Session, *, extension: ExtensionView, addition_id: str, by: str) -> None:
    """Take back something that the school added.

    :raises DoesNotFitError: if something else of the school's own needs it
    """
    additions = tuple(one for one in extension.additions if one.id != addition_id)
    if len(additions) != len(extension.additions):
        keep_version(session, extension, additions, extension.left_out, by=by, action="taken_back")


def leave_out(session: Session, *, extension: ExtensionView, place: str, by: str) -> None:
    """Leave out a milestone, an agenda item or a question of the cluster's that is not locked.

    :raises NoSuchPlaceError: if there is nothing that can be left out
    :raises LockedPartError: naming the part that the cluster has locked
    :raises DoesNotFitError: naming what would be wrong with the template then
    """
    if place.rpartition("/")[0].rpartition("/")[2] not in MAY_BE_LEFT_OUT:
        raise editing.NoSuchPlaceError
    editing.thing_at(extension.body, place)
    if is_locked(extension.body, place):
        raise LockedPartError(name_of(extension.body, place))
    if place not in extension.left_out:
        keep_version(
            session,
            extension,
            extension.additions,
            (*extension.left_out, place),
            by=by,
            action="left_out",
        )


def put_back(session: Session, *, extension: ExtensionView, place: str, by: str) -> None:
    """Put back something of the cluster's that the school left out."""
    left_out = tuple(one for one in extension.left_out if one != place)
    if left_out != extension.left_out:
        keep_version(session, extension, extension.additions, left_out, by=by, action="put_back")


def keep_version(
    session: Session,
    extension: ExtensionView,
    additions: tuple[Addition, ...],
    left_out: tuple[str, ...],
    *,
    by: str,
    action: str,
    template: Template | None = None,
) -> None:
    """Keep the next version of what a school adds.

    :raises DoesNotFitError: naming what would be wrong with the template then
    :raises ExtensionChangedMeanwhileError: if a colleague keeps one at the same moment
    """
    body = template.body if template is not None else extension.body
    if faults := faults_of(merged(body, additions, left_out).body):
        raise DoesNotFitError(faults)
    kept = insert(TemplateExtension).values(
        org_id=current().org,
        key=extension.template.key,
        no=extension.no + 1,
        template_id=template.id if template is not None else extension.template.id,
        additions=[{"place": one.place, "thing": one.thing} for one in additions],
        left_out=list(left_out),
        made_by=current().person,
        made_by_name=by,
    )
    kept_id = session.scalar(kept.on_conflict_do_nothing().returning(TemplateExtension.id))
    if kept_id is None:
        raise ExtensionChangedMeanwhileError
    record(session, action=f"template.extension_{action}", thing="template_extension", thing_id=kept_id)


def faults_of(body: dict[str, Any]) -> list[Fault]:
    """Return what is wrong with a template as the school would use it."""
    try:
        checked(body, file_name="template")
    except TemplateFaultsError as error:
        return error.faults
    return []
