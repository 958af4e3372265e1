"""A table has the fence that its model declares, and whoever forgets a part of it is told what to write."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from heft_platform.accounts.models import Person
from heft_platform.library.models import Template
from heft_platform.models import Table
from heft_platform.programmes.models import Note
from heft_tenants import preparing
from heft_tenants.fences import fence_of, raise_fence
from heft_tenants.letters import Letter
from heft_testing.database import ServerOfTests

MODELS = sorted((mapper.class_ for mapper in Table.registry.mappers), key=lambda model: model.__name__)
PARTS = """
select 'policy ' || polname, polcmd::text, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid), role::regrole::text
  from pg_policy, unnest(polroles) role where polrelid = %(table)s::regclass
union all select 'grant of ' || privilege, attname, '', '', role
  from pg_attribute, unnest(array['SELECT', 'INSERT', 'UPDATE']) privilege, unnest(%(roles)s::text[]) role
 where attrelid = %(table)s::regclass and attnum > 0 and has_column_privilege(role, attrelid, attnum, privilege)
union all select 'grant of DELETE', '', '', '', role from unnest(%(roles)s::text[]) role
 where has_table_privilege(role, %(table)s::regclass, 'DELETE')
union all select 'row security', relrowsecurity::text, relforcerowsecurity::text, '', ''
  from pg_class where oid = %(table)s::regclass
union all select 'trigger', tgname, tgfoid::regproc::text, tgenabled::text, ''
  from pg_trigger where tgrelid = %(table)s::regclass and not tgisinternal
union all select 'no statistics', attname, '', '', ''
  from pg_attribute where attrelid = %(table)s::regclass and attstattarget = 0 and not attisdropped
"""
ROLES = [f"heft_{role}" for role in (*preparing.LOGIN_ROLES, "eraser")]
ONE_OF_EACH_KIND = (Note, Letter, Template, Person)
FORGOTTEN = [
    pytest.param(model, statement, id=statement[:70])
    for model in ONE_OF_EACH_KIND
    for statement in raise_fence(**fence_of(model))
]


@pytest.fixture
def owner(server: ServerOfTests) -> Iterator[psycopg.Connection]:
    """The owner of the tables, of whose deeds nothing stays."""
    with psycopg.connect(server.migrator_url) as migrator:
        migrator.execute("set local role heft_owner")
        yield migrator
        migrator.rollback()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__tablename__)
def test_a_table_has_the_fence_that_its_model_declares(owner: psycopg.Connection, model: type[Table]) -> None:
    missing = _parts_when_raised(owner, model) - _parts(owner, model.__table__.fullname)

    assert missing == set(), what_to_write(model)


@pytest.mark.parametrize(("model", "forgotten"), FORGOTTEN)
def test_whoever_forgets_a_part_is_told(
    owner: psycopg.Connection, model: type[Table], forgotten: str
) -> None:
    assert _parts_when_raised(owner, model) - _parts_when_raised(owner, model, forgotten=forgotten)


def test_a_table_without_a_fence_is_named_by_the_lint(owner: psycopg.Connection) -> None:
    owner.execute("create table owned.gossip (org_id int primary key, about text)")
    owner.execute("set local role none")

    faults = owner.execute(preparing.sql_file("lint").encode()).fetchall()

    assert {what for what, where in faults if where == "owned.gossip"} >= {
        "table without RLS and FORCE",
        "Owned table without the fence",
        "Owned table without freeze_keys trigger",
    }


def what_to_write(model: type[Table]) -> str:
    said = ", ".join(f"{name}={value!r}" for name, value in fence_of(model).items())
    return f"write in its migration: for statement in raise_fence({said}): op.execute(statement)"


def _parts_when_raised(
    owner: psycopg.Connection, model: type[Table], *, forgotten: str = ""
) -> set[tuple[Any, ...]]:
    """Return the parts of a fence, raised anew around a table of the same columns."""
    table = model.__table__.fullname
    another = f"{model.__kind__}.another"
    owner.execute(f"create table {another} (like {table} including generated)".encode())
    for statement in raise_fence(**fence_of(model) | {"table": another}):
        if statement.replace(another, table) != forgotten:
            owner.execute(statement.encode())
    parts = _parts(owner, another)
    owner.execute(f"drop table {another}".encode())
    return parts


def _parts(owner: psycopg.Connection, table: str) -> set[tuple[Any, ...]]:
    return set(owner.execute(PARTS, {"table": table, "roles": ROLES}).fetchall())
