"""Find help in the directory, and keep the directory true."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from heft_platform.agencies.models import Agency, Service, Team
from heft_platform.audit.services import record
from heft_platform.full_lists import FullList, one_by_one
from heft_tenants.context import current
from heft_tenants.organisations import Organisation
from heft_tenants.refusals import ChangedMeanwhileError

GOOD_FOR = timedelta(days=365)  # then an entry says that it may be out of date
AT_ONCE = 60


class TeamChangedMeanwhileError(ChangedMeanwhileError):
    """Somebody else changed this team's entry since it was opened."""


@dataclass(frozen=True, kw_only=True)
class ServiceView:
    """A service as the directory shows it."""

    name: str
    about: str
    needs: str
    ages: str
    place: str
    team_id: UUID
    team: str
    agency: str
    is_on_heft: bool
    checked_on: date
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class TeamView:
    """A team with everything it offers."""

    id: UUID
    name: str
    agency: str
    kind: str
    org_id: int | None
    contact_name: str
    email: str
    phone: str
    checked_on: date
    is_stale: bool
    version: int
    services: tuple[ServiceView, ...] = ()

    @property
    def full_name(self) -> str:
        return f"{self.agency}, {self.name}"


def find(
    session: Session, *, words: str, need: str, age: int | None, place: str, today: date
) -> list[ServiceView]:
    """Return services that match everything asked: all words, in any order and with or without a plural s."""
    criteria = [
        _holds(word, Service.name, Service.about, Service.needs, Service.place, Team.name, Agency.name)
        for word in words.split()
    ]
    if need:
        criteria.append(_holds(need, Service.needs))
    if age is not None:
        criteria.append(and_(Service.youngest <= age, age <= Service.oldest))
    if place:
        criteria.append(_holds(place, Service.place))
    found = (
        _joined().where(*criteria).order_by(Agency.name, Team.name, Service.name, Service.id).limit(AT_ONCE)
    )
    return [_service(one, of_team, agency, today) for one, of_team, agency in session.execute(found)]


def directory_in_full(session: Session, *, today: date) -> FullList:
    """Return every service of the directory, with whom to ask."""
    ordered = _joined().with_only_columns(
        *(Agency.name.label("agency"), Agency.kind, Team.name.label("team"), Service.name, Service.about),
        *(Service.needs, Service.youngest, Service.oldest, Service.place, Team.contact_name, Team.email),
        *(Team.phone, Team.checked_on),
    )
    return FullList(
        headings=(
            *("Agency", "Kind", "Team", "Service", "About", "Needs", "From age", "To age", "Place"),
            *("Ask for", "E-mail", "Telephone", "Checked on", "May be out of date"),
        ),
        rows=(
            (*row, row.checked_on < today - GOOD_FOR)
            for row in one_by_one(session, ordered.order_by(Agency.name, Team.name, Service.name, Service.id))
        ),
    )


def needs(session: Session) -> list[str]:
    """Return every need that a service of the directory names, in order."""
    named = session.scalars(select(Service.needs).distinct())
    return sorted({need.strip() for several in named for need in several.split(",") if need.strip()})


def team(session: Session, *, team_id: UUID, today: date) -> TeamView | None:
    """Return a team with its services, or None."""
    row = session.execute(
        select(Team, Agency).join(Agency, _of_agency()).where(Team.id == team_id)
    ).one_or_none()
    if row is None:
        return None
    offered = session.execute(_joined().where(Team.id == team_id).order_by(Service.name))
    services = tuple(_service(one, of_team, agency, today) for one, of_team, agency in offered)
    return _team(*row, today, services)


def teams_on_heft(session: Session, *, today: date) -> list[TeamView]:
    """Return the teams that can be invited to a programme: their agency is an organisation here."""
    found = select(Team, Agency).join(Agency, _of_agency()).where(Agency.org_id.is_not(None))
    return [_team(*row, today) for row in session.execute(found.order_by(Agency.name, Team.name))]


def mark_checked(session: Session, *, team_id: UUID, today: date) -> bool:
    """Say that a team's entry was checked today. False if there is no such team."""
    found = session.get(Team, (current().cluster, team_id), with_for_update=True)
    if found is None:
        return False
    found.checked_on = today
    record(session, action="directory.checked", thing="team", thing_id=team_id, fields=("checked_on",))
    return True


def change_team(
    session: Session, *, team_id: UUID, version: int, contact_name: str, email: str, phone: str, today: date
) -> bool:
    """Change whom to ask in a team; that is a check too. False if there is no such team.

    :raises TeamChangedMeanwhileError: if it is no longer the version that was read
    """
    found = session.get(Team, (current().cluster, team_id), with_for_update=True)
    if found is None:
        return False
    if found.version != version:
        raise TeamChangedMeanwhileError
    found.contact_name, found.email, found.phone, found.checked_on = contact_name, email, phone, today
    record(
        session,
        action="directory.changed",
        thing="team",
        thing_id=team_id,
        fields=("contact_name", "email", "phone"),
    )
    return True


def note_leaving(session: Session, *, org_id: int) -> None:
    """Say that an agency is no organisation here any more: its teams stay listed, and cannot be invited."""
    session.execute(update(Agency).where(Agency.org_id == org_id).values(org_id=None))


def import_directory(session: Session, *, lines: Iterable[Mapping[str, Any]]) -> int:
    """Bring the directory up to date from lines of a file. Return how many services it holds then."""
    here = select(Organisation).where(Organisation.left_at.is_(None))
    on_heft = {one.slug: one.org_id for one in session.scalars(here)}
    for line in lines:
        agency = session.scalar(select(Agency).where(Agency.name == line["agency"])) or Agency(
            name=line["agency"]
        )
        agency.kind, agency.org_id = line["kind"], on_heft.get(line["on_heft"])
        session.add(agency)
        session.flush()  # the team needs the agency's id
        team_ = session.scalar(select(Team).where(Team.agency_id == agency.id, Team.name == line["team"]))
        team_ = team_ or Team(agency_id=agency.id, name=line["team"])
        team_.contact_name, team_.email, team_.phone = line["contact"], line["email"], line["phone"]
        team_.checked_on = line["checked_on"]
        session.add(team_)
        session.flush()  # the service needs the team's id
        _keep_service(session, team_, line)
    session.flush()  # so that they are counted
    return session.scalar(select(func.count()).select_from(Service)) or 0


def _keep_service(session: Session, team_: Team, line: Mapping[str, Any]) -> None:
    one = session.scalar(select(Service).where(Service.team_id == team_.id, Service.name == line["service"]))
    one = one or Service(team_id=team_.id, name=line["service"])
    one.about, one.needs, one.place = line["about"], line["needs"], line["place"]
    one.youngest, one.oldest = line["youngest"], line["oldest"]
    session.add(one)


def _holds(word: str, *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    stem = word.replace("%", "").replace("_", "").lower()
    stem = stem[:-1] if len(stem) > 3 and stem.endswith("s") else stem
    return or_(*(column.ilike(f"%{stem}%") for column in columns))


def _of_agency() -> ColumnElement[bool]:
    return and_(Agency.cluster_id == Team.cluster_id, Agency.id == Team.agency_id)


def _joined() -> Select[Service, Team, Agency]:
    of_team = and_(Team.cluster_id == Service.cluster_id, Team.id == Service.team_id)
    return select(Service, Team, Agency).join(Team, of_team).join(Agency, _of_agency())


def _service(one: Service, team_: Team, agency: Agency, today: date) -> ServiceView:
    return ServiceView(
        name=one.name,
        about=one.about,
        needs=one.needs,
        ages=f"{one.youngest} to {one.oldest}",
        place=one.place,
        team_id=team_.id,
        team=team_.name,
        agency=agency.name,
        is_on_heft=agency.org_id is not None,
        checked_on=team_.checked_on,
        is_stale=team_.checked_on < today - GOOD_FOR,
    )


def _team(team_: Team, agency: Agency, today: date, services: tuple[ServiceView, ...] = ()) -> TeamView:
    return TeamView(
        id=team_.id,
        name=team_.name,
        agency=agency.name,
        kind=agency.kind,
        org_id=agency.org_id,
        contact_name=team_.contact_name,
        email=team_.email,
        phone=team_.phone,
        checked_on=team_.checked_on,
        is_stale=team_.checked_on < today - GOOD_FOR,
        version=team_.version,
        services=services,
    )
