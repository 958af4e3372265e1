"""The schools that are listed in the cluster, and the organisations that work here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from heft_platform.cluster.models import Establishment
from heft_platform.full_lists import FullList, one_by_one
from heft_tenants.context import current
from heft_tenants.organisations import Organisation

ON_A_PAGE = 50
LEFT_OUT = "'’.,"  # “st marys” finds St. Mary’s
UNSAID = str.maketrans("", "", LEFT_OUT)


@dataclass(frozen=True, kw_only=True)
class SchoolView:
    """A school of the list, as pages show it. `slug` is None until it is opened here."""

    id: UUID
    urn: str
    number: str
    name: str
    sort: str
    phase: str
    authority: str
    street: str
    town: str
    postcode: str
    telephone: str
    website: str
    slug: str | None

    @property
    def is_open_here(self) -> bool:
        return self.slug is not None

    @property
    def place(self) -> str:
        return " ".join(part for part in (self.town, self.postcode) if part)

    @property
    def address(self) -> str:
        return ", ".join(part for part in (self.street, self.place) if part)


@dataclass(frozen=True, kw_only=True)
class SchoolPage:
    """Some of the schools that were looked for, and how many there are."""

    schools: Sequence[SchoolView]
    number: int
    page: int

    @property
    def pages(self) -> int:
        return -(-self.number // ON_A_PAGE)

    @property
    def first(self) -> int:
        return (self.page - 1) * ON_A_PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.schools) - 1


@dataclass(frozen=True, kw_only=True)
class OrganisationView:
    """An organisation that works here."""

    org_id: int
    kind: str
    slug: str
    name: str


def find_schools(session: Session, *, words: str = "", page: int = 1) -> SchoolPage:
    """Return listed schools whose name, town, postcode or URN holds all words; those that are open here come first."""
    found = select(Establishment, Organisation.slug).outerjoin(
        Organisation, Organisation.org_id == Establishment.org_id
    )
    found = found.where(Establishment.closed_on.is_(None))
    told = func.concat_ws(
        " ", *(getattr(Establishment, name) for name in ("name", "town", "postcode", "urn"))
    )
    for word in words.casefold().translate(UNSAID).split():
        found = found.where(func.translate(func.lower(told), LEFT_OUT, "").contains(word, autoescape=True))
    number = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    page = min(max(page, 1), -(-number // ON_A_PAGE) or 1)
    ordered = found.order_by(Establishment.org_id.is_(None), Establishment.name, Establishment.id)
    shown = session.execute(ordered.limit(ON_A_PAGE).offset((page - 1) * ON_A_PAGE))
    return SchoolPage(schools=[_view(one, slug) for one, slug in shown], number=number, page=page)


def schools_in_full(session: Session) -> FullList:
    """Return every listed school; those that are open here come first."""
    columns = ("name", "urn", "phase", "sort", "street", "town", "postcode", "telephone", "website")
    found = (
        select(*(getattr(Establishment, name) for name in columns), Organisation.slug)
        .outerjoin(Organisation, Organisation.org_id == Establishment.org_id)
        .where(Establishment.closed_on.is_(None))
        .order_by(Establishment.org_id.is_(None), Establishment.name, Establishment.id)
    )
    return FullList(
        headings=(
            *("Name", "URN", "Phase", "Kind", "Street", "Town", "Postcode", "Telephone", "Website"),
            "Open here",
        ),
        rows=((*row[:-1], row.slug is not None) for row in one_by_one(session, found)),
    )


def school(session: Session, *, establishment_id: UUID) -> SchoolView | None:
    """Return a listed school, or None."""
    one = session.get(Establishment, (current().cluster, establishment_id))
    if one is None:
        return None
    slug = session.scalar(select(Organisation.slug).where(Organisation.org_id == one.org_id))
    return _view(one, slug)


def school_at_hand(session: Session) -> SchoolView | None:
    """Return the organisation at hand as the list of schools has it; None if it is on no list."""
    one = session.scalar(select(Establishment).where(Establishment.org_id == current().org))
    return _view(one, None) if one is not None else None


def opened_here(session: Session) -> list[OrganisationView]:
    """Return the organisations of the cluster by name, the authority first; not those that have left."""
    found = session.scalars(_here().order_by(Organisation.name, Organisation.org_id))
    return sorted(
        map(_organisation, found), key=lambda one: ("authority", "school", "agency").index(one.kind)
    )


def organisation_names(session: Session, *, org_ids: Collection[int]) -> dict[int, str]:
    """Return the names of organisations of the cluster by their numbers, also of those that have left."""
    asked = select(Organisation.org_id, Organisation.name).where(Organisation.org_id.in_(org_ids))
    return {one.org_id: one.name for one in session.execute(asked)}


def organisation_at_hand(session: Session) -> OrganisationView:
    """Return the organisation whose work this is."""
    return _organisation(session.scalars(_here(Organisation.org_id == current().org)).one())


def authority_of(session: Session) -> OrganisationView:
    """Return the authority of the cluster at hand."""
    return _organisation(session.scalars(_here(Organisation.kind == "authority")).one())


def _here(*which: ColumnElement[bool]) -> Select[Organisation]:
    return select(Organisation).where(Organisation.left_at.is_(None), *which)


def _organisation(one: Organisation) -> OrganisationView:
    return OrganisationView(org_id=one.org_id, kind=one.kind, slug=one.slug, name=one.name)


def _view(one: Establishment, slug: str | None) -> SchoolView:
    return SchoolView(
        id=one.id,
        urn=one.urn,
        number=one.number,
        name=one.name,
        sort=one.sort,
        phase=one.phase,
        authority=one.authority,
        street=one.street,
        town=one.town,
        postcode=one.postcode,
        telephone=one.telephone,
        website=one.website,
        slug=slug,
    )
