"""The ground on which attacks are tried: a server, databases with canaries, and ways to look at all of it."""

import hashlib
import hmac
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

import psycopg
from flask import Flask
from psycopg import sql

from heft_tenants.tables import Section
from heft_tenants.tokens import Signer
from heft_testing.database import DATABASE, ServerOfTests, let_go
from heft_testing.places import Places
from prove_isolation.attackers import (
    AGENCY,
    AUTHORITY,
    SCHOOL,
    SCHOOL_ABROAD,
    VICTIM,
    Attacker,
    Joined,
    attackers,
    tables_of,
)
from prove_isolation.canaries import canaries_in, mark
from prove_isolation.planting import CLUSTER_OF, id_of_org, lease_of, plant, plant_in_the_case, plant_leases

PLANTED, MARKED = "heft_planted", "heft_marked"
PLACE = re.compile(r"<([a-z_]+)>")
NOBODY = UUID("0b0d1e55-0000-7000-8000-000000000000")  # the id of nothing
_TABLES = """
    select schemaname || '.' || tablename from pg_tables
     where schemaname in ('owned', 'letterbox', 'shared', 'ident', 'fence') order by 1"""
Connection = psycopg.Connection[Any]


class Ground:
    """One organisation attacks, and everything of all others is watched."""

    def __init__(
        self, server: ServerOfTests, app: Flask, places: Places, *, has_superuser: bool = True
    ) -> None:
        self.server, self.app, self.places, self.has_superuser = server, app, places, has_superuser
        self.signer: Signer = server.signer
        self.kept: set[str] = set()
        self.ids: dict[str, str] = places.begin_at("lived_in")
        self.superuser = self._as_superuser()
        self.joined = _join(self.superuser)
        self.ids = self.ids | _more_ids(self.superuser, self.joined)
        _score_a_lesson(self.superuser, self.joined)
        mark(self.superuser, programme=self.joined.programme, pupil=self.joined.pupil)
        self.keep(MARKED)
        plant(self.superuser)
        plant_leases(self.superuser)
        plant_in_the_case(
            self.superuser, org=VICTIM, programme=self.joined.programme, pupil=self.joined.pupil
        )
        _more_grants(self.superuser, self.joined)
        self.superuser.execute(
            "update owned.file_copy set digest = sha256('a copy'), made_at = now() where digest is null"
        )
        self.superuser.execute("analyze")  # without statistics no estimate could tell anything
        self.keep(PLANTED)
        self.template = PLANTED
        self.tables: dict[str, str] = {}  # each with the condition under which its rows are watched
        self.attackers = attackers(self.joined)
        self.names = self._names()
        self.watch(SCHOOL)
        self.fresh = self._fingerprints(everything=True)

    # ---------- which database ----------
    def keep(self, template: str) -> None:
        """Keep the database as it is now under a name, to begin with again."""
        let_go(self.app)
        self.superuser.close()
        self.server.keep_as_template(template)
        self.kept.add(template)
        self.superuser = self._as_superuser()

    def begin(self, template: str) -> None:
        """Give everybody a fresh copy."""
        let_go(self.app)
        self.superuser.close()
        self.template = template
        self.server.renew(template)
        self.superuser = self._as_superuser()
        self.before = self._fingerprints()
        self.fresh = self._fingerprints(everything=True)

    def is_used(self) -> bool:
        """Say whether anything at all has changed since this copy was begun with."""
        return self.fresh != self._fingerprints(everything=True)

    def close(self) -> None:
        """Leave the database as everybody else begins with it."""
        let_go(self.app)
        self.superuser.close()
        self.server.renew()

    def begin_again(self) -> None:
        self.begin(self.template)

    def _as_superuser(self) -> Connection:
        return psycopg.connect(self.server.server.url(database=DATABASE), autocommit=True)

    # ---------- looking at all of it ----------
    def look(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Look past every fence."""
        found = self.superuser.execute(self.said(statement).encode(), values or None)
        return found.fetchall() if found.description else []

    def what_changed(self) -> list[str]:
        """Return the tables in which something of somebody else has changed since the last look."""
        now = self._fingerprints()
        changed = [table for table in now if now[table] != self.before.get(table)]
        self.before = now
        return changed

    def _fingerprints(self, *, everything: bool = False) -> dict[str, Any]:
        parts = [
            f"select '{table}', sum(hashtextextended(t::text, 0)), count(*) from {table} t"
            f" {'' if everything else others}"
            for table, others in self.tables.items()
        ]
        return {table: found for table, *found in self.superuser.execute(" union all ".join(parts).encode())}

    def watch(self, org: int, *, visiting: bool = False, administering: bool = False) -> None:
        """Watch everything but what somebody of this organisation may change: from now on, in `what_changed`.

        A visitor may add notes to the case and leaves entries in the school's trail; an administrator may change what
        their own cluster shares.
        """
        elsewhere = f"where org_id <> {org}"
        # What it may cause elsewhere: a letter, and the receiver's work about it under the same id.
        sent = f"select org_id, id from letterbox.letter where from_org = {org}"
        conditions = {
            "ident.session": "where false",  # every request changes it
            "ident.sign_in_tries": "where false",
            "letterbox.letter": f"{elsewhere} and from_org <> {org}",
            "owned.outbox": f"{elsewhere} and (org_id, id) not in ({sent})",
            "fence.due": f"{elsewhere} and (org_id, outbox_id) not in ({sent})",
        }
        if visiting:
            conditions |= dict.fromkeys(("owned.trail", "owned.trail_head"), "where false")
            conditions["owned.note"] = f"{elsewhere} and programme_id <> {self.said('<programme>')}"
        if administering:
            shared = (name for (name,) in self.look(_TABLES) if name.startswith("shared."))
            conditions |= dict.fromkeys(shared, f"where cluster_id <> {CLUSTER_OF[org]}")
        self.tables = {
            name: conditions.get(name, elsewhere if name.startswith(("owned", "letterbox")) else "")
            for (name,) in self.look(_TABLES)
        }
        self.before = self._fingerprints()

    @property
    def version(self) -> int:
        """The number of PostgreSQL’s release, such as 18."""
        return self.superuser.info.server_version // 10_000

    @property
    def shared_tables(self) -> frozenset[str]:
        return frozenset(name.partition(".")[2] for name in self.tables if name.startswith("shared."))

    def leak_in(self, text: str, *who: Attacker) -> str:
        """Return the first canary in a text that none of these attackers may see, or nothing."""
        for canary in canaries_in(text):
            if not any(one.may_see(canary, self.shared_tables) for one in who):
                return f"{who[-1].name} saw canary-{canary.org}-{canary.table}-{canary.part}"
        return ""

    # ---------- going there ----------
    def connect(self, role: str, **options: Any) -> Connection:
        """Connect as a login role, with nothing of the application's engine about it."""
        return psycopg.connect(self.server.role_urls[role], autocommit=True, **options)

    @contextmanager
    def inside(self, name: str) -> Iterator[Connection]:
        """Be in the middle of an attacker's transaction; it is dropped when the block ends."""
        who = self.attackers[name]
        with self.connect(who.role) as connection:
            self.begin_transaction(connection, who)
            yield connection
            with suppress(psycopg.Error):
                connection.execute("rollback")

    def begin_transaction(self, connection: Connection, who: Attacker) -> None:
        connection.execute("begin")
        if who.context is not None:
            connection.execute("select fence.login(%s)", [self.signer.mint(who.context)])
        elif who.lease_of is not None:
            connection.execute("select fence.enter(%s)", [lease_of(who.lease_of)])

    def token(self, name: str) -> str:
        """Return a valid token of somebody."""
        context = self.attackers[name].context
        assert context is not None
        return self.signer.mint(context)

    # ---------- names in statements ----------
    def said(self, statement: str) -> str:
        """Put what stands in angle brackets into a statement: `<victim_id>`, `<programme>`."""
        return PLACE.sub(lambda found: self.names.get(found[1], found[0]), statement)

    def _names(self) -> dict[str, str]:
        orgs = {
            "authority": AUTHORITY,
            "victim": VICTIM,
            "own": SCHOOL,
            "agency": AGENCY,
            "abroad": SCHOOL_ABROAD,
        }
        ids = {f"{name}_id": f"'{id_of_org(org)}'" for name, org in orgs.items()}
        ours = {
            "person": self.joined.person,
            "programme": self.joined.programme,
            "pupil": self.joined.pupil,
            "grant": self.joined.grant,
            "nothing": NOBODY,
            "scored": self.look(
                "select programme_id from owned.score group by 1 order by count(*) desc limit 1"
            )[0][0],
        }
        leases = {f"{name}_lease": rf"'\x{lease_of(org).hex()}'::bytea" for name, org in orgs.items()}
        return (
            {name: str(org) for name, org in orgs.items()}
            | ids
            | {name: f"'{id_}'" for name, id_ in ours.items()}
            | leases
            | {"new": "gen_random_uuid()"}
        )

    def minted(self, *fields: object, key: bytes | None = None) -> str:
        """Return a token of these fields, signed with our key or another: what only a forger would make."""
        body = "|".join(map(str, fields))
        signature = hmac.new(self.signer.key if key is None else key, body.encode(), hashlib.sha256)
        return f"{body}|{signature.hexdigest()}"


def _join(superuser: Connection) -> Joined:
    person, programme, pupil, grant, reads = superuser.execute(
        "select person_id, programme_id, pupil_id, id, reads from owned.visit_grant where org_id = %s",
        [VICTIM],
    ).fetchall()[0]
    sections = Section(reads)
    return Joined(
        person=person,
        programme=programme,
        pupil=pupil,
        grant=grant,
        grant_of_letters=UUID(int=grant.int ^ 1),
        reads=tables_of(sections),
        reads_of_letters=tables_of(Section.SUMMARY | Section.LETTERS),
    )


def _more_ids(superuser: Connection, joined: Joined) -> dict[str, str]:
    """Return ids of the victim’s that stand in addresses and on no screen."""
    ((letter,),) = superuser.execute(
        "select letter_id from owned.sent_attachment where org_id = %s limit 1", [VICTIM]
    ).fetchall()
    ((enclosure,),) = superuser.execute(
        "select id from owned.request_file where org_id = %s and letter_id is null limit 1", [VICTIM]
    ).fetchall()
    return {"letter": str(letter), "enclosure": str(enclosure), "grant": str(joined.grant)}


def _score_a_lesson(superuser: Connection, joined: Joined) -> None:
    """Have something in a section of the case that its visitor was not granted."""
    superuser.execute(
        "insert into owned.daily_report(org_id, programme_id, id, day, period, was_missed, comment, scored_by, scorer_name,"
        " scored_at, version) select org_id, id, gen_random_uuid(), current_date, 1, false, 'Left twice', key_worker_id,"
        " key_worker_name, now(), 1 from owned.programme where id = %s",
        [joined.programme],
    )


# The id of each grant is that of the visitor's own, but for its last digit.
GRANTS: Sequence[tuple[int, str]] = (
    (1, "reads = 129, adds = 0"),
    (2, "expires_at = now() - interval '1 minute', starts_at = now() - interval '1 day'"),
    (3, "starts_at = now() + interval '1 day', expires_at = now() + interval '2 days'"),
    (4, "revoked_at = now(), revoked_by = granted_by"),
    (5, "person_id = '{colleague}'"),
)


def _more_grants(superuser: Connection, joined: Joined) -> None:
    """Give the victim's case grants of letters, of yesterday, of tomorrow, one that ended and one of a colleague."""
    colleague = id_of_org(VICTIM)
    superuser.execute(
        "insert into owned.note(org_id, programme_id, id, author_id, author_name, section, body)"
        " select %s, %s, gen_random_uuid(), %s, 'x', section, 'canary-2-note-case' from unnest(array[2, 8, 64]) section",
        [VICTIM, joined.programme, colleague],
    )
    for last, change in GRANTS:
        superuser.execute(
            sql.SQL(
                "insert into owned.visit_grant select (jsonb_populate_record(g, jsonb_build_object('id', {}::text))).*"
                " from owned.visit_grant g where org_id = {} and id = {}"
            ).format(str(UUID(int=joined.grant.int ^ last)), VICTIM, joined.grant)
        )
        superuser.execute(
            f"update owned.visit_grant set {change.format(colleague=colleague)}"
            f" where org_id = {VICTIM} and id = '{UUID(int=joined.grant.int ^ last)}'".encode()
        )
