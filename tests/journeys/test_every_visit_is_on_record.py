"""Whoever goes through a gate stands in the records of both sides: at the school first, and once for each visit."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from heft_platform import clock
from heft_platform.cases import services as cases
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests
from heft_testing.doing import Started

BrowserOf = Callable[[str], Browser]
TodayIs = Callable[..., AbstractContextManager[None]]
SCHOOL, AGENCY = (2, "gate.entered"), (4, "case.entered")
ENTRIES = "select org_id, action from owned.trail where action ~ 'entered$' order by at"


@pytest.fixture
def niamh(browser_of: BrowserOf) -> Browser:
    return browser_of("niamh-doherty")


def entries(server: ServerOfTests) -> list[tuple[int, str]]:
    return [(org, action) for org, action in server.run(ENTRIES)]


def test_a_visit_is_written_down_at_the_school_and_then_at_the_agency(
    niamh: Browser, joined: Started, server: ServerOfTests
) -> None:
    niamh.visit(joined.path)

    assert entries(server) == [SCHOOL, AGENCY]


def test_all_pages_of_half_an_hour_are_one_visit_and_later_ones_another(
    niamh: Browser, at_oakfield: Browser, joined: Started, server: ServerOfTests, today_is: TodayIs
) -> None:
    niamh.visit(joined.path)
    niamh.visit(joined.path + "/plan")
    niamh.visit(joined.path)
    niamh.press("Save to Oakfield Primary", body="Walked the playground with her.")
    assert entries(server) == [SCHOOL, AGENCY]

    with today_is(clock.now() + timedelta(minutes=31)):
        niamh.visit(joined.path)

    assert entries(server) == [SCHOOL, AGENCY] * 2
    assert "2 visits" in at_oakfield.visit(joined.path + "/access").text
    assert "You were there 2 times" in niamh.visit("/outreach/cases").text


def test_nobody_goes_in_whom_the_school_cannot_write_down(
    niamh: Browser, joined: Started, server: ServerOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(cases, "note_entry_at_school", cannot)

    niamh.visit(joined.path, status=500)

    assert entries(server) == []


def test_a_gate_that_is_shut_is_no_visit(
    niamh: Browser, at_oakfield: Browser, joined: Started, server: ServerOfTests
) -> None:
    at_oakfield.visit(joined.path + "/access")
    at_oakfield.press("End access")

    niamh.visit(joined.path, status=410)

    assert entries(server) == []
    assert "You have not been there yet" in niamh.visit("/outreach/cases").text
