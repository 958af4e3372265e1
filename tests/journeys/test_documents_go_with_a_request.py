"""A school adds documents to what it sends, and the authority opens its own copies of them."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from flask import Flask
from PIL import Image

from heft_platform import clock
from heft_platform.demo import opening
from heft_platform.documents.pdf import make_pdf
from heft_platform.storage import LocalStore, StoreUnavailableError
from heft_testing.browser import Browser, Page
from heft_testing.database import ServerOfTests, let_everything_be_due
from heft_testing.doing import Started, do_all_work
from heft_testing.papers import EVERY_PIECE, paper_of
from heft_testing.places import Asked

BrowserOf = Callable[[str], Browser]
GO_ON = "Go on with the request"


@pytest.fixture(autouse=True)
def store(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> LocalStore:
    """An empty store."""
    empty = LocalStore.opened(tmp_path / "files")
    monkeypatch.setitem(app.extensions, "heft_store", empty)
    return empty


@pytest.fixture(scope="module")
def a_pdf() -> bytes:
    return make_pdf(paper_of(*EVERY_PIECE))


def a_photo() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(written, "JPEG")
    return written.getvalue()


def add(browser: Browser, *files: tuple[bytes, str], status: int = 200) -> Page:
    chosen = [(io.BytesIO(content), name) for content, name in files]
    return browser.press("Add to the request", files=chosen, status=status)


def fetched(browser: Browser, path: str) -> bytes:
    with browser.client.get(path, follow_redirects=True) as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert "Maya" not in answer.headers["Content-Disposition"]
        return answer.get_data()


def in_the_database(server: ServerOfTests, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.superuser_url) as superuser:
        return superuser.execute(statement.encode()).fetchall()


@pytest.fixture
def written(at_oakfield: Browser, offered: Asked) -> str:
    """A request that waits for the headteacher, with Sam at the page of its documents."""
    at_oakfield.visit(f"{offered.programme.path}/requests/{offered.request}/documents")
    return offered.request


@pytest.fixture
def running(offered: Asked) -> Started:
    return offered.programme


def test_documents_go_with_a_request_and_the_officer_opens_them(
    at_oakfield: Browser, running: Started, written: str, browser_of: BrowserOf, a_pdf: bytes
) -> None:
    page = add(at_oakfield, (a_pdf, "Maya’s report.pdf"), (a_photo(), "drawing.JPG"))
    assert page.text.count("Being prepared") == 2
    assert "Maya’s report.pdf" in page.text

    ruth = browser_of("ruth-okonjo")
    ruth.visit(f"{running.path}/requests/{written}/check")
    page = ruth.press("Approve and send", status=422)
    assert "A document is still being prepared" in page.text

    do_all_work(at_oakfield)
    assert at_oakfield.visit(at_oakfield.page.path).text.count("Ready") == 2
    ruth.visit(f"{running.path}/requests/{written}/check")
    ruth.press("Approve and send")
    do_all_work(at_oakfield)

    marcus = browser_of("marcus-bennett")
    marcus.visit(f"/la/requests/{written}")
    assert fetched(marcus, marcus.page.link("Maya’s report.pdf")) == a_pdf
    assert fetched(marcus, marcus.page.link("drawing.JPG")).startswith(b"\xff\xd8\xff")
    at_oakfield.visit(f"{running.path}/requests/{written}")
    assert fetched(at_oakfield, at_oakfield.page.link("Maya’s report.pdf")) == a_pdf
    assert fetched(at_oakfield, f"{running.path}/requests/{written}/pdf").startswith(b"%PDF")
    assert at_oakfield.visit(f"{running.path}/requests/{written}/documents").path.endswith(written)


def test_documents_go_with_an_answer(
    at_oakfield: Browser, asked: Asked, browser_of: BrowserOf, a_pdf: bytes
) -> None:
    marcus = browser_of("marcus-bennett")
    marcus.visit(f"/la/requests/{asked.request}")
    marcus.press("Acknowledge to Oakfield Primary")
    marcus.press("Ask Oakfield Primary", question="May we see the last report?")
    at_oakfield.visit(f"{asked.programme.path}/requests/{asked.request}")
    at_oakfield.follow("Add documents")
    add(at_oakfield, (a_pdf, "last report.pdf"))
    at_oakfield.follow(GO_ON)
    page = at_oakfield.press("Send to Fellside Council", words="Here it is.", status=422)
    assert "Wait a moment and send again" in page.text
    assert page.soup.find("textarea", id="words").text == "Here it is."  # type: ignore[union-attr]

    do_all_work(at_oakfield)
    page = at_oakfield.press("Send to Fellside Council")

    assert "Your answer is before Fellside Council" in page.text
    marcus.visit(f"/la/requests/{asked.request}")
    assert fetched(marcus, marcus.page.link("last report.pdf")) == a_pdf
    assert "Add documents" not in page.text


def test_what_is_refused_is_said_in_words_and_what_is_good_beside_it_stays(
    at_oakfield: Browser, written: str, a_pdf: bytes
) -> None:
    page = add(at_oakfield, (a_pdf, "good.pdf"), (b"<svg onload='x'/>", "bad.svg"), status=422)

    assert "The selected file must be a PDF, a Word document (.docx), a PNG or a JPEG" in page.text
    assert "1 document chosen" in page.text
    assert "Select a file" in add(at_oakfield, status=422).text


def test_a_document_can_be_opened_and_removed_before_it_goes(
    at_oakfield: Browser, written: str, store: LocalStore, server: ServerOfTests, a_pdf: bytes
) -> None:
    add(at_oakfield, (a_pdf, "report.pdf"))
    assert fetched(at_oakfield, at_oakfield.page.link("report.pdf")) == a_pdf
    do_all_work(at_oakfield)
    assert len(list(store.keys("1/"))) == 1

    page = at_oakfield.press("Remove")
    assert "No documents yet" in page.text
    assert_nothing_is_left(at_oakfield, server, store)


def test_the_documents_of_a_request_that_is_taken_back_are_destroyed(
    at_oakfield: Browser,
    running: Started,
    written: str,
    store: LocalStore,
    server: ServerOfTests,
    a_pdf: bytes,
) -> None:
    add(at_oakfield, (a_pdf, "report.pdf"), (a_photo(), "drawing.jpg"))
    do_all_work(at_oakfield)
    at_oakfield.visit(f"{running.path}/requests/{written}/check")

    at_oakfield.press("Take this request back")

    assert_nothing_is_left(at_oakfield, server, store)


def assert_nothing_is_left(browser: Browser, server: ServerOfTests, store: LocalStore) -> None:
    let_everything_be_due(server)
    do_all_work(browser)
    for table in ("file", "file_piece", "file_copy", "request_file"):
        assert in_the_database(server, f"select 1 from owned.{table}") == []  # noqa: S608
    assert [*store.keys("1/"), *store.keys("2/files/")] == []


def test_a_document_that_is_added_makes_what_the_head_was_shown_old(
    at_oakfield: Browser, running: Started, written: str, browser_of: BrowserOf, a_pdf: bytes
) -> None:
    ruth = browser_of("ruth-okonjo")
    ruth.visit(f"{running.path}/requests/{written}/check")
    add(at_oakfield, (a_pdf, "report.pdf"))
    do_all_work(at_oakfield)

    assert "since you opened the page" in ruth.press("Approve and send", status=422).text


def test_a_copy_that_could_not_be_made_can_be_made_again(
    at_oakfield: Browser, written: str, server: ServerOfTests, a_pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(at_oakfield, (a_pdf, "report.pdf"))
    with monkeypatch.context() as away:
        away.setattr(LocalStore, "put", _is_away)
        for _ in range(7):
            do_all_work(at_oakfield)
            let_everything_be_due(server)
    assert "Not prepared" in at_oakfield.visit(at_oakfield.page.path).text

    at_oakfield.press("Try again")
    do_all_work(at_oakfield)

    assert "Ready" in at_oakfield.visit(at_oakfield.page.path).text


def test_every_time_somebody_opens_a_document_it_is_written_down(
    at_oakfield: Browser, written: str, server: ServerOfTests, a_pdf: bytes
) -> None:
    add(at_oakfield, (a_pdf, "report.pdf"))
    for _ in range(2):
        fetched(at_oakfield, at_oakfield.page.link("report.pdf"))

    written_down = in_the_database(
        server, "select action, person_id from owned.trail where thing = 'file' order by seq"
    )
    with at_oakfield.app.app_context():
        sam = opening.id_of("sam-patel")
    assert written_down == [("file.brought", sam), ("file.fetched", sam), ("file.fetched", sam)]


# The address that gives a file


@pytest.fixture
def short_link(at_oakfield: Browser, written: str, a_pdf: bytes) -> str:
    add(at_oakfield, (a_pdf, "report.pdf"))
    answer = at_oakfield.client.get(at_oakfield.page.link("report.pdf"))
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_the_address_of_a_file_is_good_for_a_minute_in_its_session_alone(
    at_oakfield: Browser, short_link: str, browser_of: BrowserOf, a_pdf: bytes
) -> None:
    assert fetched(at_oakfield, short_link) == a_pdf
    for elsewhere in (browser_of("sam-patel"), browser_of("ruth-okonjo"), browser_of("bronwen-hughes")):
        elsewhere.visit(short_link, status=404)
    assert Browser(at_oakfield.app).client.get(short_link).status_code == 303  # to the page for signing in

    with clock.stopped_at(clock.now() + timedelta(seconds=61)):
        page = at_oakfield.visit(short_link, status=410)
        assert page.heading == "This link is over"
        assert fetched(at_oakfield, page.link("Get the file again")) == a_pdf


def test_an_address_that_was_changed_leads_nowhere(at_oakfield: Browser, short_link: str) -> None:
    path, _, link = short_link.partition("?link=")
    for changed in ("", "x", "x.y", link[:-1], f"x{link}", link.swapcase()):
        at_oakfield.visit(f"{path}?link={changed}", status=404)


def test_the_address_of_one_file_gives_no_other(at_oakfield: Browser, short_link: str) -> None:
    path, _, link = short_link.partition("?")
    other = path.replace(path.split("/")[-2], str(UUID(int=1)))

    at_oakfield.visit(f"{other}?{link}", status=404)


def test_an_address_of_a_minute_ago_gives_nothing_to_somebody_who_has_left(
    at_oakfield: Browser, short_link: str, server: ServerOfTests
) -> None:
    with psycopg.connect(server.superuser_url, autocommit=True) as superuser:
        superuser.execute("update ident.membership set role = 'teacher' where role = 'pastoral_lead'")
    at_oakfield.visit(short_link, status=404)
    with psycopg.connect(server.superuser_url, autocommit=True) as superuser:
        superuser.execute("update ident.membership set ends_on = current_date - 1")
    at_oakfield.visit(short_link, status=404)


def test_an_address_of_a_document_that_was_removed_gives_nothing(
    at_oakfield: Browser, short_link: str
) -> None:
    at_oakfield.press("Remove")
    at_oakfield.visit(short_link, status=404)


def test_a_store_that_is_away_is_said_in_words(
    at_oakfield: Browser, short_link: str, store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_all_work(at_oakfield)
    with monkeypatch.context() as away:
        away.setattr(LocalStore, "stream", _is_away)
        assert at_oakfield.visit(short_link, status=503).heading == "The file cannot be fetched now"
    store.delete_all("2/")
    assert at_oakfield.visit(short_link, status=410).heading == "The file is no longer there"


def _is_away(*_: object) -> None:
    raise StoreUnavailableError
