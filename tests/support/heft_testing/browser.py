"""Somebody at a browser without JavaScript. Every page they are given is checked; a failure says how to mend it."""

import html
import re
from functools import cache
from typing import Any

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from heft_platform import clock
from heft_platform.accounts import services as accounts
from heft_platform.demo import opening
from heft_platform.extensions import db
from heft_platform.security_headers import ALWAYS

NAMES_OF_PUPILS = ("Smith", "Jay", "Maya", "Brown", "Connor", "Leo", "Nowak", "Kacper", "Zara")
FIELDS = ("input", "select", "textarea")
LONGEST_CHAIN = 5
VARIES = re.compile(
    r'(?<=name="csrf_token" value=")[^"]*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(?:PSP|REQ)-\w{6}'
)


class Page:
    """A page as it was answered."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.path = response.request.path
        self.soup = BeautifulSoup(response.get_data(as_text=True), "html.parser")

    @property
    def title(self) -> str:
        return _text(self.soup.title)

    @property
    def heading(self) -> str:
        return _text(self.soup.h1)

    @property
    def text(self) -> str:
        return _text(self.soup.find("main"))

    @property
    def items(self) -> list[str]:
        """Return what the rows of the page's lists say."""
        return [_text(item) for item in self.soup.select("main .heft-rows > li")]

    @property
    def problems(self) -> list[str]:
        """Return the lines of the error summary."""
        return [_text(line) for line in self.soup.select(".govuk-error-summary__list li")]

    @property
    def messages(self) -> list[str]:
        return [_text(line) for line in self.soup.select('main [role="status"]')]

    def rows(self, number: int = 0) -> list[list[str]]:
        """Return the body of a table, cell by cell, without the labels that phones show."""
        table = self.soup.select("main table")[number]
        for label in table.select(".heft-table__label"):
            label.extract()
        return [[_text(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]

    def value_of(self, label: str) -> str:
        """Return what stands in a field now."""
        field = self.field(label)
        if field.name == "textarea":
            return field.text
        if field.name == "select":
            chosen = field.find("option", selected=True)
            return str(chosen.get("value", _text(chosen))) if isinstance(chosen, Tag) else ""
        return str(field.get("value", ""))

    def field(self, label: str) -> Tag:
        """Return the field with a label, or beginning with it."""
        for one in self.soup.find_all("label"):
            if _text(one) == label or _text(one).startswith(label):
                found = self.soup.find(id=str(one.get("for")))
                if isinstance(found, Tag):
                    return found
        raise AssertionError(
            f"No field “{label}” on {self.path}. Labels: {[_text(one) for one in self.soup.find_all('label')]}"
        )

    def link(self, words: str) -> str:
        """Return where a link leads, by its words or their beginning."""
        links = self.soup.find_all("a", href=True)
        for same in (
            lambda said: said == words,
            lambda said: said.startswith(words),
            lambda said: words in said,
        ):
            for one in links:
                if same(_text(one)):
                    return str(one["href"])
        raise AssertionError(f"No link “{words}” on {self.path}. Links: {[_text(one) for one in links]}")


class Browser:
    """Visits, follows, answers and presses, and carries the cookie."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.page: Page

    def sign_in_as(self, slug: str) -> Page:
        self.visit("/demo")
        button = self.page.soup.find("button", value=slug)
        assert isinstance(button, Tag), f"Nobody called {slug} on the demonstration’s page"
        return self._send(button)

    def is_signed_in_as(self, slug: str) -> None:
        """Hold the cookie of somebody of the cast who has signed in, without the pages on the way."""
        with self.app.app_context():
            session = db.session()
            token = accounts.begin_session(session, person_id=opening.id_of(slug), now=clock.now())
            session.commit()
            db.session.remove()
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = token

    def visit(self, path: str, *, status: int = 200) -> Page:
        return self._answered(self.client.get(path), status)

    def follow(self, words: str, *, status: int = 200) -> Page:
        """Follow a link of the page at hand by its words."""
        return self.visit(self.page.link(words), status=status)

    def press(self, words: str, /, *, status: int = 200, nth: int = 0, **answers: Any) -> Page:
        """Answer the form that has a button with these words, and press it.

        Answers are by name; a list chooses several. What is not answered is sent as it stands on the page.
        """
        buttons = [one for one in self.page.soup.find_all("button") if _text(one).startswith(words)]
        assert buttons, (
            f"No button “{words}” on {self.page.path}: {[_text(one) for one in self.page.soup.find_all('button')]}"
        )
        return self._send(buttons[nth], status=status, **answers)

    def post(self, path: str, *, status: int = 200, **answers: Any) -> Page:
        """Send answers to an address, as a page that has been open for long would."""
        token = self.page.soup.find("input", attrs={"name": "csrf_token"})
        sent = {**answers, "csrf_token": token["value"] if isinstance(token, Tag) else ""}
        return self._answered(self.client.post(path, data=sent), status)

    def send(self, form: Tag, button: Tag | None = None, /, **answers: Any) -> TestResponse:
        """Send a form as it stands on the page, but for these answers; return what is answered, and follow nothing."""
        files = {name: value for name, value in answers.items() if isinstance(value, tuple)}
        sent = {**_as_it_stands(form), **answers}
        if button is not None and button.get("name"):
            sent[str(button["name"])] = str(button.get("value", ""))
        path = str((button and button.get("formaction")) or form.get("action") or self.page.path)
        if str(form.get("method", "get")).lower() == "get":
            return self.client.get(path, query_string=sent)
        response = self.client.post(path, data=sent, content_type="multipart/form-data" if files else None)
        response.request.environ["wsgi.input"].close()  # a large file lies on disk while it is sent
        return response

    def _send(self, button: Tag, *, status: int = 200, **answers: Any) -> Page:
        form = button.find_parent("form")
        assert isinstance(form, Tag)
        return self._answered(self.send(form, button, **answers), status)

    def _answered(self, response: TestResponse, status: int) -> Page:
        for _ in range(LONGEST_CHAIN):
            check_headers(response)
            if response.status_code not in {302, 303}:
                break
            check_address(response.headers["Location"])
            response = self.client.get(response.headers["Location"])
        self.page = Page(response)
        assert self.page.status == status, (
            f"{self.page.path} answered {self.page.status}, not {status}: {self.page.heading}. {self.page.problems}"
        )
        if response.mimetype == "text/html":
            check_page(self.app, self.page)
        return self.page


def check_page(app: Flask, page: Page) -> None:
    """Check everything that must hold for every page, also those that are not yet written."""
    _check_markup(VARIES.sub("", page.response.get_data(as_text=True)))
    assert len(page.soup.find_all("h1")) == 1, f"{page.path} needs exactly one h1"
    assert page.title.startswith(page.heading.split(" PSP-")[0].split(" REQ-")[0]), (
        f"{page.path}: the title must begin with the h1: “{page.title}”, “{page.heading}”"
    )
    _check_names(page)
    _check_ids(page)
    _check_forms(page)
    _check_links(app, page)
    assert not page.soup.find_all(style=True), f"{page.path}: no style attribute, the policy forbids it"
    assert not [one for one in page.soup.find_all("script") if not one.get("src")], (
        f"{page.path}: no script inline"
    )
    assert "'" not in re.sub(r"\s+", " ", page.text), f"{page.path}: write ’ and not ': {_around(page.text)}"


@cache
def _check_markup(source: str) -> None:
    """Parse a page as strictly as can be; one that differs from another in its ids alone is parsed once."""
    html5lib.HTMLParser(strict=True).parse(source)


def check_headers(response: TestResponse) -> None:
    for name, value in ALWAYS.items():
        assert response.headers.get(name), f"{response.request.path} is sent without {name}: {value}"
    assert "no-store" in response.headers["Cache-Control"] or response.request.path.startswith("/static/")


def check_address(path: str) -> None:
    words = re.split("[^a-z]+", path.lower())  # a signed link may hold three letters of a name by chance
    assert not any(name.lower() in words for name in NAMES_OF_PUPILS), f"a pupil’s name stands in {path}"


def _check_names(page: Page) -> None:
    check_address(page.path)
    told = [name for name in NAMES_OF_PUPILS if re.search(rf"\b{name}\b", page.title)]
    assert not told, f"{page.path}: a pupil’s name stands in the title: {told}"


def _check_ids(page: Page) -> None:
    ids = [str(one["id"]) for one in page.soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), (
        f"{page.path}: ids stand twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    )
    summary = page.soup.select(".govuk-error-summary a")
    dangling = [one["href"] for one in summary if str(one["href"]).lstrip("#") not in ids]
    assert not dangling, f"{page.path}: the error summary leads nowhere: {dangling}"


def _check_forms(page: Page) -> None:
    labelled = {one.get("for") for one in page.soup.find_all("label")}
    for form in page.soup.find_all("form"):
        assert form.get("action"), f"{page.path}: a form needs an action"
        if str(form.get("method", "get")).lower() == "post":
            assert form.find("input", attrs={"name": "csrf_token"}), (
                f"{page.path}: a form that posts needs {{{{ csrf() }}}}"
            )
        for field in form.find_all(FIELDS):
            if field.get("type") != "hidden":
                assert field.get("id") in labelled, (
                    f"{page.path}: the field {field.get('name')} needs a label"
                )


def _check_links(app: Flask, page: Page) -> None:
    adapter = app.url_map.bind("localhost")
    for link in page.soup.find_all("a"):
        href = str(link.get("href", ""))
        assert href, f"{page.path}: the link “{_text(link)}” leads nowhere"
        assert _text(link), f"{page.path}: the link to {href} has no words"
        if href.startswith("/") and not href.startswith("/static/"):
            check_address(href)
            adapter.match(html.unescape(href.partition("?")[0].partition("#")[0]), method="GET")
        elif href.startswith("#"):
            assert page.soup.find(id=href[1:]), f"{page.path}: nothing has the id {href}"


def _as_it_stands(form: Tag) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for field in form.find_all(FIELDS):
        name, kind = str(field.get("name", "")), str(field.get("type", ""))
        if not name or kind == "file" or (kind in {"radio", "checkbox"} and not field.has_attr("checked")):
            continue
        value = _value(field)
        if kind == "checkbox" or (kind == "hidden" and name in sent):
            sent.setdefault(name, [])
            sent[name] = [*(sent[name] if isinstance(sent[name], list) else [sent[name]]), value]
        else:
            sent[name] = value
    return sent


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return field.text
    if field.name == "select":
        chosen = field.find("option", selected=True) or field.find("option")
        return str(chosen.get("value", _text(chosen))) if isinstance(chosen, Tag) else ""
    return str(field.get("value", ""))


def _text(tag: Any) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ")).replace(" ,", ",").replace(" .", ".").strip() if tag else ""


def _around(text: str) -> str:
    place = text.index("'")
    return text[max(0, place - 30) : place + 30]
