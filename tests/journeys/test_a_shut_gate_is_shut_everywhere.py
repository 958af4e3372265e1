"""However access ends, it has ended at once: for a page that is open, a form that is filled in, a link, and work that was asked for."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from click.testing import CliRunner
from flask import Flask
from werkzeug.test import TestResponse

from heft_platform.extensions import db
from heft_platform.people import people
from heft_tenants import outbox
from heft_tenants.context import Context, working_as
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests
from heft_testing.doing import Started, do_all_work

End = Callable[[], None]
WRITTEN = "Walked the playground with her."
EARLIER = (
    "update owned.visit_grant set starts_at = starts_at - interval '2 days', expires_at = clock_timestamp()"
)


@pytest.fixture
def niamh(browser_of: Callable[[str], Browser], joined: Started) -> Browser:
    """Niamh at the open page of the programme."""
    niamh = browser_of("niamh-doherty")
    niamh.visit(joined.path)
    return niamh


@pytest.fixture(params=["ended by the school", "its day is over", "left the case", "left the agency"])
def end(
    request: pytest.FixtureRequest,
    app: Flask,
    at_oakfield: Browser,
    browser_of: Callable[[str], Browser],
    joined: Started,
    server: ServerOfTests,
) -> End:
    """One of the ways in which access ends. No work behind the pages is done meanwhile."""

    def by_the_school() -> None:
        at_oakfield.visit(joined.path + "/access")
        at_oakfield.press("End access")

    def left_the_case() -> None:
        herself = browser_of("niamh-doherty")
        herself.visit("/outreach/cases")
        herself.press("Leave")

    def left_the_agency() -> None:
        with app.app_context():
            done = CliRunner().invoke(people, ["leave", "niamh-doherty@quarry-bank.example", "quarry-bank"])
        assert done.exit_code == 0, done.output

    ways: dict[str, End] = {
        "ended by the school": by_the_school,
        "its day is over": lambda: _forget(server.run(EARLIER)),
        "left the case": left_the_case,
        "left the agency": left_the_agency,
    }
    return ways[request.param]


def test_an_open_page_shows_nothing_more(niamh: Browser, joined: Started, end: End) -> None:
    end()

    for path in (joined.path, joined.path + "/plan"):
        _tells_nothing(_at(niamh, path))


def test_an_open_form_is_not_taken_and_what_was_typed_comes_back(
    niamh: Browser, at_oakfield: Browser, joined: Started, end: End
) -> None:
    end()

    answer = _send(niamh, joined.path + "/notes", body=WRITTEN)

    assert answer.status_code in {401, 410}, "signed out with her agency, or told that it has ended"
    assert WRITTEN in answer.text
    assert WRITTEN not in at_oakfield.visit(joined.path).text


def test_a_file_address_leads_nowhere(niamh: Browser, joined: Started, end: End) -> None:
    end()

    for part in ("/files", "/access", "/requests/new"):
        _tells_nothing(_at(niamh, joined.path + part))


def test_work_that_was_asked_for_is_not_done(
    app: Flask, niamh: Browser, at_oakfield: Browser, joined: Started, end: End, server: ServerOfTests
) -> None:
    _ask_through_the_gate(app, server)
    end()
    do_all_work(at_oakfield)

    assert server.run("select state, last_error from owned.outbox where visit_id is not null") == [
        ("cancelled", "gate_closed")
    ]


def test_when_the_school_has_read_it_the_agency_sees_it_too(
    niamh: Browser, at_oakfield: Browser, joined: Started, end: End, server: ServerOfTests
) -> None:
    end()
    do_all_work(at_oakfield)

    assert "Open" not in at_oakfield.visit(joined.path + "/access").text.partition("Invite a team")[0]
    assert server.run(
        "select count(*) from owned.visit_grant where revoked_at is null and expires_at > now()"
    ) == [(0,)]


def test_an_agency_that_has_left_has_nobody_inside(
    niamh: Browser, joined: Started, server: ServerOfTests
) -> None:
    server.run("update shared.organisation set left_at = now() where org_id = 4")

    _tells_nothing(_at(niamh, joined.path))


def test_of_a_case_that_was_left_the_school_keeps_who_was_there(
    niamh: Browser, at_oakfield: Browser, joined: Started
) -> None:
    niamh.visit("/outreach/cases")
    page = niamh.press("Leave")
    assert page.messages == ["You left the case. The school is told."]
    do_all_work(at_oakfield)

    page = at_oakfield.visit(joined.path + "/access")
    assert "Niamh Doherty Ended" in page.text
    assert "1 visit" in page.text


def _at(browser: Browser, path: str) -> TestResponse:
    return browser.client.get(path, follow_redirects=True)


def _send(browser: Browser, path: str, **answers: str) -> TestResponse:
    """Send the form of the page that is open, whatever comes back."""
    (token,) = {str(one["value"]) for one in browser.page.soup.find_all("input", {"name": "csrf_token"})}
    return browser.client.post(path, data=answers | {"csrf_token": token}, follow_redirects=True)


def _tells_nothing(answer: TestResponse) -> None:
    assert answer.status_code in {404, 410} or answer.request.path == "/sign-in"
    for kept in ("Maya", "I start my work"):
        assert kept not in answer.text


def _forget(_: object) -> None:
    return None


def _ask_through_the_gate(app: Flask, server: ServerOfTests) -> None:
    """Ask for work as Niamh inside the gate, which visitors will when they may have files made."""
    ((person, programme, grant),) = server.run("select person_id, programme_id, id from owned.visit_grant")
    inside = Context(kind="visitor", org=2, cluster=1, person=person, programme=programme, grant=grant)
    with app.app_context(), working_as(inside):
        outbox.ask(db.session(), queue="exports", kind="documents.export", ref=uuid4())
        db.session.commit()
        db.session.remove()
