"""Finding things on a page as people do: a link or button by its words, a question by its label."""

from collections.abc import Iterable, Iterator

from html_tree import Element
from page_form import FIELDS

# Where things stand beside each other, or under one heading.
PLACES = ("tr", "li", "dl", "article", "section", "fieldset", "form", "div", "main")


def find_pressable(page: Element, tags: tuple[str, ...], words: str, beside: str) -> Element | None:
    """Return the link or button that reads so: exactly if there is one, else the first that contains the words."""
    there = [one for one in page.every(*tags) if _words_of(one) and _is_seen(one)]
    reading = [one for one in there if _words_of(one) == words] or [
        one for one in there if words in _words_of(one)
    ]
    return _nearest(reading, beside)


def find_field(page: Element, label: str, under: str) -> Element | None:
    """Return the field that this label, or the words that a reader of the screen hears, belong to."""
    labelled = [(one, _label_of(page, one)) for one in page.every(*FIELDS) if one["type"] != "hidden"]
    exactly = [field for field, said in labelled if said == label]
    return _nearest(exactly or [field for field, said in labelled if label in said], under)


def _nearest(found: Iterable[Element], words: str) -> Element | None:
    """Of what was found, return what has the words in the smallest place around it; without words, the first."""
    by_size = [(size, one) for one in found if (size := _size_of_place_with(one, words)) is not None]
    return min(by_size, key=lambda pair: pair[0])[1] if by_size else None


def _size_of_place_with(thing: Element, words: str) -> int | None:
    if not words:
        return 0
    place = thing.above(*PLACES)
    while place is not None:
        if words in place.text:
            return len(place.text)
        place = place.above(*PLACES)
    return None


def _words_of(thing: Element) -> str:
    if thing.tag == "input":
        return thing["value"] if thing["type"] in {"submit", "button"} else ""
    return thing.text or thing["aria-label"]


def _label_of(page: Element, field: Element) -> str:
    if field["aria-label"]:
        return field["aria-label"]
    if field["aria-labelledby"]:
        named = {one["id"]: one.text for one in page.every()}
        return " ".join(named.get(id_, "") for id_ in field["aria-labelledby"].split())
    for label in page.every("label"):
        if field["id"] and label["for"] == field["id"]:
            return label.text
    around = field.above("label")
    return around.text if around is not None else ""


def _is_seen(thing: Element) -> bool:
    return not any(one.has("hidden") for one in _upwards(thing))


def _upwards(thing: Element) -> Iterator[Element]:
    here: Element | None = thing
    while here is not None:
        yield here
        here = here.parent
