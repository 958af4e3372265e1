"""Attacks on the gate: shut, ended, not yet open, somebody else’s; and on the grants that open it."""

from uuid import UUID

import psycopg

from heft_tenants.context import Context
from prove_isolation.attackers import SCHOOL, VICTIM
from prove_isolation.ground import Ground
from prove_isolation.planting import id_of_org
from prove_isolation.techniques import STOPPED, Found, Way, technique
from prove_isolation.ways import ask, cannot_begin, finds_nothing, refused

GRANT = (
    "insert into owned.visit_grant(org_id, programme_id, id, cluster_id, pupil_id, agency_id, person_id, reads, adds,"
    " granted_by, expires_at) values ({org}, {programme}, <new>, 1, {programme}, {agency}, <own_id>, {reads}, {adds},"
    " <own_id>, now() + interval '{days} days')"
)


def grant(
    org: str = "<own>",
    programme: str = "<own_id>",
    agency: str = "<agency>",
    reads: int = 1,
    adds: int = 0,
    days: int = 30,
) -> str:
    return GRANT.format(org=org, programme=programme, agency=agency, reads=reads, adds=adds, days=days)


def through(*, last: int = 0, **other: object) -> Way:
    """Go through the gate with another grant of the same case, by its last digit, or with something else changed."""

    def make(ground: Ground) -> str:
        said: dict[str, object] = {
            "kind": "visitor",
            "org": VICTIM,
            "cluster": 1,
            "person": ground.joined.person,
            "programme": ground.joined.programme,
            "grant": UUID(int=ground.joined.grant.int ^ last),
        }
        return ground.signer.mint(Context(**(said | other)))  # type: ignore[arg-type]

    return cannot_begin("visitor without a gate", make)


def _opened_and_shut(change: str) -> Way:
    """The gate shuts between two transactions of one connection."""

    def way(ground: Ground) -> Found:
        who = ground.attackers["visitor"]
        with ground.connect("visitor") as connection:
            ground.begin_transaction(connection, who)
            before = connection.execute("select count(*) from owned.programme").fetchone()
            connection.execute("commit")
            ground.look(
                f"update owned.visit_grant set {change} where org_id = %s and id = %s",
                VICTIM,
                ground.joined.grant,
            )
            ground.what_changed()  # what the school did
            try:
                ground.begin_transaction(connection, who)
                after = connection.execute("select count(*) from owned.programme").fetchone()
            except psycopg.errors.RaiseException as error:
                after = (0,) if error.sqlstate == "HF003" else None
            except psycopg.Error as error:
                after = (0,) if error.sqlstate == "HF003" else None
        ground.begin_again()
        if before != (1,) or after is None:
            return Found(void=f"before {before}, after {after}")
        return Found(leak="the gate was shut, and let in") if after != (0,) else STOPPED

    return way


def _old_token(ground: Ground) -> Found:
    """A token that was made while the gate was open is worth nothing once it is shut, also in an open transaction."""
    with ground.inside("visitor") as connection:
        ground.look(
            "update owned.visit_grant set revoked_at = now(), revoked_by = granted_by where id = %s",
            ground.joined.grant,
        )
        ground.what_changed()
        answer = ask(connection, "select body from owned.note")
    ground.begin_again()
    return Found(leak="the open transaction went on reading") if answer.rows else STOPPED


TECHNIQUES = (
    technique("gates.expired", "Go through a gate that has ended.", through(last=2)),
    technique("gates.too_early", "Go through a gate that opens tomorrow.", through(last=3)),
    technique("gates.revoked", "Go through a gate that the school has shut.", through(last=4)),
    technique(
        "gates.anothers",
        "Go through a gate that was opened for somebody else.",
        through(last=5),
        through(person=id_of_org(3)),
        through(person=None),
    ),
    technique(
        "gates.other_case",
        "Go through one’s own gate into another programme or another school.",
        through(programme=id_of_org(VICTIM)),
        through(org=SCHOOL),
        through(org=SCHOOL, programme=id_of_org(SCHOOL)),
    ),
    technique(
        "gates.no_grant",
        "Go through no gate at all.",
        through(grant=None),
        through(grant=UUID(int=0)),
        through(programme=None),
    ),
    technique(
        "gates.shut_between",
        "Go on reading after the school has shut the gate between two transactions.",
        _opened_and_shut("revoked_at = now(), revoked_by = granted_by"),
        _opened_and_shut("expires_at = now()"),
    ),
    technique(
        "gates.shut_meanwhile",
        "Go on reading in a transaction that was open when the school shut the gate.",
        _old_token,
    ),
    technique(
        "gates.grant_elsewhere",
        "As a school, open a gate into another school’s programme.",
        refused(
            grant(org="<victim>", programme="<programme>"),
            grant(programme="<programme>"),
            grant(programme="<victim_id>"),
        ),
    ),
    technique(
        "gates.grant_abroad",
        "As a school, open a gate to an agency of another cluster, or one that does not exist.",
        refused(grant(agency="<abroad>"), grant(agency="999")),
    ),
    technique(
        "gates.grant_too_much",
        "As a school, grant the safeguarding section, adding without reading, or for two years.",
        refused(grant(reads=65), grant(reads=1, adds=2), grant(days=730), grant(days=-1)),
    ),
    technique(
        "gates.stretch_a_grant",
        "As a school, change a grant afterwards, so that its history is lost.",
        refused(
            "update owned.visit_grant set expires_at = now() + interval '9 days'",
            "update owned.visit_grant set reads = 127",
            "update owned.visit_grant set person_id = <own_id>",
            "delete from owned.visit_grant",
        ),
    ),
    technique(
        "gates.agencys_cases",
        "As another agency or a school, read which cases an agency has.",
        finds_nothing("select * from owned.agency_case where org_id <> <own>"),
        finds_nothing("select * from owned.agency_case where org_id = <agency>", who="abroad"),
        finds_nothing("select * from owned.invitation where org_id <> <agency>", who="agency"),
    ),
    technique(
        "gates.agency_at_home",
        "As the agency, in its own context, read the school that its people visit.",
        finds_nothing(
            "select p.* from owned.agency_case c join owned.programme p on p.id = c.programme_id and p.org_id <> c.org_id",
            "select g.* from owned.visit_grant g where g.agency_id = <agency> and org_id <> <agency>",
            who="agency",
        ),
    ),
)
