"""What can be chosen on the sheets of a template: what the language knows, and what the template itself names."""

from collections.abc import Mapping
from typing import Any

from heft_platform.library.editing.places import things_at
from heft_platform.library.editing.questions import typeset

Choices = list[tuple[str, str]]

MILESTONE_NEEDED: Choices = [
    ("required", "It is needed"),
    ("expected", "Expected, and shown when it is missing"),
    ("recommended", "Recommended"),
    ("optional", "It may be left out"),
    ("none", "Switched off"),
]
KNOWN: dict[str, Choices] = {
    "requirement": MILESTONE_NEEDED,
    "week_basis": [("school", "School weeks"), ("calendar", "Calendar weeks")],
    "party": [
        ("pupil", "Pupil"),
        ("family", "Family"),
        ("school", "School"),
        ("agency", "Another service"),
        ("la", "Local authority"),
        ("independent", "Nobody’s side"),
    ],
    "access": [
        ("own_view", "Their own page"),
        ("full", "Everything"),
        ("need_to_know", "Targets and strategies"),
        ("case_scope", "The case, while they work on it"),
        ("meeting_only", "The papers of the meeting, until it is over"),
        ("escalation_only", "What is sent with a request"),
        ("none", "Nothing"),
    ],
    "phase": [("assess", "Assess"), ("plan", "Plan"), ("do", "Do"), ("review", "Review")],
    "attends": [("core", "Yes"), ("optional", "If they like"), ("not", "No")],
    "document_kind": [
        ("questionnaire", "Questions to a person"),
        ("record", "Written by staff"),
        ("extract", "Worked out from the record"),
        ("upload", "A file that is brought"),
        ("report", "Report"),
        ("minutes", "Minutes"),
        ("log_sheet", "One for each session"),
        ("letter", "Letter"),
        ("agreement", "Agreement"),
    ],
    "class": [
        ("BRIEFING_SAFE", "Safe for a staff briefing"),
        ("PASTORAL", "Pastoral"),
        ("SENSITIVE", "Sensitive"),
        ("SAFEGUARDING", "Safeguarding"),
        ("LEGAL", "Legal"),
    ],
    "answer": [
        ("short_text", "A few words"),
        ("long_text", "As much as they like"),
        ("integer", "A whole number"),
        ("number", "A number"),
        ("date", "A date"),
        ("time", "A time"),
        ("yes_no", "Yes or no"),
        ("yes_no_unsure", "Yes, no or not sure"),
        ("single_choice", "One of several choices"),
        ("multi_choice", "Some of several choices"),
        ("scale", "A place on a scale"),
        ("person", "A person"),
        ("people", "People"),
        ("file", "A file"),
        ("drawing", "A drawing"),
        ("statement", "Nothing: words to read"),
        ("table", "A table"),
        ("code", "A code of a list"),
        ("computed", "Worked out from the record"),
    ],
    "scale": [
        ("faces_5", "Five faces"),
        ("agree_4", "How much one agrees, in four steps"),
        ("how_often_4", "How often: from never to always"),
        ("frequency", "How often: daily, weekly or monthly"),
        ("rating_0_10", "0 to 10"),
        ("severity_10", "How severe, 1 to 10"),
    ],
}
SCALES_OF_TEMPLATES = {  # offered where the template uses them already
    "commitment_kept": "Was a promise kept?",
    "concern_strength": "How strong a concern is",
    "provision_impact": "What came of help",
    "psp_early_end": "Why a programme ended early",
    "psp_verdict": "Was a programme successful?",
    "risk_level": "Risk: low, medium or high",
    "session_mark": "How a target went in a session",
    "target_change": "What happens to a target",
    "target_status": "How a target is going",
    "target_verdict": "Was a target met?",
    "timetable_verdict": "How part-time attendance ended",
    "tme_outcome": "Where a target got, compared with what was expected",
    "tme_rating": "A target, 1 to 10",
}
MADE_IN_YAML = {"table", "code", "computed"}  # kinds of answers that need keys which no sheet asks for


def choices_for(name: str, body: Mapping[str, Any], chosen: Any) -> Choices:
    """Return what can be chosen. What is chosen already can stay so, also if it is not known here."""
    found = _choices(name, body, chosen)
    known = {code for code, _ in found}
    several = chosen if isinstance(chosen, list) else [chosen]
    return [*found, *((one, one.replace("_", " ")) for one in several if one and one not in known)]


def _choices(name: str, body: Mapping[str, Any], chosen: Any) -> Choices:
    if name in {"roles", "documents", "meetings", "milestones"}:
        return [
            (one["id"], typeset(str(one.get("label") or one["id"]))) for one in things_at(dict(body), name)
        ]
    if name == "answer":
        return [(code, said) for code, said in KNOWN[name] if code == chosen or code not in MADE_IN_YAML]
    if name == "scale":
        used = sorted(_scales_in(body.get("documents")))
        known = dict(KNOWN[name])
        said = {one: SCALES_OF_TEMPLATES.get(one, one.replace("_", " ")) for one in used if one not in known}
        return [*known.items(), *said.items()]
    return KNOWN[name]


def _scales_in(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["scale"]} if isinstance(value.get("scale"), str) else set()
        return own.union(*(_scales_in(one) for one in value.values()))
    if isinstance(value, list):
        return set[str]().union(*(_scales_in(one) for one in value))
    return set()
