"""A file of records waits for whoever confirms it, is imported once, is tried again, and goes when nobody wants it any more."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import clock
from heft_platform.records import services
from heft_platform.records.models import Incident, RecordImport
from heft_platform.records.services import carrying_out
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests, let_everything_be_due
from heft_testing.doing import do_all_work
from heft_testing.imports import BEHAVIOUR, IMPORT, choose, facts, number_of
from heft_workers.looking_after import find_and_mend
from heft_workers.queues import QUEUES

BrowserOf = Callable[[str], Browser]
ActingAs = Callable[..., AbstractContextManager[Session]]
TodayIs = Callable[..., AbstractContextManager[None]]
GONE = "This file no longer waits: another was chosen after it, or it waited for more than a day."


def test_a_file_waits_for_its_own_school_and_is_imported_once(
    at_oakfield: Browser, browser_of: BrowserOf
) -> None:
    waiting = choose(at_oakfield, "incident", BEHAVIOUR).path
    browser_of("bronwen-hughes").visit(waiting.replace("oakfield", "hillside"), status=404)
    for slug in ("carl-dunne", "daniel-lee", "bronwen-hughes"):
        browser_of(slug).visit(IMPORT, status=404)
    at_oakfield.press("Import 2 rows")
    at_oakfield.post(waiting)  # pressed twice
    assert at_oakfield.page.heading == "Importing records"
    do_all_work(at_oakfield)

    assert "2 new, 0 changed" in at_oakfield.visit("/s/oakfield/records").text
    browser_of("aisha-khan").visit(waiting)
    browser_of("bronwen-hughes").visit(waiting.replace("oakfield", "hillside"), status=404)


def test_another_file_takes_the_place_of_one_that_waits(at_oakfield: Browser) -> None:
    waiting = choose(at_oakfield, "incident", BEHAVIOUR).path
    choose(at_oakfield, "incident", BEHAVIOUR)

    page = at_oakfield.post(waiting)

    assert page.messages == [GONE]


def test_what_somebody_else_chose_is_imported_in_the_name_of_whoever_confirms_it(
    at_oakfield: Browser, browser_of: BrowserOf, acting_as: ActingAs
) -> None:
    waiting = choose(at_oakfield, "incident", BEHAVIOUR).path
    aisha = browser_of("aisha-khan")
    aisha.visit(waiting)

    assert "by Aisha Khan" in aisha.press("Import 2 rows").text
    do_all_work(aisha)

    assert "2 new, 0 changed" in aisha.visit("/s/oakfield/records").text
    assert "What you imported" not in at_oakfield.visit("/s/oakfield/records").text
    with acting_as("sam-patel") as session:
        assert set(session.scalars(select(Incident.recorder_name))) == {"Aisha Khan"}


def test_carried_out_twice_it_is_imported_once(at_oakfield: Browser, acting_as: ActingAs) -> None:
    path = choose(at_oakfield, "incident", BEHAVIOUR).path
    at_oakfield.press("Import 2 rows")
    import_id = UUID(path.rpartition("/")[2])
    with acting_as("sam-patel") as session:  # two workers read the same file, and both save
        file = services.file_to_import(session, import_id=import_id, today=clock.today())
        assert file is not None
        read = file.read()
        for _ in range(2):
            services.carry_out(session, import_id=import_id, read=read, now=clock.now(), today=clock.today())
            session.commit()
        assert services.file_to_import(session, import_id=import_id, today=clock.today()) is None
    do_all_work(at_oakfield)

    assert number_of(acting_as, Incident) == 2
    assert facts(at_oakfield.visit(path))["New"] == "2"


def test_a_try_that_fails_saves_nothing_and_the_next_imports(
    at_oakfield: Browser, acting_as: ActingAs, server: ServerOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = choose(at_oakfield, "incident", BEHAVIOUR).path
    at_oakfield.press("Import 2 rows")
    with monkeypatch.context() as broken:
        broken.setattr(carrying_out, "_change", _broken)
        do_all_work(at_oakfield)
    page = at_oakfield.visit(path)
    assert "The last try did not succeed. Nothing of it was saved" in page.text
    assert number_of(acting_as, Incident) == 0

    let_everything_be_due(server)
    do_all_work(at_oakfield)
    assert facts(at_oakfield.visit(path))["New"] == "2"
    assert number_of(acting_as, Incident) == 2


def test_an_import_that_was_given_up_says_what_to_do_and_keeps_no_file(
    at_oakfield: Browser, acting_as: ActingAs, server: ServerOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = choose(at_oakfield, "incident", BEHAVIOUR).path
    at_oakfield.press("Import 2 rows")
    with monkeypatch.context() as broken:
        broken.setattr(carrying_out, "_change", _broken)
        for _ in range(QUEUES["exports"].gives_up_after or 0):
            let_everything_be_due(server)
            do_all_work(at_oakfield)
    assert at_oakfield.visit(path).heading == "The file could not be imported"
    with acting_as("sam-patel") as session:
        assert find_and_mend(session) == []

    page = at_oakfield.visit(path)
    assert page.heading == "The file could not be imported"
    assert "Nothing of export.csv was saved, and the file is not kept. Choose the file again" in page.text
    assert "nothing was saved. Choose the file again" in at_oakfield.visit("/s/oakfield/records").text
    with acting_as("sam-patel") as session:
        assert [(one.state, one.text) for one in session.scalars(select(RecordImport))] == [("given_up", "")]
    assert at_oakfield.post(path).heading == "The file could not be imported"
    do_all_work(at_oakfield)
    assert number_of(acting_as, Incident) == 0


def test_a_file_that_waited_for_more_than_a_day_is_imported_no_more_and_goes(
    at_oakfield: Browser, acting_as: ActingAs, today_is: TodayIs
) -> None:
    path = choose(at_oakfield, "incident", BEHAVIOUR).path
    preview = at_oakfield.page

    with today_is(clock.now() + timedelta(hours=25)):
        at_oakfield.is_signed_in_as("sam-patel")
        page = at_oakfield.visit(path)
        assert page.heading == "The file no longer waits"
        assert "export.csv waited for more than a day, so it can no longer be imported." in page.text
        at_oakfield.page = preview
        assert at_oakfield.press("Import 2 rows").messages == [GONE]
        do_all_work(at_oakfield)
        with acting_as("sam-patel") as session:
            find_and_mend(session)
        at_oakfield.visit(path, status=404)

    assert number_of(acting_as, Incident) == number_of(acting_as, RecordImport) == 0


def _broken(*_: object) -> None:
    raise ConnectionError
