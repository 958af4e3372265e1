"""The trail: every deed and every look, in the transaction of the deed, with the names of fields and no value."""

from collections.abc import Callable

import psycopg
import pytest
from flask import Flask

from heft_platform.demo import story
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests, let_go
from heft_testing.doing import Started
from heft_testing.places import Asked
from heft_testing.screens import lived_in

BrowserOf = Callable[[str], Browser]
# Written by no person's deed, but by the machinery, each for its reason.
NOBODYS_DEED = {
    "agency_case": "an invitation that arrives makes one",
    "export": "the worker says how far it is; who asked and who fetched is written down",
    "file": "the worker says where it lies; who brought and who fetched it is written down",
    "file_copy": "the worker says that it is there",
    "file_key": "comes with an organisation’s first member",
    "member": "the demonstration is opened by command",
    "message": "the worker says what was sent",
    "outbox": "what is to be done because of a deed",
    "pupil_import": "a file that is looked at before anything is done with it",
    "record_import": "a file that is looked at before anything is done with it",
    "trail": "itself",
    "trail_head": "itself",
    "triage": "a request that arrives makes one",
}


def in_the_database(server: ServerOfTests, statement: str) -> list[tuple[str, ...]]:
    with psycopg.connect(server.superuser_url) as superuser:
        return superuser.execute(statement.encode()).fetchall()


def owned_tables(server: ServerOfTests) -> list[str]:
    found = in_the_database(
        server, "select relname from pg_class where relnamespace = 'owned'::regnamespace and relkind = 'r'"
    )
    return [name for (name,) in found]


@pytest.mark.proof
def test_no_row_is_written_without_an_entry_in_the_same_transaction(
    app: Flask, server: ServerOfTests
) -> None:
    let_go(app)
    server.renew()  # a row that was put back no longer says in which transaction it was written
    with app.app_context():
        story.tell()
    lived_in(app)

    silent = {table for table in owned_tables(server) if is_silent(server, table)}

    assert silent - NOBODYS_DEED.keys() == set(), "record() what was done, in the service that does it"


def is_silent(server: ServerOfTests, table: str) -> bool:
    """Say whether a row of a table stands in a transaction that wrote nothing down."""
    found = in_the_database(
        server,
        f"select 1 from owned.{table} as row where not exists"  # noqa: S608  (a name from the catalogue)
        " (select from owned.trail as entry where entry.xmin = row.xmin) limit 1",
    )
    return bool(found)


def test_what_stands_once_alone_is_written_in_the_transaction_of_its_entry(
    at_oakfield: Browser, running: Started, server: ServerOfTests
) -> None:
    at_oakfield.visit(running.path + "/meetings")
    at_oakfield.follow("Prepare the 4-week review")
    whole = {"starts_at": "9am", "chair": "Ruth", "note_taker": "Sam", "pupil_part": "full"}
    at_oakfield.press("Save", **whole, place="The library")
    at_oakfield.visit(running.path + "/review")
    at_oakfield.press("Keep as a draft", summary="Mornings go well.")
    at_oakfield.visit(running.path + "/plan")
    at_oakfield.follow("Keep in our bank target 1")
    at_oakfield.press("Put it into our bank", need="Starting work", success="Writes a line")

    for table in ("meeting_plan", "meeting_draft", "own_bank_target"):
        assert in_the_database(server, f"select 1 from owned.{table} limit 1"), table  # noqa: S608
        assert not is_silent(server, table), f"{table}: no savepoint, see heft_platform.adding"


def test_the_trail_holds_names_of_fields_and_no_value(
    lived_in: dict[str, str], server: ServerOfTests
) -> None:
    details = in_the_database(server, "select distinct detail::text from owned.trail where detail <> '{}'")
    said = in_the_database(
        server,
        "select distinct word from owned.trail, jsonb_array_elements_text(detail -> 'fields') as word order by word",
    )

    assert len(details) > 5
    assert all(detail.startswith('{"fields": [') for (detail,) in details)
    assert [word for (word,) in said if not (word.replace("_", "").isalpha() and word == word.lower())] == []


def test_looking_at_a_pupil_and_at_a_programme_is_written_down(
    at_oakfield: Browser, started: Started, server: ServerOfTests
) -> None:
    at_oakfield.visit(started.pupil_path)
    at_oakfield.visit(started.path)

    entries = in_the_database(
        server,
        "select action, pupil_id::text, member.name from owned.trail join owned.member using (org_id, person_id)"
        " where owned.trail.org_id = 2 order by seq desc limit 3",
    )
    pupil_id = started.pupil_path.rpartition("/")[2]
    assert set(entries) == {
        ("programme.viewed", pupil_id, "Sam Patel"),
        ("pupil.viewed", pupil_id, "Sam Patel"),
    }


def test_a_deed_that_cannot_be_written_down_is_not_done(
    at_oakfield: Browser, running: Started, server: ServerOfTests
) -> None:
    at_oakfield.visit(running.path)
    in_the_database_commit(
        server, "alter table owned.trail add constraint full_up check (action <> 'note.added')"
    )

    at_oakfield.app.testing, was = False, at_oakfield.app.testing
    page = at_oakfield.press("Save to Oakfield Primary", status=500, body="Not to be kept")
    at_oakfield.app.testing = was

    assert page.heading == "Something went wrong"
    assert in_the_database(server, "select 1 from owned.note where body = 'Not to be kept'") == []


def test_each_side_of_a_request_writes_down_its_own_deeds(
    asked: Asked, browser_of: BrowserOf, server: ServerOfTests
) -> None:
    marcus = browser_of("marcus-bennett")
    marcus.visit(f"/la/requests/{asked.request}")
    marcus.press("Acknowledge to Oakfield Primary")

    entries = in_the_database(server, "select org_id, action from owned.trail where action like 'request.%'")

    assert (2, "request.sent") in entries
    assert (1, "request.viewed") in entries
    assert (1, "request.acknowledged") in entries
    assert (2, "request.acknowledged") not in entries


def in_the_database_commit(server: ServerOfTests, statement: str) -> None:
    with psycopg.connect(server.superuser_url, autocommit=True) as superuser:
        superuser.execute(statement.encode())
