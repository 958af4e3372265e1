"""The walker that `./infra/run --check` walks with, on a small site of its own."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest

from walker import NotThereError, Walker

PUPILS = """<!doctype html><title>Pupils</title><h1>Pupils</h1>
<table><tr><td>Jay Smith</td><td><a href="/start?id=7">Start a programme</a></td></tr>
<tr><td>Maya Brown</td><td><a href="/start?id=8">Start <b>a</b> programme</a></td></tr></table>
<a href="/file">Get the list</a> <p hidden>Nobody sees this</p>"""
START = """<!doctype html><title>Start</title><main><h1>Start a programme</h1>
<form method="post" action="/start"><input type="hidden" name="csrf" value="kept">
<input type="hidden" name="id" value="{id}">
<label for="why">Why now?</label><textarea id="why" name="why">
Before</textarea>
<fieldset><legend>Told the parent?</legend>
<input type="radio" id="t1" name="told" value="yes" checked><label for="t1">Yes</label>
<input type="radio" id="t2" name="told" value="no"><label for="t2">No</label></fieldset>
<fieldset><legend>Asked the pupil?</legend>
<input type="radio" id="a1" name="asked" value="yes"><label for="a1">Yes</label></fieldset>
<label for="who">Key worker</label><select id="who" name="who"><option value="1">Sam</option>
<option value="2">Daniel</option></select>
<input type="checkbox" id="c" name="notes" value="on" checked><label for="c">Share notes</label>
<button name="step" value="save">Save</button></form></main>"""


class Site(BaseHTTPRequestHandler):
    """Two pages, one form that answers 422 without a reason, and a page that changes when looked at again."""

    received: list[dict[str, str]] = []
    looks = 0

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == "/file":
            self.answer("Jay Smith\r\n", kind="text/csv")
        elif path == "/start":
            self.answer(START.format(id=dict(parse_qsl(query))["id"]))
        elif path == "/done":
            type(self).looks += 1
            self.answer(f"<h1>{'Ready' if self.looks > 2 else 'Being made'}</h1>")
        else:
            self.answer(PUPILS)

    def do_POST(self) -> None:
        said = dict(
            parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True)
        )
        self.received.append(said)
        if said["why"].strip():
            self.send_response(303)
            self.send_header("Location", "/done")
            self.end_headers()
        else:
            self.answer("<h1>There is a problem</h1>", status=422)

    def answer(self, body: str, *, status: int = 200, kind: str = "text/html") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        """Say nothing."""


@pytest.fixture
def walker() -> Iterator[Walker]:
    Site.received, Site.looks = [], 0
    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield Walker(f"http://127.0.0.1:{site.server_port}")
    site.shutdown()
    site.server_close()


def test_it_follows_the_link_that_stands_beside_a_name(walker: Walker) -> None:
    walker.open("/")
    walker.follow("Start a programme", beside="Maya Brown")
    walker.press("Save")
    assert Site.received[0]["id"] == "8"


def test_it_sends_what_the_page_held_and_what_was_answered(walker: Walker) -> None:
    walker.open("/start?id=7")
    walker.fill("Why now?", "Two suspensions")
    walker.choose("No", under="Told the parent?")
    walker.choose("Yes", under="Asked the pupil?")
    walker.fill("Key worker", "Daniel")
    walker.untick("Share notes")
    walker.press("Save")
    assert Site.received == [
        {
            "csrf": "kept",
            "id": "7",
            "why": "Two suspensions",
            "told": "no",
            "asked": "yes",
            "who": "2",
            "step": "save",
        }
    ]


def test_it_leaves_untouched_answers_as_they_were(walker: Walker) -> None:
    walker.open("/start?id=7")
    walker.press("Save")
    assert Site.received == [
        {"csrf": "kept", "id": "7", "why": "Before", "told": "yes", "who": "1", "notes": "on", "step": "save"}
    ]


def test_it_looks_again_until_the_page_says_it(walker: Walker) -> None:
    walker.open("/start?id=7")
    walker.press("Save")
    walker.wait_until_page_says("Ready", within=5)
    assert walker.heading == "Ready"


def test_a_refusal_is_expected_or_ends_the_walk(walker: Walker) -> None:
    walker.open("/start?id=7")
    walker.fill("Why now?", " ")
    walker.press("Save", expect=422)
    assert walker.heading == "There is a problem"
    walker.open("/start?id=7")
    walker.fill("Why now?", " ")
    with pytest.raises(NotThereError, match="answered 422: There is a problem"):
        walker.press("Save")


def test_it_takes_a_file_from_a_link(walker: Walker) -> None:
    walker.open("/")
    assert walker.download("Get the list") == b"Jay Smith\r\n"
    assert walker.heading == "Pupils"


def test_it_sees_no_more_than_a_person_does(walker: Walker) -> None:
    walker.open("/")
    with pytest.raises(NotThereError, match="a link “Delete”"):
        walker.follow("Delete")
    with pytest.raises(NotThereError, match="Nobody sees this"):
        walker.expect("Nobody sees this")
