"""What must hold across a template: every name leads somewhere, dates lie in order, and nothing is a way out of school."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Broken = Iterator[tuple[str, str]]
LISTS = ("purposes", "roles", "documents", "milestones", "meetings", "monitoring", "signatures", "escalation")
NEVER = ("exclusion", "exclude", "suspen")


def broken_rules(body: Mapping[str, Any]) -> Broken:
    """Give path and words of every rule that is broken. The shape must be right."""
    for rule in RULES:
        yield from rule(body)


def _ids_once(body: Mapping[str, Any]) -> Broken:
    for name in LISTS:
        for id_, count in Counter(item["id"] for item in body[name]).items():
            if count > 1:
                yield name, f"“{id_}” stands here {count} times. Every id is used once."


def _documents_lead_somewhere(body: Mapping[str, Any]) -> Broken:
    roles, milestones = _ids(body, "roles"), _ids(body, "milestones")
    for place, document in enumerate(body["documents"]):
        yield from _unknown(f"documents[{place}].completed_by", document["completed_by"], roles, "role")
        if due := document.get("due"):
            yield from _unknown(
                f"documents[{place}].due.milestone", [due["milestone"]], milestones, "milestone"
            )


def _milestones_lead_somewhere(body: Mapping[str, Any]) -> Broken:
    documents, meetings = _ids(body, "documents"), _ids(body, "meetings")
    for place, milestone in enumerate(body["milestones"]):
        yield from _unknown(
            f"milestones[{place}].documents_due", milestone["documents_due"], documents, "document"
        )
        if "meeting" in milestone:
            yield from _unknown(f"milestones[{place}].meeting", [milestone["meeting"]], meetings, "meeting")
    anchor = body["schedule"]["anchor_milestone"]
    yield from _unknown("schedule.anchor_milestone", [anchor], _ids(body, "milestones"), "milestone")


def _meetings_lead_somewhere(body: Mapping[str, Any]) -> Broken:
    roles, meetings = _ids(body, "roles"), _ids(body, "meetings")
    for place, meeting in enumerate(body["meetings"]):
        yield from _unknown(f"meetings[{place}].chair", meeting["chair"], roles, "role")
        for how in ("required", "expected", "on_request"):
            yield from _unknown(f"meetings[{place}].invite.{how}", meeting["invite"][how], roles, "role")
    for place, kept in enumerate(body["monitoring"]):
        yield from _unknown(f"monitoring[{place}].owner", [kept["owner"]], roles, "role")
    for place, signature in enumerate(body["signatures"]):
        yield from _unknown(f"signatures[{place}].meeting", [signature["meeting"]], meetings, "meeting")
    yield from _unknown("verdicts.meeting", [body["verdicts"]["meeting"]], meetings, "meeting")


def _unknown(path: str, names: Iterable[str], known: set[str], kind: str) -> Broken:
    for name in names:
        if name not in known:
            yield path, f"There is no {kind} “{name}”. Known: {', '.join(sorted(known))}."


def _milestones_in_order(body: Mapping[str, Any]) -> Broken:
    latest = None
    for place, milestone in enumerate(body["milestones"]):
        week = milestone["week"]
        if week is not None and latest is not None and week < latest:
            yield (
                f"milestones[{place}].week",
                f"Week {week} comes after week {latest}. Put milestones in calendar order.",
            )
        latest = week if week is not None else latest


def _lengths(body: Mapping[str, Any]) -> Broken:
    duration, targets = body["duration"], body["targets"]
    if duration["min_weeks"] > duration["max_weeks"]:
        yield "duration.min_weeks", "The shortest length is longer than the longest."
    if (duration["planned_weeks"] is None) != duration["open_ended"]:
        yield "duration.planned_weeks", "Say a number of weeks, or null with open_ended: true."
    for place, milestone in enumerate(body["milestones"]):
        if milestone["week"] is not None and milestone["week"] > duration["max_weeks"]:
            yield (
                f"milestones[{place}].week",
                f"Week {milestone['week']} is past max_weeks, {duration['max_weeks']}.",
            )
    if not targets["min"] <= targets["default"] <= targets["max"]:
        yield "targets.default", "The usual number of targets must lie between min and max."
    if targets["default_measure"] not in targets["measures"]:
        yield "targets.default_measure", f"“{targets['default_measure']}” is not one of the measures."


def _meetings_used(body: Mapping[str, Any]) -> Broken:
    used = {milestone.get("meeting") for milestone in body["milestones"]}
    for place, meeting in enumerate(body["meetings"]):
        if meeting["id"] not in used:
            yield f"meetings[{place}]", f"No milestone holds the meeting “{meeting['id']}”."


def _verdict_last(body: Mapping[str, Any]) -> Broken:
    held = [milestone["meeting"] for milestone in body["milestones"] if "meeting" in milestone]
    if held and held[-1] != body["verdicts"]["meeting"]:
        yield "verdicts.meeting", f"The verdict belongs to the last meeting, “{held[-1]}”."


def _no_exclusion(body: Mapping[str, Any]) -> Broken:
    for place, option in enumerate(body["verdicts"]["options"]):
        for step in [option, *option["next_steps"]]:
            leads_out = any(word in step["label"].lower() for word in NEVER)
            if leads_out and "escalation" not in step:
                yield (
                    f"verdicts.options[{place}]",
                    f"“{step['label']}”: no outcome or next step may be an exclusion.",
                )


def _ids(body: Mapping[str, Any], name: str) -> set[str]:
    return {item["id"] for item in body[name]}


RULES = (
    _ids_once,
    _documents_lead_somewhere,
    _milestones_lead_somewhere,
    _meetings_lead_somewhere,
    _milestones_in_order,
    _lengths,
    _meetings_used,
    _verdict_last,
    _no_exclusion,
)
