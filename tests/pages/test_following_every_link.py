"""Everybody follows every link from their first page: none is dead, and every page speaks plainly."""

import re
from collections import Counter

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from heft_platform.demo.cast import PEOPLE
from heft_testing.browser import Browser, Page
from heft_testing.page import has_class
from heft_testing.places import Places

pytestmark = pytest.mark.proof

ENOUGH = 2  # pages of a kind that one person looks at
PLACEHOLDERS = (
    "lorem",
    "ipsum",
    "todo",
    "fixme",
    "tbc",
    "xxx",
    "undefined",
    "null",
    "none",
    "nan",
    "true",
    "false",
)
DEVELOPERS_WORDS = (
    *(
        "uuid",
        "tenant",
        "org",
        "org_id",
        "fence",
        "outbox",
        "payload",
        "endpoint",
        "enum",
        "json",
        "sql",
        "rls",
    ),
    *(
        "backend",
        "frontend",
        "database",
        "queue",
        "worker job",
        "exception",
        "traceback",
        "timestamp",
        "boolean",
    ),
    *("submit", "invalid", "mandatory", "via", "please", "successfully", "oops", "click"),
)
NOT_A_WORD = re.compile(r"\b(?:[a-z]+_[a-z_]+|[0-9a-f]{8}-[0-9a-f]{4}-\S*|\{\{|\}\}|\{%|<\w+ object)")


@pytest.fixture(scope="module")
def _lived(places: Places) -> None:
    places.begin_at("lived_in")


@pytest.mark.usefixtures("_lived")
@pytest.mark.parametrize("who", [one.slug for one in PEOPLE])
def test_no_link_is_dead_and_every_page_speaks_plainly(the_application: Flask, who: str) -> None:
    browser = Browser(the_application)
    browser.is_signed_in_as(who)
    waiting, seen, of_a_kind = ["/"], set[str](), Counter[str]()
    while waiting:
        path = waiting.pop()
        if path in seen or of_a_kind[_kind(the_application, path)] >= ENOUGH:
            continue
        seen.add(path)
        of_a_kind[_kind(the_application, path)] += 1
        with browser.client.get(path, follow_redirects=True) as answer:
            assert answer.status_code == 200, f"{path} answered {answer.status_code}"
            page = Page(answer) if answer.mimetype == "text/html" else None
        if page and page.heading == "Screen hidden":  # it hides what follows too
            browser.page = page
            browser.press("Go on with your work")
        if page:
            _speaks_plainly(page)
            waiting += page.all("//a[starts-with(@href, '/')]/@href")

    assert len(seen) > 8


def _kind(app: Flask, path: str) -> str:
    address, _, asked = path.partition("?")
    try:
        endpoint, _ = app.url_map.bind("localhost").match(address)
    except HTTPException:
        return address
    return f"{endpoint} {bool(asked)}"


def _speaks_plainly(page: Page) -> None:
    for hidden in page.all(f"//textarea | //code | //*[{has_class('heft-file-text')}]"):
        hidden.clear(keep_tail=True)
    text = page.text
    words = set(re.findall(r"[a-z_]+", text.lower()))
    assert not words & set(PLACEHOLDERS), f"{page.path}: {words & set(PLACEHOLDERS)}"
    assert not words & set(DEVELOPERS_WORDS), f"{page.path}: {words & set(DEVELOPERS_WORDS)}"
    assert not (strange := NOT_A_WORD.findall(text)), f"{page.path}: {strange}"
