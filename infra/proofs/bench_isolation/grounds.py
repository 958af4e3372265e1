"""Databases to measure on: with the fence and without it, alone and in a crowd; and the application on each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
from flask import Flask
from psycopg import sql
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from heft_platform import extensions
from heft_platform.app import create_app
from heft_platform.config import Settings, for_sqlalchemy
from heft_platform.demo import base, opening, story
from heft_tenants.context import Context, current_or_none
from heft_tenants.engine import Mint
from heft_tenants.file_keys import MasterKeys
from heft_tenants.tokens import Signer
from heft_testing.database import DATABASE, ServerOfTests, let_go, server_of_tests
from heft_testing.screens import lived_in

OAKFIELD = 2
NO_PROOF = "0" * 64
# Whoever has no fence believes what it is told, and has no policies.
UNFENCED = """
create or replace function fence.claims() returns text[] language sql stable parallel safe
as $$ select string_to_array(left(current_setting('heft.ctx', true), -65), '|') $$;
create or replace function fence.login(token text) returns boolean language sql volatile
as $$ select set_config('heft.ctx', token, true) is not null $$;
do $$ declare t regclass; begin
  for t in select oid::regclass from pg_class where relrowsecurity loop
    execute format('alter table %s no force row level security, disable row level security', t);
  end loop;
end $$;
"""


class Grounds:
    """One server and its databases; the first of them is lived in."""

    def __init__(self, server: ServerOfTests, folder: Path) -> None:
        self.server = server
        self.settings = Settings(
            data=folder,
            secret_key="for a measurement",  # noqa: S106  (of nobody's data)
            role_urls={role: for_sqlalchemy(url) for role, url in server.role_urls.items()},
            signer=server.signer,
            master_keys=MasterKeys({1: bytes(range(32))}),
            redis_url="redis://127.0.0.1:1/0",
            smtp_url=None,
            s3_endpoint=None,
            s3_bucket=None,
            sentry_dsn=None,
            demo=True,
            service_name="Pastoral support",
        )
        self.fenced = create_app(self.settings)
        with self.fenced.app_context():
            opening.open_clusters()
            base.load()
            story.tell()
        self.ids = lived_in(self.fenced)
        let_go(self.fenced)
        self.run(DATABASE, "analyze")  # as a database does by itself that is in use

    def unfenced(self) -> Flask:
        """Return the application on a copy of the database, with neither policies nor proofs nor hygiene."""
        self.copy("unfenced")
        self.run("unfenced", UNFENCED)
        with patch.object(extensions, "make_engine", plain_engine):
            return create_app(replace(self._settings_of("unfenced"), signer=_Unsigned(1, b"")))

    def crowded(self, organisations: int) -> Flask:
        """Return the application on a copy in which so many more schools have what Oakfield has."""
        name = crowd_of(organisations)
        self.copy(name)
        self.run(name, CROWD.format(organisations=organisations, school=OAKFIELD))
        self.run(name, "analyze")
        return create_app(self._settings_of(name))

    def copy(self, name: str) -> None:
        let_go(self.fenced)  # nobody may be in what is copied
        self.server._copy(DATABASE, name)  # noqa: SLF001  (a database of its own beside the tests')

    def run(self, database: str, statement: str) -> None:
        with psycopg.connect(self.server.server.url(database=database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _settings_of(self, database: str) -> Settings:
        moved = {
            role: make_url(url).set(database=database).render_as_string(hide_password=False)
            for role, url in self.settings.role_urls.items()
        }
        return replace(self.settings, role_urls=moved)


def crowd_of(organisations: int) -> str:
    """Return what the database is called in which so many more schools are."""
    return f"crowd_of_{organisations}"


@contextmanager
def grounds_in(folder: Path) -> Iterator[Grounds]:
    with server_of_tests() as server:
        yield Grounds(server, folder)


class _Unsigned(Signer):
    """Says whose work it is, because the trail wants to know, and proves nothing."""

    def mint(self, context: Context) -> str:
        ids = (context.person, context.programme, context.grant)
        said = (1, context.kind, context.org, context.cluster, *(one.hex if one else "0" for one in ids))
        return "|".join(map(str, said)) + "|" + NO_PROOF


def plain_engine(url: str | URL, *, mint: Mint | None = None, **options: Any) -> Engine:
    """Make an engine as anybody would: with its journeys to the database, and without the fence's rules."""
    engine = create_engine(url, **options)

    @event.listens_for(engine, "connect")
    def _no_begin_of_its_own(dbapi: psycopg.Connection[Any], _: ConnectionPoolEntry) -> None:
        dbapi.autocommit = True

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        context = current_or_none()
        said: sql.Composable = sql.SQL("begin")
        if mint is not None and context is not None:
            said += sql.SQL("; select set_config('heft.ctx', {}, true)").format(mint(context))
        driver = connection.connection.driver_connection
        psycopg.Cursor(driver).execute(said.as_string(driver).encode(), prepare=False)  # type: ignore[arg-type]

    return engine


# Every row of one school, again for each new organisation. Keys begin with the organisation, so ids may repeat.
CROWD = """
set session_replication_role = replica;
insert into shared.organisation select (o).* from (
  select jsonb_populate_record(null::shared.organisation, to_jsonb(s) || jsonb_build_object(
    'org_id', 100000 + n, 'slug', 'school-' || n, 'name', 'School ' || n)) as o
  from shared.organisation s, generate_series(1, {organisations}) n where s.org_id = {school}) x;
do $$ declare t record; columns text; begin
  for t in select c.oid::regclass as name, c.oid from pg_class c join pg_namespace s on s.oid = c.relnamespace
           where s.nspname in ('owned', 'letterbox') and c.relkind = 'r' loop
    select string_agg(quote_ident(attname), ', ' order by attnum) into columns
      from pg_attribute where attrelid = t.oid and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'org_id';
    execute format('insert into %s (org_id, %s) overriding system value select 100000 + n, %s from %s, generate_series(1, {organisations}) n where org_id = {school}',
      t.name, columns, columns, t.name);
  end loop;
end $$;
"""
