"""When a request has ended, each side erases its own copy of the letters, and the other side's stays whole."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from heft_platform.documents.pdf import make_pdf
from heft_platform.escalations.schemas import REASONS
from heft_platform.storage import LocalStore
from heft_platform.storage.store import place_of
from heft_testing.browser import Browser, Page
from heft_testing.database import ServerOfTests
from heft_testing.doing import do_all_work
from heft_testing.papers import EVERY_PIECE, paper_of
from heft_testing.places import Asked
from heft_workers.reconciling import reconciled

BrowserOf = Callable[[str], Browser]
DUE = "update fence.due set due_at = clock_timestamp(), ready = true"
QUESTION, REPLY, OUR_NOTE = "Who sits with him at lunch?", "Mr Dunne does.", "Ring the school on Monday."
ERASED = "Our copy is erased."
FELLSIDE, OAKFIELD = place_of(1), place_of(2)


@pytest.fixture(autouse=True)
def store(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> LocalStore:
    """An empty store."""
    empty = LocalStore.opened(tmp_path / "files")
    monkeypatch.setitem(app.extensions, "heft_store", empty)
    return empty


@pytest.fixture(scope="module")
def a_pdf() -> bytes:
    return make_pdf(paper_of(*EVERY_PIECE))


@pytest.fixture
def ruth(browser_of: BrowserOf) -> Browser:
    return browser_of("ruth-okonjo")


@pytest.fixture
def marcus(browser_of: BrowserOf) -> Browser:
    return browser_of("marcus-bennett")


@pytest.fixture
def ended(at_oakfield: Browser, marcus: Browser, asked: Asked, a_pdf: bytes) -> Asked:
    """A request that was answered and closed; a document went with the school's reply, and the officer made a note."""
    marcus.visit(f"/la/requests/{asked.request}")
    marcus.press("Keep the note", body=OUR_NOTE)
    marcus.press("Acknowledge to Oakfield Primary")
    marcus.press("Ask Oakfield Primary", question=QUESTION)
    at_oakfield.visit(f"{asked.programme.path}/requests/{asked.request}/documents")
    at_oakfield.press("Add to the request", files=[(io.BytesIO(a_pdf), "lunch.pdf")])
    do_all_work(at_oakfield)
    at_oakfield.follow("Go on with the request")
    at_oakfield.press("Send to Fellside Council", words=REPLY)
    marcus.visit(f"/la/requests/{asked.request}")
    marcus.press("Send to Oakfield Primary", decision="outreach", words="Quarry Bank will come.")
    marcus.press("Close the request", words="That is arranged.")
    do_all_work(at_oakfield)
    return asked


def erase_at_school(ruth: Browser, ended: Asked, *, status: int = 200, why: str = "asked_to") -> Page:
    ruth.visit(f"{ended.programme.path}/requests/{ended.request}/erase")
    return ruth.press("Erase our copy", why=why, status=status)


def erase_at_authority(marcus: Browser, ended: Asked, *, status: int = 200) -> Page:
    marcus.visit(f"/la/requests/{ended.request}/erase")
    return marcus.press("Erase our copy", why="kept_long_enough", status=status)


def documents_in(store: LocalStore) -> int:
    return len([*store.keys(OAKFIELD), *store.keys(FELLSIDE)])


def everything_due_is_done(browser: Browser, server: ServerOfTests) -> None:
    server.run(DUE)
    do_all_work(browser)


def test_the_school_erases_its_copy_and_the_authority_has_its_own(
    ruth: Browser, marcus: Browser, ended: Asked, a_pdf: bytes, store: LocalStore, server: ServerOfTests
) -> None:
    ruth.visit(f"{ended.programme.path}/requests/{ended.request}")
    ruth.follow("Erase our copy")
    page = ruth.press("Erase our copy", why="record_erased")

    assert ERASED in page.text
    assert "letters erased by Ruth Okonjo on" in page.text
    assert REASONS["record_erased"] in page.text
    assert QUESTION not in page.text
    assert REPLY not in page.text
    everything_due_is_done(ruth, server)
    assert documents_in(store) == 1, "the authority’s copy of the document"
    page = marcus.visit(f"/la/requests/{ended.request}")
    assert REPLY in page.text
    with marcus.client.get(page.link("lunch.pdf"), follow_redirects=True) as answer:
        assert answer.get_data() == a_pdf


def test_the_authority_erases_its_copy_with_its_documents_and_notes(
    ruth: Browser, marcus: Browser, ended: Asked, store: LocalStore, server: ServerOfTests
) -> None:
    page = erase_at_authority(marcus, ended)

    assert ERASED in page.text
    for gone in (QUESTION, REPLY, OUR_NOTE, "Maya"):
        assert gone not in page.text
    everything_due_is_done(ruth, server)
    assert documents_in(store) == 1, "the school’s own"
    assert REPLY in ruth.visit(f"{ended.programme.path}/requests/{ended.request}").text
    assert "Our copy is erased" in marcus.visit("/la/worklist?show=ended").text


def test_when_both_have_erased_nothing_is_left_but_that_there_was_a_request(
    ruth: Browser, marcus: Browser, ended: Asked, store: LocalStore, server: ServerOfTests
) -> None:
    erase_at_school(ruth, ended)
    erase_at_authority(marcus, ended)
    everything_due_is_done(ruth, server)

    assert documents_in(store) == 0
    with ruth.app.app_context():
        found = [one for step in reconciled() for one in step]
    assert found == [], "an erased letter is not a lost one"


def test_an_open_request_is_not_erased(ruth: Browser, marcus: Browser, asked: Asked) -> None:
    page = erase_at_school(ruth, asked, status=422)
    assert "This request has not ended. Close or withdraw it first" in page.text

    page = erase_at_authority(marcus, asked, status=422)
    assert "This request has not ended. Close or withdraw it first" in page.text
    assert "Erase our copy" not in marcus.visit(f"/la/requests/{asked.request}").text


def test_a_copy_is_erased_once_and_for_a_reason(ruth: Browser, ended: Asked) -> None:
    ruth.visit(f"{ended.programme.path}/requests/{ended.request}/erase")
    assert "Select why it is erased" in ruth.press("Erase our copy", status=422).text

    erase_at_school(ruth, ended)
    page = erase_at_school(ruth, ended, status=422)
    assert "Somebody has erased our copy already" in page.text


def test_who_does_not_answer_for_the_record_does_not_erase_it(at_oakfield: Browser, ended: Asked) -> None:
    path = f"{ended.programme.path}/requests/{ended.request}"
    assert "Erase our copy" not in at_oakfield.visit(path).text
    at_oakfield.visit(f"{path}/erase", status=404)


def test_a_request_whose_copy_is_erased_is_the_same_in_every_list(
    ruth: Browser, at_oakfield: Browser, ended: Asked
) -> None:
    erase_at_school(ruth, ended)

    assert "Our copy is erased" in at_oakfield.visit(f"{ended.programme.path}/requests/new").text
    with at_oakfield.client.get(f"{ended.programme.path}/requests/{ended.request}/pdf") as answer:
        assert answer.data.startswith(b"%PDF")
