"""Make a cluster, bring its list of schools up to date, and open schools."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.accounts.services import PersonAlreadyThereError, SlugTakenError
from heft_platform.audit.services import record
from heft_platform.cluster.gias import BadLine, SchoolLine
from heft_platform.cluster.models import Establishment
from heft_tenants.context import current
from heft_tenants.organisations import Cluster, Organisation
from heft_tenants.refusals import Refused

__all__ = ["PersonAlreadyThereError", "SlugTakenError"]

KEPT_FIELDS = ("name", "number", "phase", "town", "postcode")
AT_ONCE = 100
SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}")


class NotASlugError(Refused):
    """The word for the address may hold small letters, digits and hyphens, and begins with a letter."""


class AlreadyOpenError(Refused):
    """The school is open here already."""


@dataclass(kw_only=True)
class ImportReport:
    """What an import did, and what it could not use."""

    counts: Counter[str] = field(default_factory=Counter)  # new, changed, unchanged, closed, left out
    bad: list[BadLine] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the report as people read it."""
        said = [f"{self.counts[what]} {what}" for what in ("new", "changed", "unchanged", "closed", "left out")]
        return [", ".join(said), *(f"Row {line.row}: {line.words}" for line in self.bad)]


@dataclass(frozen=True, kw_only=True)
class SchoolView:
    """A school of the cluster, as pages show it."""

    id: UUID
    urn: str
    name: str
    phase: str
    place: str
    is_open_here: bool


def make_cluster(session: Session, *, cluster_id: int, org_id: int, name: str, authority: str, slug: str) -> None:
    """Make a cluster and its authority. In the administrator's context of the new cluster.

    :raises NotASlugError: if the word for the address has other characters than small letters, digits and hyphens
    """
    _refuse_odd_slug(slug)
    session.add(Cluster(cluster_id=cluster_id, name=name))
    session.flush()  # the authority refers to its cluster
    session.add(Organisation(org_id=org_id, cluster_id=cluster_id, kind="authority", slug=slug, name=authority))


def import_schools(session: Session, *, lines: Iterable[SchoolLine | BadLine], today: date) -> ImportReport:
    """Bring the cluster's schools up to date. Closed ones are left out; bad lines never stop the rest."""
    known = {one.urn: one for one in session.scalars(select(Establishment))}
    report = ImportReport()
    for line in lines:
        if isinstance(line, BadLine):
            report.bad.append(line)
        else:
            report.counts[_bring_up_to_date(session, known, line, today)] += 1
    record(session, action="schools.imported", thing="cluster", fields=KEPT_FIELDS)
    return report


def find_schools(session: Session, *, words: str = "") -> tuple[list[SchoolView], int]:
    """Return schools whose names hold all words, those that are open here first, and how many there are."""
    found = select(Establishment).where(Establishment.closed_on.is_(None))
    for word in words.split():
        found = found.where(Establishment.name.ilike(f"%{word.replace('%', '').replace('_', '')}%"))
    everything = session.scalars(found.order_by(Establishment.org_id.is_(None), Establishment.name, Establishment.id))
    views = [_view(one) for one in everything]
    return views[:AT_ONCE], len(views)


def opened_here(session: Session) -> Sequence[Organisation]:
    """Return the cluster's organisations, by name."""
    return session.scalars(select(Organisation).order_by(Organisation.kind, Organisation.name)).all()


def organisation_names(session: Session) -> dict[int, str]:
    """Return the names of the cluster's organisations by their numbers."""
    return {one.org_id: one.name for one in session.scalars(select(Organisation))}


def authority_of(session: Session) -> Organisation:
    """Return the authority of the cluster at hand."""
    return session.scalars(select(Organisation).where(Organisation.kind == "authority")).one()


def school(session: Session, *, establishment_id: UUID) -> SchoolView | None:
    """Return a school of the cluster, or None."""
    found = session.get(Establishment, (current().cluster, establishment_id))
    return _view(found) if found is not None else None


def open_school(
    session: Session, *, establishment_id: UUID, slug: str, person_name: str, email: str, role: str, today: date
) -> int:
    """Make a listed school an organisation, with its first person. Return its number.

    Identity and the cluster's own rows are kept by one commit each; opened again after a fault, it is opened once.

    :raises AlreadyOpenError: if it is open already
    :raises NotASlugError: if the word for the address has other characters than small letters, digits and hyphens
    :raises SlugTakenError: if another organisation has this word
    """
    _refuse_odd_slug(slug)
    listed = session.get_one(Establishment, (current().cluster, establishment_id))
    if listed.org_id is not None:
        raise AlreadyOpenError
    org_id, _ = accounts.next_free_number(session)
    cluster = session.get_one(Cluster, current().cluster)
    door = accounts.NewDoor(
        org_id=org_id,
        cluster_id=cluster.cluster_id,
        kind="school",
        slug=slug,
        name=listed.name,
        cluster_name=cluster.name,
    )
    accounts.open_door(session, door=door)
    session.add(
        Organisation(org_id=org_id, cluster_id=cluster.cluster_id, kind="school", slug=slug, name=listed.name)
    )
    session.flush()  # the list refers to the organisation
    listed.org_id = org_id
    accounts.add_person(
        session, org_id=org_id, name=person_name, email=email, role=role, password_hash=None, today=today
    )
    record(session, action="school.opened", thing="school", thing_id=listed.id, fields=("slug", "person"))
    return org_id


def _bring_up_to_date(session: Session, known: dict[str, Establishment], line: SchoolLine, today: date) -> str:
    one = known.get(line.urn)
    if not line.is_open:
        if one is None or one.closed_on is not None:
            return "left out"
        one.closed_on = today
        return "closed"
    if one is None:
        one = Establishment(urn=line.urn, **{name: getattr(line, name) for name in KEPT_FIELDS})
        session.add(one)
        known[line.urn] = one
        return "new"
    differing = [name for name in KEPT_FIELDS if getattr(one, name) != getattr(line, name)]
    for name in differing:
        setattr(one, name, getattr(line, name))
    return "changed" if differing else "unchanged"


def _refuse_odd_slug(slug: str) -> None:
    if not SLUG.fullmatch(slug):
        raise NotASlugError


def _view(one: Establishment) -> SchoolView:
    return SchoolView(
        id=one.id,
        urn=one.urn,
        name=one.name,
        phase=one.phase,
        place=", ".join(part for part in (one.town, one.postcode) if part),
        is_open_here=one.org_id is not None,
    )
