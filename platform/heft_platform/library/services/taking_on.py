"""A newer version of a template that a school extends: what changed, what does not fit, and taking it on."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.library.differences import Difference
from heft_platform.library.extending import Misfit, merged
from heft_platform.library.models import Template
from heft_platform.library.reading import Fault
from heft_platform.library.services.extending import faults_of, keep_version
from heft_platform.library.services.extensions import ExtensionView
from heft_platform.library.services.finding import TemplateView, changes_between, view
from heft_tenants.context import current


@dataclass(frozen=True, kw_only=True)
class NewerVersion:
    """A newer version of a template that a school extends: what is different, and what does not fit any more."""

    template: TemplateView
    changes: tuple[Difference, ...]
    misfits: tuple[Misfit, ...]
    faults: tuple[Fault, ...]


def newer_version(session: Session, *, extension: ExtensionView) -> NewerVersion | None:
    """Return the newest version of a template that is newer than what the school has; None if there is none."""
    newer = (
        select(Template)
        .where(
            Template.key == extension.template.key,
            Template.version > extension.template.version,
            Template.retired_at.is_(None),
        )
        .order_by(Template.version.desc())
        .limit(1)
    )
    template = session.scalars(newer).one_or_none()
    if template is None:
        return None
    laid_over = merged(template.body, extension.additions, extension.left_out)
    return NewerVersion(
        template=view(template),
        changes=tuple(changes_between(extension.body, template.body)),
        misfits=laid_over.misfits,
        faults=tuple(faults_of(laid_over.body)),
    )


def take_on(session: Session, *, extension: ExtensionView, newer: NewerVersion, by: str) -> None:
    """Take on a newer version, without what does not fit into it.

    :raises DoesNotFitError: naming what is wrong with the school's additions in it
    :raises ExtensionChangedMeanwhileError: if a colleague changes the additions at the same moment
    """
    unfit = {one.id for one in newer.misfits}
    template = session.get_one(Template, (current().cluster, newer.template.id))
    keep_version(
        session,
        extension,
        tuple(one for one in extension.additions if one.id not in unfit),
        tuple(one for one in extension.left_out if one not in unfit),
        by=by,
        action="taken_on",
        template=template,
    )
