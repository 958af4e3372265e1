"""How a value of a template is said: names for ids, yes and no, and only as much of a long text as tells."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from heft_platform.library.differences.names import said_of_key

LONGEST = 240
BEFORE_THE_CHANGE = 60
CODE = re.compile("[a-z][a-z0-9_]*")


class Missing:
    """Stands for a key that one of two bodies does not have."""


MISSING = Missing()


def labels_in(body: Any) -> Iterator[tuple[str, str]]:
    """Give every id of a body with the name that it has there."""
    if isinstance(body, dict):
        label = body.get("label") or body.get("title")
        if isinstance(body.get("id"), str) and isinstance(label, str):
            yield body["id"], label
        for inner in body.values():
            yield from labels_in(inner)
    elif isinstance(body, list):
        for inner in body:
            yield from labels_in(inner)


def in_words(value: Any, labels: Mapping[str, str]) -> str:
    """Say a value."""
    if isinstance(value, list):
        return ", ".join(in_words(one, labels) for one in value) or "nothing"
    if isinstance(value, dict):
        pairs = (f"{said_of_key(str(key))} {in_words(one, labels)}" for key, one in value.items())
        return "; ".join(pairs) or "nothing"
    if isinstance(value, str):
        return _text_or_name(value, labels)
    known = {True: "yes", False: "no"} if isinstance(value, bool) else {None: "not set", MISSING: "not set"}
    return known.get(value, str(value))


def _text_or_name(value: str, labels: Mapping[str, str]) -> str:
    if value in labels:
        return f"‘{labels[value]}’"
    collection, _, id_ = value.partition(".")
    return f"‘{labels[id_]}’" if id_ in labels and collection.isidentifier() else _text(value)


def pair_in_words(before: Any, after: Any, labels: Mapping[str, str]) -> tuple[str, str]:
    """Say two values so that it is seen where they differ, however long they are."""
    first, second = in_words(before, labels), in_words(after, labels)
    if first == second:  # the same words of another kind, such as a number written as text
        return f"{first} ({_kind(before)})", f"{second} ({_kind(after)})"
    if max(len(first), len(second)) <= LONGEST:
        return first, second
    same = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
    start = max(0, same - BEFORE_THE_CHANGE)
    return _cut(first, start), _cut(second, start)


def shortened(words: str) -> str:
    """Return the beginning of a long text."""
    return _cut(words, 0)


def _cut(words: str, start: int) -> str:
    piece = words[start : start + LONGEST]
    return f"{'…' if start else ''}{piece}{'…' if start + LONGEST < len(words) else ''}"


def _text(value: str) -> str:
    if CODE.fullmatch(value):
        return value.replace("_", " ")
    return f"“{value}”" if value else "nothing"


def _kind(value: Any) -> str:
    if isinstance(value, str):
        return "text"
    return "yes or no" if isinstance(value, bool) else "a number" if isinstance(value, int) else "a list"
