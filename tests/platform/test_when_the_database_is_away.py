"""While the database is away people get calm words, keep what they typed, and go on when it is back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event

from heft_platform.extensions import db
from heft_testing.browser import Browser
from heft_testing.doing import Started

BrowserOf = Callable[[str], Browser]


@pytest.fixture
def away(app: Flask) -> Callable[[], AbstractContextManager[None]]:
    """Let nobody connect to the database: `with away():`."""

    @contextmanager
    def without() -> Iterator[None]:
        with app.app_context():
            engines = list(db.engines.values())
        for engine in engines:
            engine.dispose()
            event.listen(engine, "do_connect", _refuse)
        yield
        for engine in engines:
            event.remove(engine, "do_connect", _refuse)

    return without


def _refuse(*_: object) -> None:
    raise psycopg.OperationalError("connection refused")


def test_a_page_says_that_the_records_are_away(
    browser_of: BrowserOf, away: Callable[[], AbstractContextManager[None]]
) -> None:
    sam = browser_of("sam-patel")
    with away():
        page = sam.visit("/s/oakfield/pupils?page=1", status=503)
        assert page.heading == "We cannot reach the records just now"
        assert page.link("try again") == "/s/oakfield/pupils?page=1"

    assert sam.follow("try again").heading == "Pupils"


def test_what_was_typed_waits_in_the_page_and_is_sent_again(
    browser_of: BrowserOf, running: Started, away: Callable[[], AbstractContextManager[None]]
) -> None:
    sam = browser_of("sam-patel")
    sam.visit(running.path)
    with away():
        page = sam.press("Save to Oakfield Primary", status=503, body="She came in calmly & stayed.")
        assert "She came in calmly & stayed." in page.text

    page = sam.press("Send it again")
    assert page.heading
    assert "She came in calmly & stayed." in sam.visit(running.path).text


@pytest.mark.parametrize("name", ["", "plan.pdf"])
def test_what_was_typed_beside_a_file_waits_and_the_file_is_asked_for_again(
    browser_of: BrowserOf,
    running: Started,
    away: Callable[[], AbstractContextManager[None]],
    name: str,
) -> None:
    sam = browser_of("sam-patel")
    sam.visit(f"{running.pupil_path}/entries/plan/new")
    file = (BytesIO(b"%PDF" if name else b""), name)  # as browsers send it where none was chosen
    with away():
        page = sam.press("Save the", status=503, words="Two hours of help a week", file=file)

    assert "Two hours of help a week" in page.text
    assert ("Send it again" in page.text) == (name == "")
    assert ("no page can keep a file" in page.text) == (name != "")


def test_a_password_does_not_wait_in_a_page(
    app: Flask, away: Callable[[], AbstractContextManager[None]]
) -> None:
    somebody = Browser(app)
    somebody.visit("/sign-in")
    with away():
        page = somebody.press("Sign in", status=503, email="sam@oakfield.example", password="correct horse")
    assert "correct horse" not in str(page.soup)
