"""Who of the school holds a part that a template names by its role."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.accounts.services import MemberView
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes.models import KnownPart
from heft_platform.programmes.views import ProgrammeView

COORDINATORS = frozenset({"coordinator", "plan_lead", "programme_lead"})
KEY_WORKERS = frozenset({"key_worker", "key_adult", "named_staff"})
STAFF = {"head_teacher": "head", "senior_leader": "head"}  # others are called as the school calls them


def holders_of(
    role: str,
    *,
    template: ProgrammeTemplate,
    coordinator_id: UUID | None,
    key_worker_id: UUID,
    members: Collection[MemberView],
) -> Iterator[UUID]:
    """Give the school’s own people who hold a role of a template in a programme."""
    if role in COORDINATORS:
        yield from [coordinator_id] if coordinator_id else []
    elif role in KEY_WORKERS or role == role_of_key_worker(template):
        yield key_worker_id
    else:
        yield from (one.person_id for one in members if one.role == STAFF.get(role, role))


def role_of_key_worker(template: ProgrammeTemplate) -> str:
    """Return the role that meets the pupil between meetings: the first that the monitoring gives to somebody of school."""
    known = {one.id: one for one in template.roles}
    return next(
        (
            one.owner
            for one in template.monitoring
            if one.is_required and one.owner in known and known[one.owner].is_of_school
        ),
        "",
    )


def may_approve_extension(
    session: Session,
    *,
    programme_id: UUID,
    template: ProgrammeTemplate,
    coordinator_id: UUID | None,
    key_worker_id: UUID,
) -> list[MemberView]:
    """Return the school’s own people who hold a role that may approve more weeks: by their work, or because they took it on."""
    return _who_holds(
        session,
        roles=template.duration.extension.approved_by,
        programme_id=programme_id,
        template=template,
        coordinator_id=coordinator_id,
        key_worker_id=key_worker_id,
    )


def who_holds(session: Session, *, programme: ProgrammeView, roles: Collection[str]) -> list[MemberView]:
    """Return the school’s own people who hold one of these roles in a programme: by their work, or because they took it on."""
    return _who_holds(
        session,
        roles=roles,
        programme_id=programme.id,
        template=programme.template,
        coordinator_id=programme.coordinator_id,
        key_worker_id=programme.key_worker_id,
    )


def _who_holds(
    session: Session,
    *,
    roles: Collection[str],
    programme_id: UUID,
    template: ProgrammeTemplate,
    coordinator_id: UUID | None,
    key_worker_id: UUID,
) -> list[MemberView]:
    members = accounts.members(session)
    by_work = {
        person_id
        for role in roles
        for person_id in holders_of(
            role,
            template=template,
            coordinator_id=coordinator_id,
            key_worker_id=key_worker_id,
            members=members,
        )
    }
    took_it_on = select(KnownPart.who).where(
        KnownPart.programme_id == programme_id, KnownPart.role.in_(roles)
    )
    names = {_folded(who) for who in session.scalars(took_it_on)}
    return [one for one in members if one.person_id in by_work or _folded(one.name) in names]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
