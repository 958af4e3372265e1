"""Places in a template, found by a path such as `documents[].due.milestone`."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

Body = Mapping[str, Any]
Broken = Iterator[tuple[str, str]]


def every(body: Any, path: str, at: str = "") -> Iterator[tuple[str, Any]]:
    """Give each place that a path leads to, with what stands there. What is left out is no place."""
    name, _, rest = path.partition(".")
    key = name.removesuffix("[]")
    if not isinstance(body, Mapping) or key not in body:
        return
    here = f"{at}.{key}".lstrip(".")
    found = body[key]
    places = [(here, found)]
    if name.endswith("[]"):
        items = found if isinstance(found, list) else []
        places = [(f"{here}[{number}]", item) for number, item in enumerate(items)]
    for place, inner in places:
        if rest:
            yield from every(inner, rest, place)
        else:
            yield place, inner


def names(body: Body, path: str) -> set[str]:
    """Return what stands at every place of a path."""
    return {found for _, found in every(body, path)}


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that a name leads nowhere, and what would do."""
    there = sorted(known)
    near = get_close_matches(name, there, n=1)
    would_do = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(there) or 'none'}."
    return f"There is no {kind} “{name}”. {would_do}"
