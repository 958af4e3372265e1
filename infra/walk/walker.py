"""Somebody at a browser without JavaScript, made of the standard library alone.

Follows links by their words, answers questions by their labels, presses buttons, and takes every id from a page it was
shown: what a person cannot see or press, the walker cannot either.
"""

import time
import urllib.error
import urllib.request
from http.client import HTTPMessage
from http.cookiejar import CookieJar
from urllib.parse import urljoin, urlsplit

from html_tree import Element, read_page
from looking import find_field, find_pressable
from page_form import Form, option_value

LOOK_AGAIN_EVERY = 0.3


class NotThereError(Exception):
    """The page did not show what somebody at it would need; the message says what, and what it showed."""


class Walker:
    """One person: their cookies, the page before them, and what they have filled in on it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.url = address
        self.status = 0
        self.headers = HTTPMessage()
        self.page = Element("page", {})
        self.forms: dict[int, Form] = {}

    def open(self, path: str) -> None:
        """Type an address."""
        self._ask(urllib.request.Request(urljoin(self.address, path)))

    def reload(self) -> None:
        self._ask(urllib.request.Request(self.url))

    def follow(self, words: str, *, beside: str = "") -> None:
        """Press the link with these words; with `beside`, the one that stands next to those."""
        self._ask(
            urllib.request.Request(
                urljoin(self.url, self._pressable("a", words=words, beside=beside)["href"])
            )
        )

    def press(self, words: str, *, beside: str = "", expect: int = 200) -> None:
        """Press the button with these words, and send its form with everything that was filled in."""
        button = self._pressable("button", "input", words=words, beside=beside)
        form = self._form_of(button)
        body, kind = form.body(button)
        url = urljoin(self.url, button["formaction"] or form.element["action"])
        if form.element["method"].lower() != "post":
            self._ask(urllib.request.Request(f"{url.partition('?')[0]}?{body.decode()}"))
        else:
            headers = {"Content-Type": kind, "Referer": self.url}
            self._ask(urllib.request.Request(url, body, headers, method="POST"), expect=expect)

    def fill(self, label: str, value: str, *, under: str = "") -> None:
        """Answer a question; of a select, choose the option that reads so."""
        field = self._field(label, under)
        if field.tag == "select":
            options = {one.text: option_value(one) for one in field.every("option")}
            if value not in options:
                raise self._missing(f"the choice “{value}” of “{label}”")
            value = options[value]
        self._form_of(field).answer(field, value)

    def choose(self, label: str, *, under: str = "") -> None:
        """Choose a radio or tick a box; with `under`, the one of the group that is headed so."""
        field = self._field(label, under)
        self._form_of(field).pick(field)

    def untick(self, label: str, *, under: str = "") -> None:
        field = self._field(label, under)
        self._form_of(field).let_go(field)

    def attach(self, label: str, name: str, content: bytes, kind: str = "text/csv") -> None:
        field = self._field(label, "")
        self._form_of(field).attach(field, (name, kind, content))

    def download(self, words: str, *, beside: str = "") -> bytes:
        """Follow a link to a file, and return what is in it; the page stays."""
        url = urljoin(self.url, self._pressable("a", words=words, beside=beside)["href"])
        try:
            with self.browser.open(url, timeout=30) as answer:
                content: bytes = answer.read()
        except urllib.error.HTTPError as error:
            raise NotThereError(f"{urlsplit(url).path} answered {error.code}") from error
        return content

    @property
    def heading(self) -> str:
        h1 = self.page.first("h1")
        return h1.text if h1 is not None else ""

    @property
    def problems(self) -> str:
        """Return what the page says is wrong with what was typed."""
        summaries = (one for one in self.page.every("div") if "govuk-error-summary" in one["class"].split())
        return next((one.text for one in summaries), "")

    @property
    def text(self) -> str:
        return (self.page.first("body") or self.page).text

    def says(self, *words: str) -> bool:
        return all(some in self.text for some in words)

    def expect(self, *words: str) -> None:
        """Go on only if the page says all of this."""
        for some in words:
            if not self.says(some):
                raise self._missing(f"“{some}”")

    def expect_not(self, *words: str) -> None:
        for some in words:
            if self.says(some):
                raise NotThereError(f"“{some}” should not be on {urlsplit(self.url).path}")

    def wait_until_page_says(self, *words: str, within: float = 20) -> None:
        """Look at the same page again and again, as its reader would."""
        give_up = time.monotonic() + within
        while not self.says(*words) and time.monotonic() < give_up:
            time.sleep(LOOK_AGAIN_EVERY)
            self.reload()
        self.expect(*words)

    def _ask(self, request: urllib.request.Request, *, expect: int = 200) -> None:
        try:
            answer = self.browser.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.url, self.status, self.headers = answer.url, answer.status, answer.headers
            self.page, self.forms = read_page(answer.read().decode(errors="replace")), {}
        if self.status != expect:
            raise NotThereError(
                f"{request.get_method()} {urlsplit(self.url).path} answered {self.status}: {self.heading}. {self.problems}"
            )

    def _pressable(self, *tags: str, words: str, beside: str) -> Element:
        found = find_pressable(self.page, tags, words, beside)
        if found is None:
            kind = "link" if "a" in tags else "button"
            raise self._missing(f"a {kind} “{words}”" + (f" beside “{beside}”" if beside else ""))
        return found

    def _field(self, label: str, under: str) -> Element:
        found = find_field(self.page, label, under)
        if found is None:
            raise self._missing(f"a question “{label}”" + (f" under “{under}”" if under else ""))
        return found

    def _form_of(self, thing: Element) -> Form:
        """Return the form that a field or button belongs to, with what was filled in so far."""
        forms = self.page.every("form")
        around = thing.above("form")
        found = (
            next((one for one in forms if one["id"] == thing["form"]), None) if thing.has("form") else around
        )
        if found is None:
            raise self._missing(f"a form around “{thing.text or thing['name']}”")
        return self.forms.setdefault(id(found), Form(self.page, found))

    def _missing(self, what: str) -> NotThereError:
        shown = (self.page.first("main") or self.page).text[:600]
        return NotThereError(
            f"{what} is not on {urlsplit(self.url).path} ({self.status}), which says: {shown}"
        )
