"""Everything that is one organisation's, as the database's own catalogue knows it: no list here forgets a new table."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

import psycopg
from psycopg import sql

Connection = psycopg.Connection[Any]
AT_ONCE = 25  # rows: some hold a piece of a file

_TABLES = """
    select n.nspname, c.relname,
           (select array_agg(a.attname::text order by u.place) from pg_constraint k
             cross join unnest(k.conkey) with ordinality u(number, place)
              join pg_attribute a on a.attrelid = c.oid and a.attnum = u.number
             where k.conrelid = c.oid and k.contype = 'p'),
           (select json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod) order by a.attnum)
              from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('owned', 'shared', 'ident', 'letterbox', 'fence') and c.relkind in ('r', 'p')
     order by 1, 2
"""
_REFERENCES = """
    select k.conrelid::regclass::text, k.confrelid::regclass::text from pg_constraint k
     where k.contype = 'f' and k.conrelid <> k.confrelid
"""


@dataclass(frozen=True, kw_only=True)
class GroundTable:
    """A table: its schema and its name, the columns of its key, and the type of each of its columns."""

    schema: str
    name: str
    key: tuple[str, ...]
    columns: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def is_one_organisations(self) -> bool:
        """Say whether each row belongs to one organisation, and goes with it."""
        return "org_id" in self.key and self.schema != "ident" and str(self) != "shared.organisation"

    @property
    def identifier(self) -> sql.Identifier:
        return sql.Identifier(self.schema, self.name)


def tables(connection: Connection) -> list[GroundTable]:
    """Return every table of the service, by name."""
    return [
        GroundTable(schema=schema, name=name, key=tuple(key or columns), columns=columns)
        for schema, name, key, columns in connection.execute(_TABLES.encode()).fetchall()
    ]


def tables_to_erase(connection: Connection) -> list[GroundTable]:
    """Return the tables whose rows go with their organisation, each before those that it refers to.

    :raises graphlib.CycleError: if tables refer to one another in a circle
    """
    going = {str(table): table for table in tables(connection) if table.is_one_organisations}
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(going, ()))
    for referring, referred in connection.execute(_REFERENCES.encode()).fetchall():
        if referring in going and referred in going:
            order.add(referred, referring)
    return [going[name] for name in order.static_order()]


def lines(connection: Connection, table: GroundTable, *, org: int) -> Iterator[bytes]:
    """Give an organisation's rows of a table as lines of JSON, in the order of the key, in constant memory.

    Which organisation's rows there are is the fence's to say; that it is this one is asked all the same.
    """
    query = sql.SQL("select row_to_json(t)::text from {} t where t.org_id = {} order by {}").format(
        table.identifier, org, sql.SQL(", ").join(sql.Identifier("t", column) for column in table.key)
    )
    connection.execute("set local timezone = 'UTC'")
    with connection.cursor(name="lines") as rows:
        rows.itersize = AT_ONCE
        rows.execute(query)
        for (line,) in rows:
            yield line.encode() + b"\n"


def count(connection: Connection, table: GroundTable, *, org: int) -> int:
    """Return how many rows an organisation has in a table."""
    query = sql.SQL("select count(*) from {} t where t.org_id = {}").format(table.identifier, org)
    return int(connection.execute(query).fetchone()[0])  # type: ignore[index]


def fingerprint(connection: Connection, table: GroundTable, *, org: int) -> str:
    """Return the SHA-256 of an organisation's rows of a table, as `lines` gives them."""
    digest = hashlib.sha256()
    for line in lines(connection, table, org=org):
        digest.update(line)
    return digest.hexdigest()
