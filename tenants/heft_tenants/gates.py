"""How somebody from an agency works inside a school: a grant for one person, one programme, some sections, until a date.

The database checks the grant in every transaction of a visitor. A grant is never edited except to end it: to change
what may be seen, end it and grant again, so that the history stays.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKeyConstraint, Index, Integer, Uuid, func, select
from sqlalchemy.orm import Mapped, Session

from heft_tenants.context import current
from heft_tenants.refusals import Refused
from heft_tenants.tables import Owned, Section, Visibility, kept, new_id

LONGEST_GRANT = timedelta(days=365)


class SafeguardingNeverLeavesError(Refused):
    """The safeguarding section cannot be granted: a disclosure is the designated safeguarding lead's own act."""


class AddingNeedsReadingError(Refused):
    """Somebody would add to a section that they may not read."""


class GrantTooLongError(Refused):
    """A grant ends within a year."""


class GrantAlreadyEndedError(Refused):
    """The access has ended already, or was never given."""


class VisitGrant(Owned):
    """Leave for one person to see sections of one programme, from a moment until another."""

    __tablename__ = "visit_grant"
    __app__ = "select, insert, update (revoked_at, revoked_by)"
    __table_args__ = (
        ForeignKeyConstraint(
            ["org_id", "programme_id", "pupil_id"],
            ["owned.programme.org_id", "owned.programme.id", "owned.programme.pupil_id"],
        ),
        ForeignKeyConstraint(
            ["org_id", "cluster_id"], ["shared.organisation.org_id", "shared.organisation.cluster_id"]
        ),
        ForeignKeyConstraint(
            ["agency_id", "cluster_id"], ["shared.organisation.org_id", "shared.organisation.cluster_id"]
        ),
        ForeignKeyConstraint(["org_id", "person_id"], ["owned.member.org_id", "owned.member.person_id"]),
        CheckConstraint("reads & 64 = 0", name="safeguarding_never_leaves"),
        CheckConstraint("adds & ~reads = 0", name="adding_needs_reading"),
        CheckConstraint(
            "expires_at > starts_at and expires_at <= starts_at + interval '1 year 1 day'",
            name="within_a_year",
        ),
        CheckConstraint("(revoked_at is null) = (revoked_by is null)", name="ended_by_somebody"),
        Index(None, "org_id", "person_id"),
    )

    programme_id: Mapped[UUID] = kept(Visibility.KEY, Uuid, primary_key=True, sort_order=-5)
    id: Mapped[UUID] = new_id()
    cluster_id: Mapped[int] = kept(Visibility.KEY, Integer, default=lambda: current().cluster)
    pupil_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    agency_id: Mapped[int] = kept(Visibility.KEY, Integer)
    person_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)
    reads: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    adds: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    granted_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    starts_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
    expires_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    revoked_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)

    def is_live(self, now: datetime) -> bool:
        return self.revoked_at is None and self.starts_at <= now < self.expires_at


def grant_access(  # noqa: PLR0913  (a grant says all of this, and all of it is named)
    session: Session,
    *,
    programme_id: UUID,
    pupil_id: UUID,
    agency_id: int,
    person_id: UUID,
    reads: Section,
    adds: Section,
    granted_by: UUID,
    expires_at: datetime,
    now: datetime,
) -> VisitGrant:
    """Let one person of an agency into sections of one programme until a moment.

    :raises SafeguardingNeverLeavesError: if the safeguarding section is among them
    :raises AddingNeedsReadingError: if they would add where they may not read
    :raises GrantTooLongError: if it would last for more than a year, or has ended before it begins
    """
    if reads & Section.SAFEGUARDING:
        raise SafeguardingNeverLeavesError
    if adds & ~reads:
        raise AddingNeedsReadingError
    if not now < expires_at <= now + LONGEST_GRANT:
        raise GrantTooLongError

    grant = VisitGrant(
        programme_id=programme_id,
        pupil_id=pupil_id,
        agency_id=agency_id,
        person_id=person_id,
        reads=int(reads),
        adds=int(adds),
        granted_by=granted_by,
        expires_at=expires_at,
    )
    session.add(grant)
    return grant


def end_access(
    session: Session, *, programme_id: UUID, grant_id: UUID, ended_by: UUID, now: datetime
) -> VisitGrant:
    """End a grant: the visitor's next transaction cannot begin. Who ends it second waits for the first.

    :raises GrantAlreadyEndedError: if it has ended, or there is none
    """
    one = (current().org, programme_id, grant_id)
    grant = session.get(VisitGrant, one, with_for_update={"key_share": True})
    if grant is None or not grant.is_live(now):
        raise GrantAlreadyEndedError
    grant.revoked_at, grant.revoked_by = now, ended_by
    return grant


def grants_of_programme(session: Session, *, programme_id: UUID) -> Sequence[VisitGrant]:
    """Return every grant that a programme has had, the newest first."""
    found = select(VisitGrant).where(VisitGrant.programme_id == programme_id)
    return session.scalars(found.order_by(VisitGrant.starts_at.desc(), VisitGrant.id.desc())).all()


def granted_sections(session: Session) -> tuple[Section, Section]:
    """Return what the visitor at hand may read and add, as the database sees it now."""
    reads, adds = session.execute(select(func.fence.reads(), func.fence.adds())).one()
    return Section(reads or 0), Section(adds or 0)
