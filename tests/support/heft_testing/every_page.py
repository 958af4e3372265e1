"""What must hold for every page, also for those that are not yet written; a failure says how to mend it."""

import html
import re
from functools import cache

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

from heft_platform.security_headers import ALWAYS
from heft_testing.page import FIELDS, Page, text_of

NAMES_OF_PUPILS = ("Smith", "Jay", "Maya", "Brown", "Connor", "Leo", "Nowak", "Kacper", "Zara")
IN_AN_ADDRESS = frozenset(name.lower() for name in NAMES_OF_PUPILS)
# What is signed or drawn by lot, which may hold three letters of a name by chance.
SIGNED = re.compile(r"(?=(?:[\w.-]*[A-Z]){3})[\w.-]{32,}")
# What makes no difference to how a page is parsed: words, and values of attributes but for those of “type”.
HARMLESS = r"(?:[\w \t\n\r.,:;!?()%+/*@#£€|~^{}\[\]‘’“”–—…·×→-]|&(?:amp|lt|gt|nbsp|#3[49]);)"
VALUES = re.compile(rf'(?<!\btype)="{HARMLESS}*"')
WORDS = re.compile(rf"(?<=>)(?!\s*<){HARMLESS}+(?=<)")
# What a page says itself, inside of the frame that many pages have.
INSIDE = re.compile(r"<main\b[^>]*>((?:(?!</?main\b).)*)</main>", re.DOTALL)
# A row, an item or an option that stands again just as it is: what is wrong with it is wrong the first time.
AGAIN = re.compile(r"(<(li|tr|option)\b[^>]*>(?:(?!</?\2\b).)*</\2>)(?:\s*\1)+", re.DOTALL)


def check_page(app: Flask, page: Page) -> None:
    """Check everything that must hold for every page."""
    check_markup(page.source)
    assert len(page.all("//h1")) == 1, f"{page.path} needs exactly one h1"
    begins = ("Error: " if page.problems else "") + page.heading.split(" PSP-")[0].split(" REQ-")[0]
    assert page.title.startswith(begins), (
        f"{page.path}: the title must begin with “{begins}”, whoever comes back to the tab: “{page.title}”"
    )
    _check_names(page)
    _check_ids(page)
    _check_forms(page)
    _check_links(app, page)
    assert not page.all("//*[@style]"), f"{page.path}: no style attribute, the policy forbids it"
    assert not page.all("//script[not(@src)]"), f"{page.path}: no script inline"
    assert "'" not in page.text, f"{page.path}: write ’ and not ': {_around(page.text)}"


def check_markup(source: str) -> None:
    """Parse a page as strictly as can be: its frame, and what stands in it, are each parsed once for each shape.

    :raises ParseError: if anything is wrong with it
    """
    shape = shape_of(source)
    inside = None if "<!--" in shape else INSIDE.search(shape)
    if inside:
        _parse_inside(inside[1])
        shape = shape[: inside.start(1)] + shape[inside.end(1) :]
    _parse(shape)


def shape_of(source: str) -> str:
    """Return a page without what makes no difference to how it is parsed."""
    if "<!--" in source:
        return source
    return AGAIN.sub(r"\1", WORDS.sub("x", VALUES.sub('=""', source)))


@cache
def _parse(shape: str) -> None:
    html5lib.HTMLParser(strict=True).parse(shape)


@cache
def _parse_inside(shape: str) -> None:
    html5lib.HTMLParser(strict=True).parseFragment(shape, container="main")


def check_headers(response: TestResponse) -> None:
    for name, value in ALWAYS.items():
        assert response.headers.get(name), f"{response.request.path} is sent without {name}: {value}"
    assert "no-store" in response.headers["Cache-Control"] or response.request.path.startswith("/static/")


def check_address(path: str) -> None:
    words = set(re.split("[^a-z]+", SIGNED.sub("", path).lower()))
    assert not words & IN_AN_ADDRESS, f"a pupil’s name stands in {path}"


def _check_names(page: Page) -> None:
    check_address(page.path)
    told = [name for name in NAMES_OF_PUPILS if re.search(rf"\b{name}\b", page.title)]
    assert not told, f"{page.path}: a pupil’s name stands in the title: {told}"


def _check_ids(page: Page) -> None:
    ids = page.all("//@id")
    assert len(ids) == len(set(ids)), (
        f"{page.path}: ids stand twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    )
    summary = page.all("//*[contains(@class, 'govuk-error-summary')]//a/@href")
    dangling = [href for href in summary if href.lstrip("#") not in ids]
    assert not dangling, f"{page.path}: the error summary leads nowhere: {dangling}"
    places = [ids.index(href.lstrip("#")) for href in summary]
    assert places == sorted(places), (
        f"{page.path}: the error summary must follow the order of the page: {summary}"
    )


def _check_forms(page: Page) -> None:
    labelled = set(page.all("//label/@for"))
    for form in page.all("//form"):
        assert form.get("action"), f"{page.path}: a form needs an action"
        if form.get("method", "get").lower() == "post":
            assert form.xpath(".//input[@name='csrf_token']"), (
                f"{page.path}: a form that posts needs {{{{ csrf() }}}}"
            )
        else:
            endless = form.xpath(".//input[@type='text' and not(@maxlength)]/@name")
            endless = [name for name in endless if not name.endswith(("-day", "-month", "-year"))]
            assert not endless, (
                f"{page.path}: no address holds all that may be pasted: give {endless} a maxlength"
            )
        for field in form.iter(*FIELDS):
            if field.get("type") != "hidden":
                assert field.get("id") in labelled, (
                    f"{page.path}: the field {field.get('name')} needs a label"
                )


def _check_links(app: Flask, page: Page) -> None:
    ids = frozenset(page.all("//@id"))
    for link in page.all("//a"):
        href = link.get("href", "")
        assert href, f"{page.path}: the link “{text_of(link)}” leads nowhere"
        assert text_of(link), f"{page.path}: the link to {href} has no words"
        if href.startswith("/") and not href.startswith("/static/"):
            check_address(href)
            _leads_somewhere(app, html.unescape(href.partition("?")[0].partition("#")[0]))
        elif href.startswith("#"):
            assert href[1:] in ids, f"{page.path}: nothing has the id {href}"


@cache
def _leads_somewhere(app: Flask, path: str) -> None:
    app.url_map.bind("localhost").match(path, method="GET")


def _around(text: str) -> str:
    place = text.index("'")
    return text[max(0, place - 30) : place + 30]
