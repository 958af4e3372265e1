"""The application’s roles own nothing, are nothing else, and see nothing without a context."""

import psycopg
import pytest
from psycopg import sql

from heft_tenants import preparing
from heft_tenants.context import Context
from heft_testing.database import ServerOfTests

ROLES = ("app", "visitor", "admin", "signin", "worker")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("other", ["heft_owner", "heft_fence", "postgres"])
def test_a_role_cannot_become_another(server: ServerOfTests, role: str, other: str) -> None:
    with (
        psycopg.connect(server.role_urls[role]) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(f"set role {other}".encode())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "climb",
    [
        "create table owned.mine (id int)",
        "create temp table mine (id int)",
        "create function pg_temp.mine() returns int language sql as 'select 1'",
        "alter table owned.member disable row level security",
        "create policy mine on owned.member using (true)",
        "truncate owned.member",
        "select * from fence.ctx_key",
        "select * from fence.due",
    ],
)
def test_a_role_cannot_climb(server: ServerOfTests, role: str, climb: str) -> None:
    _is_refused(server, role, climb)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("climb", "where"),
    [
        ("do $$ begin end $$", "plpgsql"),
        ("select lo_create(0)", "lo_create(oid)"),
        ("select pg_advisory_lock(1)", "pg_advisory_lock(bigint)"),
        ("select * from pg_stat_activity", "pg_stat_activity"),
    ],
)
def test_what_postgres_opens_to_everybody_is_closed_or_named(
    server: ServerOfTests, role: str, climb: str, where: str
) -> None:
    if server.has_superuser:
        _is_refused(server, role, climb)
    else:
        left_open = preparing.left_open_by_the_provider(server.migrator_url)
        assert {where, f"heft_{role} {where}"} & {fault.where for fault in left_open}


def _is_refused(server: ServerOfTests, role: str, climb: str) -> None:
    with (
        psycopg.connect(server.role_urls[role]) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(climb.encode())


@pytest.mark.parametrize(
    ("role", "table"),
    [
        ("app", "owned.member"),
        ("worker", "owned.member"),
        ("app", "letterbox.letter"),
        ("admin", "shared.organisation"),
    ],
)
@pytest.mark.usefixtures("app")
def test_without_a_context_there_are_no_rows(server: ServerOfTests, role: str, table: str) -> None:
    with psycopg.connect(server.role_urls[role]) as connection:
        count = sql.SQL("select count(*) from {}").format(sql.Identifier(*table.split(".")))
        counted = connection.execute(count).fetchone()

    assert counted == (0,)


def test_a_setting_made_by_hand_is_no_context(server: ServerOfTests) -> None:
    forged = "1|org|2|1|0|0|0|9999999999|0011223344556677|" + "0" * 64
    with psycopg.connect(server.role_urls["app"]) as connection:
        connection.execute("select set_config('heft.ctx', %s, true)", (forged,))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select count(*) from owned.member")


@pytest.mark.parametrize("role", ["visitor", "admin", "worker"])
def test_a_token_of_one_role_is_worth_nothing_to_another(server: ServerOfTests, role: str) -> None:
    token = server.signer.mint(Context(kind="org", org=2, cluster=1))
    with psycopg.connect(server.role_urls[role]) as connection:
        connection.execute("select set_config('heft.ctx', %s, true)", (token,))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select fence.org()")
