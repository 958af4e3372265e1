"""A real browser against a live server on this machine."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

import chromium
from heft_platform import clock

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = files("heft_testing").joinpath("axe", "axe.min.js").read_text(encoding="utf-8")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def live(app: Flask, *, at: datetime | None = None) -> Iterator[str]:
    """Serve the application, and give its address. With `at` it is that moment for everybody who comes."""
    server = make_server("127.0.0.1", 0, _stopped(app, at) if at else app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _stopped(app: Flask, at: datetime) -> "WSGIApplication":
    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with clock.stopped_at(at):  # each request has a thread of its own, and so a clock of its own
            return app(environ, start_response)

    return answer


@contextmanager
def launched() -> Iterator[Chromium]:
    """Launch Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium.find()), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def sign_in(page: Page, address: str, slug: str) -> None:
    page.goto(f"{address}/demo")
    with page.expect_navigation():
        page.click(f'button[value="{slug}"]')


def violations(page: Page) -> list[str]:
    """Return what axe finds, one line for each: the rule, how bad, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "asked => axe.run(document, asked).then(result => result.violations)",
        {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]},
    )
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {'; '.join(str(node['target'][0]) for node in one['nodes'][:3])}"
        for one in found
    ]
