"""A test begins with the rows that it asks for, whatever the test before has done to them."""

from dataclasses import replace

import psycopg
import pytest
from flask import Flask

from heft_testing.contents import Contents
from heft_testing.database import ServerOfTests
from heft_testing.places import Places

SAME = "select oid from pg_database where datname = current_database()"


@pytest.fixture
def at_first(app: Flask, server: ServerOfTests) -> Contents:
    return server.read()


@pytest.mark.parametrize(
    "deed",
    [
        "insert into shared.cluster values (99, 'Elsewhere')",
        "update shared.cluster set name = 'Elsewhere'",
        "delete from owned.trail",
        "delete from shared.term; insert into shared.cluster values (98, 'Nowhere')",
    ],
)
def test_rows_are_put_back_in_place(at_first: Contents, server: ServerOfTests, deed: str) -> None:
    database = server.run(SAME)
    server.run(deed)

    assert server.put_back(at_first)
    assert server.read().marks == at_first.marks
    assert server.run(SAME) == database


def test_a_place_is_put_in_place_of_another(places: Places, app: Flask, server: ServerOfTests) -> None:
    begun = server.read()
    places.begin_at("running")
    running = server.read()

    places.begin_as_it_begins()
    assert server.read().marks == begun.marks
    places.begin_at("running")
    assert server.read().marks == running.marks
    assert running.marks != begun.marks


@pytest.mark.parametrize(
    "deed",
    [
        "alter table owned.pupil disable row level security",
        "alter table owned.pupil disable trigger user",
        "create index on shared.cluster (name)",
        "grant delete on owned.trail to heft_visitor",
        "create or replace function fence.ours() returns int language sql return 1",
        "alter role heft_app in database heft set work_mem = '1MB'",
        "grant create on database heft to heft_app",
        "create table public.of_a_test ()",
        "truncate owned.note",
        "drop table owned.note cascade",
        "analyze owned.pupil",
    ],
)
def test_where_more_than_rows_was_changed_the_database_is_thrown_away(
    at_first: Contents, places: Places, server: ServerOfTests, deed: str
) -> None:
    database = server.run(SAME)
    server.run(deed)

    assert not server.put_back(at_first)
    places.begin_as_it_begins()
    assert server.run(SAME) != database


def test_whoever_is_still_at_work_is_ended(at_first: Contents, server: ServerOfTests) -> None:
    with psycopg.connect(server.superuser_url) as forgotten:
        forgotten.execute("update shared.cluster set name = 'Held'")

        assert server.put_back(at_first)
        with pytest.raises(psycopg.OperationalError):
            forgotten.execute("select 1")
    assert server.read().marks == at_first.marks


def test_what_stays_is_found_and_named(at_first: Contents, server: ServerOfTests) -> None:
    wanted = replace(at_first, marks=at_first.marks | {"owned.pupil": "of other rows"})

    with pytest.raises(AssertionError, match=r"owned\.pupil"):
        server.put_back(wanted)
