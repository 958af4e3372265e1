"""Make a cluster, and make organisations of its schools."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.accounts import services as accounts
from heft_platform.accounts.services import SlugTakenError
from heft_platform.audit.services import record
from heft_platform.cluster.models import Establishment
from heft_tenants.context import current
from heft_tenants.organisations import Cluster, Organisation
from heft_tenants.refusals import Refused

SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LONGEST_SLUG = 40
# Who may be the first: each of them can do everything there but what only a headteacher approves.
ROLES_TO_BEGIN_WITH = {
    "school": ("head", "pastoral_lead", "dsl", "senco"),
    "agency": ("outreach_worker",),
}
SAID_OF_EVERY_SCHOOL = frozenset(
    (
        "school",
        "academy",
        "primary",
        "junior",
        "infant",
        "infants",
        "nursery",
        "high",
        "secondary",
        "the",
        "and",
        "of",
    )
)


class NotASlugError(Refused):
    """The word for the address may hold small letters, digits and hyphens, and begins with a letter."""


class AlreadyOpenError(Refused):
    """The school is open here already."""


class NobodyToBeginWithError(Refused):
    """The first person cannot have this role: nobody else could be let in. `roles` are those that can."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        self.roles = roles
        super().__init__(roles)


class AuthorityIsThereError(Refused):
    """A cluster has one authority: another one begins a cluster of its own."""


@dataclass(frozen=True, kw_only=True)
class OpenedOrganisation:
    """An organisation that was just opened, and its first person."""

    org_id: int
    name: str
    person_id: UUID


def let_in_administrator(
    session: Session, *, door: accounts.DoorView, name: str, email: str, password: str | None, today: date
) -> UUID:
    """Open the door of a new cluster's authority to its first administrator, who may choose a password later.

    :raises SlugTakenError: if another organisation has this word in its address
    """
    accounts.open_door(session, door=door)
    return accounts.add_person(
        session,
        org_id=door.org_id,
        name=name,
        email=email,
        role="cluster_administrator",
        password_hash=accounts.hash_password(password) if password else None,
        today=today,
    )


def make_cluster(
    session: Session, *, cluster_id: int, org_id: int, name: str, authority: str, slug: str
) -> None:
    """Make a cluster and its authority, in the administrator's context of the new cluster.

    :raises NotASlugError: if the word for the address has other characters than small letters, digits and hyphens
    """
    refuse_odd_slug(slug)
    session.add(Cluster(cluster_id=cluster_id, name=name))
    session.flush()  # the authority refers to its cluster
    session.add(
        Organisation(org_id=org_id, cluster_id=cluster_id, kind="authority", slug=slug, name=authority)
    )
    record(session, action="cluster.made", thing="cluster")


def open_school(
    session: Session,
    *,
    establishment_id: UUID,
    slug: str,
    person_name: str,
    email: str,
    role: str,
    today: date,
) -> OpenedOrganisation:
    """Make an organisation of a listed school, with its first person, in the administrator's context.

    Who may sign in and whose rows there are is kept in two places, one commit each. Opened again after a fault
    between the two, a school is opened once.

    :raises AlreadyOpenError: if it is open already
    :raises NotASlugError: if the word for the address has other characters than small letters, digits and hyphens
    :raises SlugTakenError: if another organisation has this word
    """
    refuse_odd_slug(slug)
    listed = session.get_one(Establishment, (current().cluster, establishment_id))
    org_id = _number_of_listed(session, listed, slug)
    _make(session, org_id=org_id, kind="school", slug=slug, name=listed.name)
    listed.org_id = org_id
    person_id = accounts.add_person(
        session, org_id=org_id, name=person_name, email=email, role=role, password_hash=None, today=today
    )
    record(session, action="school.opened", thing="school", thing_id=listed.id, fields=("slug", "person"))
    return OpenedOrganisation(org_id=org_id, name=listed.name, person_id=person_id)


def open_organisation(
    session: Session,
    *,
    kind: str,
    name: str,
    slug: str,
    person_name: str,
    email: str,
    role: str,
    today: date,
) -> OpenedOrganisation:
    """Make a school that is on no list, or an agency, with its first person, in the administrator's context.

    :raises NobodyToBeginWithError: if the role is none with which such an organisation can begin
    :raises AuthorityIsThereError: if it is to be an authority: a cluster has one
    :raises NotASlugError: if the word for the address has other characters than small letters, digits and hyphens
    :raises SlugTakenError: if another organisation has this word, or had it until it left
    """
    if kind == "authority":
        raise AuthorityIsThereError
    if role not in ROLES_TO_BEGIN_WITH[kind]:
        raise NobodyToBeginWithError(ROLES_TO_BEGIN_WITH[kind])
    refuse_odd_slug(slug)
    org_id = _free_number(session, slug=slug, name=name)
    _make(session, org_id=org_id, kind=kind, slug=slug, name=name)
    person_id = accounts.add_person(
        session, org_id=org_id, name=person_name, email=email, role=role, password_hash=None, today=today
    )
    record(session, action="organisation.opened", thing="organisation", fields=("slug", "person"))
    return OpenedOrganisation(org_id=org_id, name=name, person_id=person_id)


def _make(session: Session, *, org_id: int, kind: str, slug: str, name: str) -> None:
    """Make an organisation, and its door."""
    cluster = session.get_one(Cluster, current().cluster)
    door = accounts.DoorView(
        org_id=org_id,
        cluster_id=cluster.cluster_id,
        kind=kind,
        slug=slug,
        name=name,
        cluster_name=cluster.name,
    )
    accounts.open_door(session, door=door)
    session.merge(Organisation(org_id=org_id, cluster_id=cluster.cluster_id, kind=kind, slug=slug, name=name))
    session.flush()  # the list refers to the organisation, and whoever lost a race for its number learns it here


def suggested_slug(name: str) -> str:
    """Return a short word for a school's address: “Oakfield Primary School” is oakfield."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    telling = [word for word in words if word not in SAID_OF_EVERY_SCHOOL] or words
    slug = "-".join(telling[:3])[:LONGEST_SLUG].strip("-")
    return slug if SLUG.fullmatch(slug) else f"school-{slug}".strip("-")


def refuse_odd_slug(slug: str) -> None:
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise NotASlugError


def _number_of_listed(session: Session, listed: Establishment, slug: str) -> int:
    """Return the number of the new organisation: a free one, or the one of an opening that was cut short."""
    if listed.org_id is not None:
        opened = session.get_one(Organisation, listed.org_id)
        if accounts.door(session, slug=opened.slug) is not None:
            raise AlreadyOpenError
        return opened.org_id
    return _free_number(session, slug=slug, name=listed.name)


def _free_number(session: Session, *, slug: str, name: str) -> int:
    """Return a number that nobody has, or the one of an opening that was cut short."""
    door = accounts.door(session, slug=slug)
    if door is None:
        org_id, _ = accounts.next_free_number(session)
        return org_id
    is_left_over = door.cluster_id == current().cluster and door.name == name
    if not is_left_over or session.get(Organisation, door.org_id) is not None:
        raise SlugTakenError
    return door.org_id
