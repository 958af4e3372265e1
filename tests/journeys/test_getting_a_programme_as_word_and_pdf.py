"""Getting a programme as Word or PDF: asked for, made while one does something else, and fetched by those who may."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import docx
import pytest
from page import ValidationProfile, validate_pdf_bytes
from sqlalchemy import select

from heft_platform import clock, storage
from heft_platform.audit.models import Trail
from heft_platform.demo.opening import acting_as
from heft_platform.documents.paper import Paper
from heft_platform.documents.services import exports, making
from heft_platform.storage import LocalStore
from heft_testing.browser import Browser, Page
from heft_testing.database import ServerOfTests, let_everything_be_due
from heft_testing.doing import Started, ask_for_help, do_all_work
from heft_workers.queues import QUEUES

BrowserOf = Callable[[str], Browser]


def ask_for(browser: Browser, running: Started, form: str) -> str:
    """Ask for a file through the pages, and return the address of its page."""
    browser.visit(running.path)
    browser.follow("Get it as Word or PDF")
    return browser.press("Make the file", form=form).path


def fetch(browser: Browser) -> bytes:
    """Follow the link of the page at hand that downloads its file."""
    with browser.client.get(browser.page.link("Download"), follow_redirects=True) as answer:
        assert answer.status_code == 200
        return answer.get_data()


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.requirement("S001-96")
def test_a_pastoral_lead_gets_the_programme_as_pdf(at_oakfield: Browser, running: Started) -> None:
    path = ask_for(at_oakfield, running, "pdf")
    assert at_oakfield.page.heading == "Making your file"

    do_all_work(at_oakfield)
    page = at_oakfield.visit(path)

    assert page.heading == "Your file is ready"
    assert f"{running.reference}.pdf" in page.text
    report = validate_pdf_bytes(fetch(at_oakfield), profile=ValidationProfile.PDF_UA_1)
    assert report.rules.failed == 0


@pytest.mark.requirement("S001-96")
def test_a_pastoral_lead_gets_the_programme_as_word(at_oakfield: Browser, running: Started) -> None:
    path = ask_for(at_oakfield, running, "word")
    do_all_work(at_oakfield)
    at_oakfield.visit(path)

    document = docx.Document(BytesIO(fetch(at_oakfield)))

    assert document.paragraphs[0].text == f"Programme {running.reference}"
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Maya Brown" in cells
    assert "1. I start my work" in cells


def test_each_side_of_a_request_gets_its_own_copy_as_pdf(
    at_oakfield: Browser, browser_of: BrowserOf, running: Started
) -> None:
    ruth, marcus = browser_of("ruth-okonjo"), browser_of("marcus-bennett")
    request = ask_for_help(at_oakfield, running, approve_with=ruth)
    school_path, authority_path = f"{running.path}/requests/{request}/pdf", f"/la/requests/{request}/pdf"

    for browser, path in ((at_oakfield, school_path), (marcus, authority_path)):
        with browser.client.get(path) as answer:
            report = validate_pdf_bytes(answer.get_data(), profile=ValidationProfile.PDF_UA_1)
        assert report.rules.failed == 0
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{request}.pdf"'
    assert browser_of("bronwen-hughes").visit(school_path, status=404).heading == "Page not found"


def test_the_page_looks_again_by_itself_without_a_script_until_the_file_is_ready(
    at_oakfield: Browser, running: Started
) -> None:
    path = ask_for(at_oakfield, running, "pdf")
    assert "refresh" in str(at_oakfield.page.soup.find("noscript"))
    assert at_oakfield.page.soup.find("progress") is not None
    assert at_oakfield.follow("Check again").heading == "Making your file"

    do_all_work(at_oakfield)

    assert at_oakfield.visit(path).soup.find("noscript") is None


def test_a_file_is_sent_so_that_no_browser_shows_or_runs_it(at_oakfield: Browser, running: Started) -> None:
    path = ask_for(at_oakfield, running, "pdf")
    do_all_work(at_oakfield)

    with at_oakfield.client.get(f"{path}/file", follow_redirects=True) as answer:
        content = answer.get_data()

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{running.reference}.pdf"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.content_length == len(content)


def test_every_fetch_is_written_down(at_oakfield: Browser, running: Started) -> None:
    path = ask_for(at_oakfield, running, "pdf")
    do_all_work(at_oakfield)
    at_oakfield.visit(path)
    fetch(at_oakfield)
    fetch(at_oakfield)

    actions = _actions_about_export(at_oakfield, path)
    assert actions.count("export.asked") == 1
    assert actions.count("export.fetched") == 2


def test_an_address_that_was_copied_gives_nothing_to_those_who_may_not(
    at_oakfield: Browser, browser_of: BrowserOf, running: Started
) -> None:
    path = ask_for(at_oakfield, running, "pdf")
    do_all_work(at_oakfield)

    for stranger in ("bronwen-hughes", "marcus-bennett", "carl-dunne", "niamh-doherty"):
        browser = browser_of(stranger)
        for address in (path, f"{path}/file", f"{running.path}/files"):
            assert browser.visit(address, status=404).heading == "Page not found"
    signed_out = Browser(at_oakfield.app)
    assert signed_out.visit(f"{path}/file").path == "/sign-in"


def test_a_file_of_one_programme_is_not_found_under_another(
    at_oakfield: Browser, browser_of: BrowserOf, running: Started
) -> None:
    path = ask_for(at_oakfield, running, "pdf")
    export = path.rpartition("/")[2]

    for address in (
        f"/s/oakfield/programmes/PSP-222222/files/{export}",
        f"{running.path}/files/00000000-0000-7000-8000-000000000000",
    ):
        assert at_oakfield.visit(address, status=404).heading == "Page not found"


def test_neither_word_nor_pdf_is_a_problem_in_words(at_oakfield: Browser, running: Started) -> None:
    at_oakfield.visit(f"{running.path}/files")

    page = at_oakfield.press("Make the file", form="odt", status=422)

    assert page.problems == ["Select Word or PDF"]


def test_asking_twice_makes_one_file(at_oakfield: Browser, running: Started) -> None:
    first = ask_for(at_oakfield, running, "pdf")
    second = ask_for(at_oakfield, running, "pdf")

    assert first == second
    assert len(at_oakfield.visit(f"{running.path}/files").items) == 1


def test_what_is_made_again_holds_what_was_recorded_since(at_oakfield: Browser, running: Started) -> None:
    path = ask_for(at_oakfield, running, "word")
    do_all_work(at_oakfield)
    at_oakfield.visit(running.path)
    at_oakfield.press("Save to", body="A good week & <more>")
    at_oakfield.visit(path)

    again = at_oakfield.press("Make it again").path
    do_all_work(at_oakfield)
    at_oakfield.visit(again)

    assert again != path
    words = [one.text for one in docx.Document(BytesIO(fetch(at_oakfield))).paragraphs]
    assert any("A good week & <more>" in one for one in words)


def test_while_the_store_is_away_a_file_is_tried_again_by_itself(
    at_oakfield: Browser,
    running: Started,
    server: ServerOfTests,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    files = tmp_path / "files"
    monkeypatch.setitem(at_oakfield.app.extensions, "heft_store", LocalStore.opened(files))
    shutil.rmtree(files)
    path = ask_for(at_oakfield, running, "pdf")
    do_all_work(at_oakfield)
    page = at_oakfield.visit(path)
    assert page.heading == "Making your file"
    assert "The last try did not succeed" in page.text

    files.mkdir()
    let_everything_be_due(server)
    do_all_work(at_oakfield)

    assert at_oakfield.visit(path).heading == "Your file is ready"
    assert fetch(at_oakfield).startswith(b"%PDF")


def test_a_file_that_was_given_up_says_so_and_can_be_asked_for_again(
    at_oakfield: Browser,
    running: Started,
    server: ServerOfTests,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    files = tmp_path / "files"
    monkeypatch.setitem(at_oakfield.app.extensions, "heft_store", LocalStore.opened(files))
    shutil.rmtree(files)
    path = ask_for(at_oakfield, running, "word")
    for _ in range(QUEUES["exports"].gives_up_after or 0):
        do_all_work(at_oakfield)
        let_everything_be_due(server)
    assert at_oakfield.visit(path).heading == "Your file could not be made"

    files.mkdir()
    again = at_oakfield.press("Try again").path
    do_all_work(at_oakfield)

    assert again != path
    assert at_oakfield.visit(again).heading == "Your file is ready"


def test_the_page_says_how_far_the_file_has_come(
    at_oakfield: Browser, browser_of: BrowserOf, running: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ask_for(at_oakfield, running, "word")
    seen = [stage_of(at_oakfield.page)]
    make, put = making.MAKERS["word"], storage.keep

    def look_meanwhile() -> None:
        seen.append(stage_of(browser_of("sam-patel").visit(path)))

    def made(paper: Paper) -> bytes:
        look_meanwhile()
        return make(paper)

    def kept(*file: Any, **key: Any) -> storage.Kept:
        look_meanwhile()
        return put(*file, **key)

    monkeypatch.setitem(making.MAKERS, "word", made)
    monkeypatch.setattr(storage, "keep", kept)
    do_all_work(at_oakfield)

    assert seen == [
        "Waiting for its turn",
        "Writing the file from what is recorded",
        "Storing the file in the school’s own place",
    ]


def stage_of(page: Page) -> str:
    return " ".join(page.soup.select_one(".heft-stages [aria-current=step]").get_text(" ").split())


def test_a_file_that_has_left_the_store_is_said_to_be_gone(
    at_oakfield: Browser, running: Started, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = ask_for(at_oakfield, running, "pdf")
    do_all_work(at_oakfield)
    monkeypatch.setitem(at_oakfield.app.extensions, "heft_store", LocalStore.opened(tmp_path / "empty"))
    assert at_oakfield.visit(f"{path}/file", status=410).heading == "The file is no longer there"

    monkeypatch.setitem(at_oakfield.app.extensions, "heft_store", LocalStore(tmp_path / "not-mounted"))
    page = at_oakfield.visit(f"{path}/file", status=503)

    assert page.heading == "The file cannot be fetched now"


def test_a_file_is_deleted_after_a_day_and_can_be_made_again(
    at_oakfield: Browser,
    running: Started,
    server: ServerOfTests,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setitem(at_oakfield.app.extensions, "heft_store", LocalStore.opened(tmp_path))
    path = ask_for(at_oakfield, running, "pdf")
    do_all_work(at_oakfield)
    assert len(files_in(tmp_path)) == 1

    with clock.stopped_at(clock.now() + timedelta(hours=24, minutes=1)):
        at_oakfield.sign_in_as("sam-patel")
        assert at_oakfield.visit(f"{path}/file", status=410).heading == "The file is no longer there"
        let_everything_be_due(server)
        do_all_work(at_oakfield)
        assert files_in(tmp_path) == []
        assert at_oakfield.visit(path).heading == "The file is no longer there"
        assert at_oakfield.press("Make it again").heading == "Making your file"


def test_a_file_that_waits_for_long_says_that_nothing_is_lost(
    at_oakfield: Browser, running: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ask_for(at_oakfield, running, "pdf")
    assert "longer than usual" not in at_oakfield.page.text

    monkeypatch.setattr(exports, "SLOW", exports.SLOW * 0)

    assert "Your file waits, and nothing is lost" in at_oakfield.visit(path).text


def _actions_about_export(browser: Browser, path: str) -> list[str]:
    with browser.app.app_context(), acting_as("sam-patel") as session:
        export_id = UUID(path.rpartition("/")[2])
        about_it = select(Trail.action).where(Trail.thing_id == export_id).order_by(Trail.seq.desc())
        return list(session.scalars(about_it))
