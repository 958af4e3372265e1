"""A page's HTML as a tree that can be asked what a person sees. Standard library only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

NEVER_CLOSED = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}
NOT_SEEN = {"script", "style", "template", "head", "noscript"}
IN_A_LINE = {
    "a",
    "abbr",
    "b",
    "code",
    "em",
    "i",
    "kbd",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}


@dataclass(eq=False)
class Element:
    """One element: its tag, what stands in the tag, and what is inside."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    inside: "list[Element | str]" = field(default_factory=list)

    def every(self, *tags: str) -> "Iterator[Element]":
        """Go through the elements inside, in the order of the page."""
        for child in self.inside:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.every(*tags)

    def first(self, *tags: str) -> "Element | None":
        return next(self.every(*tags), None)

    def above(self, *tags: str) -> "Element | None":
        """Return the nearest element around this one that has one of these tags."""
        around = self.parent
        while around is not None and around.tag not in tags:
            around = around.parent
        return around

    @property
    def text(self) -> str:
        """What a person reads here, in one line."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        if self.tag in NOT_SEEN or "hidden" in self.attributes:
            return
        between = "" if self.tag in IN_A_LINE else " "
        yield between
        for child in self.inside:
            if isinstance(child, Element):
                yield from child._pieces()  # noqa: SLF001  (one of us)
            else:
                yield child
        yield between

    def has(self, attribute: str) -> bool:
        return attribute in self.attributes

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = self.here = Element("page", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.inside.append(element)
        if tag not in NEVER_CLOSED:
            self.here = element

    def handle_endtag(self, tag: str) -> None:
        closed: Element | None = self.here
        while closed is not None and closed.tag != tag:
            closed = closed.parent
        if closed is not None and closed.parent is not None:
            self.here = closed.parent

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


def read_page(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page
