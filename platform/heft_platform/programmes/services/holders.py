"""Who of the school holds parts of one programme."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.accounts.services import MemberView
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.names import folded
from heft_platform.offices import holders_of, may_be_taken_on
from heft_platform.programmes.models import KnownPart
from heft_platform.programmes.views import ProgrammeView


def who_may_approve_extension(
    session: Session,
    *,
    programme_id: UUID,
    template: ProgrammeTemplate,
    coordinator_id: UUID | None,
    key_worker_id: UUID,
) -> list[MemberView]:
    """Return the school’s own people who hold a role that may approve more weeks: see `who_holds`."""
    return _who_holds(
        session,
        roles=template.duration.extension.approved_by,
        programme_id=programme_id,
        template=template,
        coordinator_id=coordinator_id,
        key_worker_id=key_worker_id,
    )


def who_holds(session: Session, *, programme: ProgrammeView, roles: Collection[str]) -> list[MemberView]:
    """Return the school’s own people who hold one of these roles in a programme.

    By their work at school, because the programme names them, or because they took on a part that is neither.
    """
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
    to_take_on = [role for role in roles if may_be_taken_on(role, template)]
    took_it_on = select(KnownPart.who).where(
        KnownPart.programme_id == programme_id,
        KnownPart.role.in_(to_take_on),
        KnownPart.given_up_on.is_(None),
    )
    names = {folded(who) for who in session.scalars(took_it_on)}
    return [one for one in members if one.person_id in by_work or folded(one.name) in names]
