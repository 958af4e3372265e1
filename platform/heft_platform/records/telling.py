"""Saying in words what a field of the record holds, now or before it was changed."""

from collections.abc import Mapping
from datetime import date, time
from types import MappingProxyType
from typing import Any

from heft_platform.records.wording import CATEGORY_WORDS, SEVERITY_WORDS, kind_words, reason_words

NOT_RECORDED = "Not recorded"
LONGEST = 200
FIELD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "day": "Day",
        "at": "Time",
        "period": "Part of the day",
        "place": "Place",
        "kind": "Kind",
        "kind_said": "Kind in your system",
        "severity": "How serious",
        "antecedent": "Before",
        "behaviour": "What happened",
        "consequence": "Afterwards",
        "adults": "Adults",
        "first_on": "First day",
        "last_on": "Last day",
        "possible": "Possible sessions",
        "attended": "Sessions attended",
        "authorised": "Authorised absences",
        "unauthorised": "Unauthorised absences",
        "late": "Late",
        "category": "What it is",
        "sessions": "Sessions",
        "reasons": "Reasons",
        "circumstances": "What happened",
        "parent_told_on": "Parent told on",
        "authority_told_on": "Local authority told on",
        "returned_on": "Back at school on",
        "cancelled_on": "Cancelled on",
        "cancelled_why": "Why it was cancelled",
    }
)


def value_words(name: str, value: Any) -> str:
    """Say what a field holds; a version holds its days and times as text."""
    if value is None or value in ("", []):
        return NOT_RECORDED
    if name == "reasons":
        return "; ".join(map(reason_words, value))
    if name == "kind":
        return kind_words(value)
    if name in {"day", "first_on", "last_on"} or name.endswith("_on"):
        day = value if isinstance(value, date) else date.fromisoformat(value)
        return f"{day:%d/%m/%Y}"
    if name == "at":
        return f"{value if isinstance(value, time) else time.fromisoformat(value):%H:%M}"
    return (
        {**SEVERITY_WORDS, **CATEGORY_WORDS}.get(value, str(value)) if isinstance(value, str) else str(value)
    )


def told_in_words(was: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a version said, field by field, without what it did not say."""
    told = ((words, value_words(name, was.get(name))) for name, words in FIELD_WORDS.items() if name in was)
    return [(words, value) for words, value in told if value != NOT_RECORDED]


def in_short(words: str) -> str:
    """Return words as a table of changes shows them."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
