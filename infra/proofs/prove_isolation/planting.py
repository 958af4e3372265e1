"""A row of every organisation in every table, with a canary in each of its texts."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import DictRow, dict_row
from psycopg.types.json import Jsonb

from heft_tenants.ids import uuid7
from prove_isolation.canaries import Superuser

CLUSTER_OF = {1: 1, 2: 1, 3: 1, 4: 1, 5: 2, 6: 2}
ONE_OF = re.compile(r"ARRAY\['([^']*)'::text")
SCHEMAS = ["owned", "letterbox", "shared", "ident"]


def id_of_org(org: int) -> UUID:
    """Return the id of everything that is planted for an organisation: one for all, so that its rows refer to each other."""
    return UUID(f"cacacaca-0000-7000-8000-{org:012d}")


def id_of_erased(org: int) -> UUID:
    """Return the id of a letter, and of its thread, of which an organisation has erased its copy."""
    return UUID(f"cacacaca-0000-7000-8001-{org:012d}")


def plant(superuser: Superuser) -> None:
    """Give every organisation a row in every table, with a canary in each of its texts.

    The rows of one organisation share one id, so that each finds what it refers to. Planted without triggers.
    """
    superuser.execute("set session_replication_role = replica")
    for table in superuser.execute(_TABLES, [SCHEMAS]).fetchall():
        columns = superuser.cursor(row_factory=dict_row).execute(_COLUMNS, table).fetchall()
        for org in CLUSTER_OF:
            _plant_row(superuser, *table, columns=columns, org=org)
    superuser.execute("set session_replication_role = origin")


def plant_in_the_case(superuser: Superuser, *, org: int, programme: UUID, pupil: UUID) -> None:
    """Give the visitor’s case a row in every table of programmes, like the planted one of another programme."""
    superuser.execute("set session_replication_role = replica")
    for (table,) in superuser.execute(_TABLES_OF_PROGRAMMES).fetchall():
        (columns,) = superuser.execute(_WRITTEN, [table]).fetchall()[0]
        _insert(
            superuser,
            table,
            sql.SQL(
                "insert into {table} ({columns}) select {columns} from (select (jsonb_populate_record(t,"
                " replace(to_jsonb(t)::text, '-other', '-case')::jsonb || {case})).* from {table} t"
                " where org_id = {org} and programme_id = {planted} limit 1) t on conflict do nothing"
            ).format(
                table=sql.SQL(table),
                columns=sql.SQL(columns),
                case=Jsonb({"programme_id": str(programme), "pupil_id": str(pupil), "id": str(uuid7())}),
                org=org,
                planted=id_of_org(org),
            ),
        )
    superuser.execute("set session_replication_role = origin")


def plant_leases(superuser: Superuser) -> None:
    """Give a lease on each organisation’s planted work, which only its holder knows."""
    for org in CLUSTER_OF:
        superuser.execute(
            "insert into fence.due(org_id, outbox_id, queue, due_at, ready, tries, lease)"
            " select org_id, id, queue, clock_timestamp() + interval '1 hour', false, 1, %s"
            " from owned.outbox where org_id = %s and id = %s",
            [lease_of(org), org, id_of_org(org)],
        )


def lease_of(org: int) -> bytes:
    """Return the lease on the planted piece of work of an organisation."""
    return hashlib.sha256(f"the lease of {org}".encode()).digest()


_TABLES = (
    "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " where n.nspname = any(%s) and c.relkind = 'r' order by 1, 2"
)
_TABLES_OF_PROGRAMMES = """
    select attrelid::regclass::text from pg_attribute where attname = 'programme_id' and attnum > 0 and not attisdropped
       and attrelid in (select oid from pg_class where relkind = 'r'
                         and relnamespace in ('owned'::regnamespace, 'letterbox'::regnamespace))
       and attrelid <> 'owned.visit_grant'::regclass order by 1"""
_WRITTEN = """
    select string_agg(quote_ident(attname), ', ') from pg_attribute
     where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''"""
_COLUMNS = """
    select a.attname as name, format_type(a.atttypid, null) as type, a.attnum as place, a.attnotnull as needed,
           coalesce((select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
                      where k.conrelid = a.attrelid and k.contype = 'c' and a.attnum = any(k.conkey)), '') as checks
      from pg_attribute a
     where a.attrelid = format('%%I.%%I', %s::text, %s::text)::regclass and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = '' order by a.attnum"""


def _plant_row(superuser: Superuser, schema: str, table: str, *, columns: list[DictRow], org: int) -> None:
    values = {
        column["name"]: value
        for column in columns
        if (value := _value(column, schema, table, org)) is not None
    }
    insert = sql.SQL("insert into {} ({}) values ({}) on conflict do nothing").format(
        sql.Identifier(schema, table),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join(map(sql.Literal, values.values())),
    )
    _insert(superuser, f"{schema}.{table}", insert)


def _insert(superuser: Superuser, table: str, insert: sql.Composed) -> None:
    """Insert a row; what a check refuses goes in without that check, which then holds for rows to come."""
    try:
        superuser.execute(insert)
    except psycopg.errors.CheckViolation as refused:
        with _without_check(superuser, table, str(refused.diag.constraint_name)):
            _insert(superuser, table, insert)


@contextmanager
def _without_check(superuser: Superuser, table: str, name: str) -> Iterator[None]:
    (said,) = superuser.execute(
        "select pg_get_constraintdef(oid) from pg_constraint where conrelid = %s::regclass and conname = %s",
        [table, name],
    ).fetchall()[0]
    superuser.execute(f"alter table {table} drop constraint {name}".encode())
    yield
    superuser.execute(f"alter table {table} add constraint {name} {said} not valid".encode())


def _value(column: DictRow, schema: str, table: str, org: int) -> Any:
    name, kind, checks = column["name"], column["type"], column["checks"]
    if table == "erased_letter" and name in {"id", "thread_id"}:
        return id_of_erased(org)
    if name in OF_ORGANISATION and kind == "integer":
        return OF_ORGANISATION[name](org)
    if kind == "text":
        return _text(checks, f"canary-{org}-{table}-other", needed=column["needed"])
    if kind == "jsonb" and "jsonb_array_length" in checks:
        return f'["canary-{org}-{table}-other"]'
    if not column["needed"]:
        return id_of_org(org) if name == "programme_id" else None
    return OF_TYPE[kind](org, column["place"], f"{schema}.{table}")


def _text(checks: str, canary: str, *, needed: bool) -> str | None:
    if checks and not needed:
        return None
    if said := ONE_OF.search(checks):
        return said[1]
    return "canary.planted" if "~" in checks else canary


def _another(org: int) -> int:
    return {1: 2, 5: 6, 6: 5}.get(org, 1)


OF_ORGANISATION = {
    "org_id": lambda org: org,
    "cluster_id": CLUSTER_OF.__getitem__,
    **dict.fromkeys(("to_org", "from_org", "school_org", "agency_org", "agency_id"), _another),
}
OF_TYPE: Mapping[str, Callable[[int, int, str], Any]] = {
    "uuid": lambda org, _, __: id_of_org(org),
    "bytea": lambda org, _, table: hashlib.sha256(f"{org} {table}".encode()).digest(),
    "jsonb": lambda org, _, table: f'{{"text": "canary-{org}-{table.partition(".")[2]}-other"}}',
    # A template, too: what lists read of it is worked out from its label and its length.
    "json": lambda org, _, table: (
        f'{{"label": "canary-{org}-{table.partition(".")[2]}-other", "duration": {{"planned_weeks": 1}}}}'
    ),
    "boolean": lambda *_: False,
    "text[]": lambda org, _, table: [f"canary-{org}-{table.partition('.')[2]}-other"],
    "uuid[]": lambda org, _, __: [id_of_org(org)],
    "interval": lambda *_: "1 day",
    "time without time zone": lambda _, place, __: f"09:{place:02d}",
    **dict.fromkeys(("numeric", "double precision", "real"), lambda *_: 1),
    "date": lambda _, place, __: f"2026-11-{place % 28 + 1:02d}",
    "timestamp with time zone": lambda _, place, __: f"2026-11-24 09:{place:02d}+00",
    **dict.fromkeys(("integer", "smallint", "bigint"), lambda *_: 1),
}
