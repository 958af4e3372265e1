"""Open the made-up clusters: their organisations, and everybody in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.accounts.models import Person
from heft_platform.demo.cast import ORGANISATIONS, PEOPLE, MadeUpOrganisation, organisation, person
from heft_platform.extensions import db
from heft_tenants.context import Context, Kind, working_as
from heft_tenants.organisations import Cluster, Organisation

DEMO_PASSWORD = "three made up words"  # noqa: S105  (for made-up people)


def open_clusters() -> None:
    """Make clusters, organisations and people. Needs the application's context; done twice, it is done once."""
    for one in ORGANISATIONS:
        with _at(one, "admin") as session:
            session.merge(Cluster(cluster_id=one.cluster, name=one.cluster_name))
            session.flush()  # an organisation refers to its cluster
            session.merge(
                Organisation(
                    org_id=one.org, cluster_id=one.cluster, kind=one.kind, slug=one.slug, name=one.name
                )
            )
        accounts.open_door(db.session(), door=_door(one))
        db.session.commit()
    password_hash = accounts.hash_password(DEMO_PASSWORD)
    for who in PEOPLE:
        where = organisation(who.at)
        person_id = _make(where.org, who.name, who.email, who.role, password_hash)
        with _at(where, "org") as session:
            accounts.list_member(session, person_id=person_id, name=who.name, role=who.role, email=who.email)


def id_of(slug: str) -> UUID:
    """Return the id of somebody of the cast."""
    found: UUID = db.session().scalars(select(Person.id).where(Person.email == person(slug).email)).one()
    return found


@contextmanager
def acting_as(slug: str, kind: Kind = "org") -> Iterator[Session]:
    """Work as somebody of the cast, at home; what is done is kept when the block ends well."""
    who = person(slug)
    with _at(organisation(who.at), kind, id_of(slug)) as session:
        yield session


@contextmanager
def _at(where: MadeUpOrganisation, kind: Kind, who: UUID | None = None) -> Iterator[Session]:
    db.session.remove()
    with working_as(Context(kind=kind, org=where.org, cluster=where.cluster, person=who)):
        try:
            yield db.session()
            db.session.commit()
        finally:
            db.session.remove()


def _make(org: int, name: str, email: str, role: str, password_hash: str) -> UUID:
    session = db.session()
    try:
        made = accounts.add_person(
            session,
            org_id=org,
            name=name,
            email=email,
            role=role,
            password_hash=password_hash,
            today=clock.today(),
        )
    except accounts.PersonAlreadyThereError:
        made = session.scalars(select(Person.id).where(Person.email == email)).one()
    session.commit()
    return made


def _door(one: MadeUpOrganisation) -> accounts.DoorView:
    return accounts.DoorView(
        org_id=one.org,
        cluster_id=one.cluster,
        kind=one.kind,
        slug=one.slug,
        name=one.name,
        cluster_name=one.cluster_name,
    )
