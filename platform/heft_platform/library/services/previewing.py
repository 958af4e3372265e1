"""What a template would make, before anybody uses it: its forms as they would be asked, and its prints."""

from dataclasses import dataclass
from typing import Any

from heft_platform.library import listing
from heft_platform.library.editing.questions import typeset

PART_WORDS = {
    "actions": "what was agreed to do",
    "assessments": "assessments",
    "commitments": "promises",
    "communication": "how home and school keep in touch",
    "concerns": "concerns",
    "consequences": "consequences",
    "contingency": "what happens on a very bad day",
    "dates": "dates",
    "escalation_payload": "what is sent with a request",
    "monitoring": "what is checked between meetings",
    "next_steps": "what comes next",
    "provision": "provision",
    "purposes": "what it is for",
    "rewards": "rewards",
    "risk": "risk",
    "signatures": "signatures",
    "strategies": "strategies",
    "strengths": "strengths",
    "targets": "targets",
    "timetable": "timetable",
    "verdict": "how it went",
}
FORMATS = {"pdf": "PDF", "docx": "Word"}


@dataclass(frozen=True, kw_only=True)
class AskedView:
    """One question as it would be asked."""

    label: str
    answered: str
    choices: tuple[str, ...]
    help: str
    is_needed: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class FormView:
    """One question set as it would be asked, and of whom."""

    label: str
    by: str
    due: str
    intro: str
    sections: tuple[tuple[str, tuple[AskedView, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class PrintView:
    """One print: for whom, and what it holds."""

    label: str
    audience: str
    holds: tuple[str, ...]
    formats: str


def forms_of(body: dict[str, Any]) -> list[FormView]:
    """Return the question sets of a template, in their order."""
    return [_form(body, one) for one in body["documents"] if one.get("sections")]


def prints_of(body: dict[str, Any]) -> list[PrintView]:
    """Return the prints of a template, in their order."""
    return [
        PrintView(
            label=typeset(one["label"]),
            audience=typeset(listing.names(body, "roles", one.get("audience"))),
            holds=tuple(_part(body, part) for part in one.get("parts", ())),
            formats=" and ".join(FORMATS.get(kind, kind) for kind in one.get("formats", ())),
        )
        for one in body["outputs"]
    ]


def _form(body: dict[str, Any], one: dict[str, Any]) -> FormView:
    due = one.get("due") or {}
    by = listing.names(body, "roles", one.get("completed_by"))
    return FormView(
        label=typeset(one["label"]),
        by=typeset(by),
        due=typeset(listing.names(body, "milestones", [due["milestone"]])) if due.get("milestone") else "",
        intro=typeset(one.get("intro", "")),
        sections=tuple(
            (typeset(section["title"]), tuple(_asked(field) for field in section["fields"]))
            for section in one["sections"]
        ),
    )


def _asked(field: dict[str, Any]) -> AskedView:
    options = field.get("options")
    columns = field.get("columns")
    choices = list(options.values()) if isinstance(options, dict) else []
    if isinstance(columns, list):
        choices = [column["label"] for column in columns]
    return AskedView(
        label=typeset(field["label"]),
        answered=listing.answered(field),
        choices=tuple(typeset(str(one)) for one in choices),
        help=typeset(field.get("help", "")),
        is_needed=field.get("required") is True,
        text=typeset(field.get("text", "")),
    )


def _part(body: dict[str, Any], part: str) -> str:
    return PART_WORDS.get(part) or typeset(listing.names(body, "documents", [part]))
