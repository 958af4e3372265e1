"""A page as it was answered, and what may be asked of it."""

from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup
from lxml.etree import HTMLParser, fromstring
from lxml.etree import _Element as Element
from werkzeug.test import TestResponse

FIELDS = ("input", "select", "textarea")
WITHOUT_COMMENTS = HTMLParser(remove_comments=True, remove_pis=True)


class Page:
    """A page as it was answered.

    It is parsed when it is first asked, and a second time for a test that wants `soup`: that takes twenty times as long.
    """

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.path = response.request.path

    @cached_property
    def source(self) -> str:
        return self.response.get_data(as_text=True)

    @cached_property
    def tree(self) -> Element:
        source = self.source if self.response.mimetype == "text/html" else "<html></html>"
        parsed: Element = fromstring(source, parser=WITHOUT_COMMENTS)
        return parsed

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.source, "lxml")

    def all(self, path: str) -> list[Any]:
        """Return everything that an XPath leads to."""
        found: list[Any] = self.tree.xpath(path, smart_strings=False)
        return found

    def first(self, path: str) -> Element | None:
        return next(iter(self.all(path)), None)

    @property
    def title(self) -> str:
        return text_of(self.first("//title"))

    @property
    def heading(self) -> str:
        return text_of(self.first("//h1"))

    @property
    def text(self) -> str:
        return text_of(self.first("//main"))

    @property
    def items(self) -> list[str]:
        """Return what the rows of the page's lists say."""
        return [text_of(item) for item in self.all(f"//main//*[{has_class('heft-rows')}]/li")]

    @property
    def problems(self) -> list[str]:
        """Return the lines of the error summary."""
        return [text_of(line) for line in self.all(f"//*[{has_class('govuk-error-summary__list')}]//li")]

    @property
    def messages(self) -> list[str]:
        return [text_of(line) for line in self.all("//main//*[@role='status']")]

    def rows(self, number: int = 0) -> list[list[str]]:
        """Return the body of a table, cell by cell, without the labels that phones show."""
        table = self.all("//main//table")[number]
        for label in table.xpath(f".//*[{has_class('heft-table__label')}]"):
            label.clear(keep_tail=True)
        return [[text_of(cell) for cell in row.iter("th", "td")] for row in table.xpath(".//tbody//tr")]

    def value_of(self, label: str) -> str:
        """Return what stands in a field now."""
        return value_of(self.field(label), unchosen="")

    def field(self, label: str) -> Element:
        """Return the field with a label, or beginning with it."""
        for one in self.all("//label"):
            if text_of(one).startswith(label) and one.get("for"):
                found = self.first(f"//*[@id='{one.get('for')}']")
                if found is not None:
                    return found
        raise AssertionError(
            f"No field “{label}” on {self.path}. Labels: {[text_of(one) for one in self.all('//label')]}"
        )

    def link(self, words: str) -> str:
        """Return where a link leads, by its words or their beginning."""
        links = [(text_of(one), one.get("href")) for one in self.all("//a[@href]")]
        for same in (
            lambda said: said == words,
            lambda said: said.startswith(words),
            lambda said: words in said,
        ):
            for said, href in links:
                if same(said):
                    return str(href)
        raise AssertionError(f"No link “{words}” on {self.path}. Links: {[said for said, _ in links]}")


def as_it_stands(form: Element) -> dict[str, Any]:
    """Return what a form would send if nobody touched it."""
    sent: dict[str, Any] = {}
    for field in form.iter(*FIELDS):
        name, kind = field.get("name", ""), field.get("type", "")
        if not name or kind == "file" or (kind in {"radio", "checkbox"} and "checked" not in field.attrib):
            continue
        value = value_of(field)
        if kind == "checkbox" or (kind == "hidden" and name in sent):
            sent.setdefault(name, [])
            sent[name] = [*(sent[name] if isinstance(sent[name], list) else [sent[name]]), value]
        else:
            sent[name] = value
    return sent


def value_of(field: Element, *, unchosen: str | None = None) -> str:
    """Return what stands in a field; in a list in which nothing is chosen, the first of it, or `unchosen`."""
    if field.tag == "textarea":
        return "".join(field.itertext())
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = next((one for one in options if "selected" in one.attrib), None)
        if chosen is None and unchosen is None and options:
            chosen = options[0]
        return (unchosen or "") if chosen is None else str(chosen.get("value", text_of(chosen)))
    return str(field.get("value", ""))


def text_of(element: Element | None) -> str:
    if element is None:
        return ""
    words = " ".join(" ".join(element.itertext()).split())
    return words.replace(" ,", ",").replace(" .", ".").strip()


def has_class(name: str) -> str:
    """Return the condition of an XPath for elements of a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
