"""Who attacks: each of the application's roles, inside the context that it honestly has, with any SQL it likes."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from heft_platform.models import Table
from heft_tenants.context import Context
from heft_tenants.tables import Section
from prove_isolation.canaries import Canary
from prove_isolation.planting import CLUSTER_OF, id_of_org

AUTHORITY, VICTIM, SCHOOL, AGENCY, AUTHORITY_ABROAD, SCHOOL_ABROAD = 1, 2, 3, 4, 5, 6


@dataclass(frozen=True, kw_only=True)
class Attacker:
    """Somebody inside one organisation. `role` is the login role; without `context` they have none, or a lease's."""

    name: str
    role: str
    org: int
    context: Context | None = None
    lease_of: int | None = None  # the organisation on whose work a worker holds a lease
    reads: frozenset[str] = frozenset()  # the tables of which a visitor may read the case's rows

    def may_see(self, canary: Canary, shared: frozenset[str]) -> bool:
        """Say whether a canary is where this attacker may look anyway."""
        if self.role == "signin":
            return canary.table in {"person", "door", "membership", "session", "sign_in_tries"}
        if canary.table in shared:
            return CLUSTER_OF[canary.org] == CLUSTER_OF[self.org] and self.is_inside
        if self.role == "visitor":
            return canary.part == "case" and canary.table in self.reads
        return canary.org == self.org and self.is_inside

    @property
    def is_inside(self) -> bool:
        return self.context is not None or self.lease_of is not None


@dataclass(frozen=True, kw_only=True)
class Joined:
    """The case that a visitor joined at the victim's."""

    person: UUID
    programme: UUID
    pupil: UUID
    grant: UUID
    grant_of_letters: UUID
    reads: frozenset[str]
    reads_of_letters: frozenset[str]


def attackers(joined: Joined) -> Mapping[str, Attacker]:
    """Return everybody who attacks, by their names in the techniques."""

    def at(name: str, org: int, *, role: str = "app", kind: str = "org") -> Attacker:
        context = Context(kind=kind, org=org, cluster=CLUSTER_OF[org], person=id_of_org(org))  # type: ignore[arg-type]
        return Attacker(name=name, role=role, org=org, context=context)

    def visiting(name: str, grant: UUID, reads: frozenset[str]) -> Attacker:
        context = Context(
            kind="visitor",
            org=VICTIM,
            cluster=1,
            person=joined.person,
            programme=joined.programme,
            grant=grant,
        )
        return Attacker(name=name, role="visitor", org=AGENCY, context=context, reads=reads)

    everybody = (
        at("school", SCHOOL),
        at("authority", AUTHORITY),
        at("agency", AGENCY),
        at("abroad", SCHOOL_ABROAD),
        at("victim", VICTIM),
        at("administrator", AUTHORITY, role="admin", kind="admin"),
        at("administrator abroad", AUTHORITY_ABROAD, role="admin", kind="admin"),
        visiting("visitor", joined.grant, joined.reads),
        visiting("visitor with letters", joined.grant_of_letters, joined.reads_of_letters),
        Attacker(name="nobody", role="app", org=SCHOOL),
        Attacker(name="visitor without a gate", role="visitor", org=AGENCY),
        Attacker(name="administrator without a context", role="admin", org=AUTHORITY),
        Attacker(name="sign-in", role="signin", org=SCHOOL),
        Attacker(name="worker", role="worker", org=SCHOOL),
        Attacker(name="worker with a lease", role="worker", org=SCHOOL, lease_of=SCHOOL),
    )
    return {one.name: one for one in everybody}


def tables_of(sections: Section) -> frozenset[str]:
    """Return the tables of which a visitor with these sections may read the case's rows."""
    readable = set()
    for mapper in Table.registry.mappers:
        visit = mapper.class_.__visit__
        if visit and (isinstance(visit.section, str) or visit.section & sections):
            readable.add(mapper.class_.__table__.name)
    return frozenset(readable)
