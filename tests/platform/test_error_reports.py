"""A report of an error says what broke and where, and nothing that anybody ever typed.

The reports are caught where they arrive: by a web server that speaks for the error service.
"""

import gzip
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import sentry_sdk
from flask import Flask

from heft_platform import error_reports
from heft_platform.config import Settings

CHILD = "Zebedee O’Canary"
IN_ASCII = "Zebedee"


class ErrorService:
    """Keeps every byte that it is sent."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        received = self.received

        class Answers(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                packed = self.headers.get("Content-Encoding") == "gzip"
                received.append(str(self.headers).encode() + (gzip.decompress(body) if packed else body))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.dsn = f"http://key@127.0.0.1:{self.server.server_address[1]}/1"

    def events(self) -> list[dict[str, Any]]:
        sentry_sdk.flush(timeout=5)
        lines = [line for one in self.received for line in one.splitlines() if line.startswith(b"{")]
        return [said for said in map(json.loads, lines) if "exception" in said]

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def service(settings: Settings) -> Iterator[ErrorService]:
    listening = ErrorService()
    error_reports.start(replace(settings, sentry_dsn=listening.dsn))
    yield listening
    sentry_sdk.get_client().close(timeout=2)
    sentry_sdk.get_global_scope().set_client(None)
    sentry_sdk.get_global_scope().clear()
    sentry_sdk.get_isolation_scope().clear()
    listening.stop()


def test_without_an_address_nothing_is_reported(settings: Settings) -> None:
    error_reports.start(settings)

    assert not sentry_sdk.get_client().is_active()


def test_a_page_that_breaks_is_reported_by_its_kind_its_place_and_its_page(service: ErrorService) -> None:
    pages = Flask("heft_pages")

    @pages.post("/pupils/<name>")
    def pupil(name: str) -> str:
        raise LookupError(f"no pupil is called {name}")

    answer = pages.test_client().post(
        f"/pupils/{CHILD}?q={CHILD}",
        data={"name": CHILD, "file": CHILD},
        headers={"User-Agent": IN_ASCII, "Referer": f"https://heft.example/{IN_ASCII}", "X-Name": IN_ASCII},
    )

    (event,) = service.events()
    (error,) = event["exception"]["values"]
    assert answer.status_code == 500
    assert (error["type"], error["value"]) == ("LookupError", "[redacted]")
    assert error["stacktrace"]["frames"][-1]["function"] == "pupil"
    assert event["tags"] == {"page": "pupil", "code": "lookuperror"}
    assert_that_nobody_is_named(service)


def test_work_that_fails_is_reported_by_its_code(service: ErrorService) -> None:
    try:
        raise_from_deep_inside({"pupil": CHILD})
    except ValueError as error:
        error_reports.report(error)

    (event,) = service.events()
    assert [one["type"] for one in event["exception"]["values"]] == ["KeyError", "ValueError"]
    assert event["tags"] == {"code": "valueerror"}
    assert_that_nobody_is_named(service)


def test_whatever_else_is_put_into_a_report_is_left_out(service: ErrorService) -> None:
    sentry_sdk.set_user({"id": CHILD, "email": CHILD})
    sentry_sdk.set_tag("pupil", CHILD)
    sentry_sdk.set_context("pupil", {"name": CHILD})
    sentry_sdk.add_breadcrumb(message=CHILD, data={"name": CHILD})
    scope = sentry_sdk.get_current_scope()
    scope.set_extra("pupil", CHILD)
    scope.set_transaction_name(CHILD)
    scope.fingerprint = [CHILD]
    scope.add_attachment(bytes=CHILD.encode(), filename=f"{CHILD}.txt")
    sentry_sdk.capture_message(CHILD)
    error_reports.report(LookupError(CHILD))

    assert len(service.events()) == 2
    assert_that_nobody_is_named(service)


def test_a_name_in_any_field_that_the_library_may_ever_fill_is_left_out() -> None:
    """Every field of a report is filled with a name, also those that are let through when they look like code."""
    names = [
        "message",
        "logentry",
        "request",
        "user",
        "extra",
        "contexts",
        "breadcrumbs",
        "modules",
        "server_name",
    ]
    names += [
        "transaction",
        "fingerprint",
        "release",
        "environment",
        "dist",
        "logger",
        "level",
        "sdk",
        "spans",
        "_meta",
    ]
    frame = dict.fromkeys(
        ["filename", "function", "module", "abs_path", "context_line", "vars", "lineno"], CHILD
    )
    error = {
        "type": CHILD,
        "module": CHILD,
        "value": CHILD,
        "mechanism": CHILD,
        "stacktrace": {"frames": [frame]},
    }
    event: dict[str, Any] = {name: {CHILD: CHILD} for name in names} | {"level": CHILD, "tags": {"a": CHILD}}
    event |= {"event_id": "1", "exception": {"values": [error]}, "threads": {"values": [error]}}

    made = error_reports._made_anew(event, {"exc_info": (LookupError, LookupError(CHILD), None)})

    assert made["level"] == "error"
    assert CHILD not in json.dumps(made, ensure_ascii=False)


def test_a_process_that_ends_waits_half_a_second_at_most_for_a_service_that_hangs() -> None:
    assert error_reports.PATIENCE <= 0.5


def raise_from_deep_inside(said: dict[str, str]) -> None:
    try:
        said[CHILD]
    except KeyError as missing:
        raise ValueError(f"{said['pupil']} is not there") from missing


def assert_that_nobody_is_named(service: ErrorService) -> None:
    everything = b"".join(service.received).decode("unicode_escape", errors="replace")
    assert IN_ASCII not in everything
    assert "Canary" not in everything
