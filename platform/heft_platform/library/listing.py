"""The lists of a template as its pages show them: things under headings, each with a line about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from heft_platform.library.editing import kind_of
from heft_platform.library.editing.choices import KNOWN
from heft_platform.library.editing.kinds import Kind
from heft_platform.library.editing.places import things_at
from heft_platform.library.editing.questions import typeset
from heft_platform.words import number_of

NEEDED = {
    "required": "Needed",
    "expected": "Expected",
    "recommended": "Recommended",
    "optional": "May be left out",
    "none": "Switched off",
}
PARTS = {
    "milestones": "Steps",
    "meetings": "Meetings",
    "roles": "People",
    "documents": "Questions",
    "purposes": "Purposes",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing of a list."""

    place: str
    name: str
    meta: str
    opens: bool = False  # there is a page with what it holds


@dataclass(frozen=True, kw_only=True)
class Group:
    """A list, under its heading. `place` is where things are added; `thing` the place of what the heading names."""

    heading: str
    place: str
    one: str
    rows: tuple[Row, ...]
    thing: str = ""
    is_fixed: bool = False


def groups_of(body: dict[str, Any], part: str) -> list[Group]:
    """Return the lists of one part of a template: “milestones”, “meetings” with an agenda each, “documents/views” with its sections."""
    if part == "meetings":
        return [_inside(body, f"meetings/{one['id']}", "agenda", one) for one in things_at(body, "meetings")]
    if part.startswith("documents/"):
        sections = things_at(body, f"{part}/sections")
        return [_inside(body, f"{part}/sections/{one['id']}", "fields", one) for one in sections]
    kind = kind_of(part)
    return [_group(body, part, kind, PARTS.get(part, kind.many))] if kind else []


def line_about(kind: Kind, thing: dict[str, Any], body: dict[str, Any]) -> str:
    """Return what a list says about a thing beside its name."""
    said = _LINES[kind.way[-1]](thing, body) if kind.way[-1] in _LINES else ()
    return " · ".join(typeset(one) for one in said if one)


def when(thing: dict[str, Any]) -> str:
    """Say in which week a milestone is."""
    week = thing.get("week")
    if type(week) is not int:
        return "On a date set later"
    if week < 0:
        return f"{number_of(-week, 'week')} before the first meeting"
    return f"Week {week}" if week else "The first meeting"


def answered(field: dict[str, Any]) -> str:
    """Say how a question is answered."""
    return dict(KNOWN["answer"]).get(str(field.get("type")), str(field.get("type", "")).replace("_", " "))


def names(body: dict[str, Any], collection: str, ids: Any) -> str:
    """Return the names of things by their ids, as one line."""
    known = {one["id"]: str(one.get("label") or one["id"]) for one in things_at(body, collection)}
    return ", ".join(known.get(one, str(one)) for one in ids) if isinstance(ids, list) else ""


def _inside(body: dict[str, Any], place: str, collection: str, thing: dict[str, Any]) -> Group:
    inner = f"{place}/{collection}"
    kind = kind_of(inner)
    assert kind is not None
    heading = typeset(str(thing.get("label") or thing.get("title") or thing["id"]))
    return _group(body, inner, kind, heading, thing=place, is_fixed=collection == "agenda")


def _group(
    body: dict[str, Any], place: str, kind: Kind, heading: str, *, thing: str = "", is_fixed: bool = False
) -> Group:
    rows = tuple(
        Row(
            place=f"{place}/{one['id']}",
            name=typeset(str(one.get(kind.name_key) or one["id"])),
            meta=line_about(kind, one, body),
            opens=place == "documents",
        )
        for one in things_at(body, place)
    )
    return Group(heading=heading, place=place, one=kind.one, rows=rows, thing=thing, is_fixed=is_fixed)


def _of_milestone(one: dict[str, Any], body: dict[str, Any]) -> Iterable[str]:
    tasks = one.get("tasks")
    return (
        when(one),
        names(body, "meetings", [one["meeting"]]) if one.get("meeting") else "Check, without a meeting",
        NEEDED.get(str(one.get("requirement")), ""),
        number_of(len(tasks), "task") if isinstance(tasks, list) and tasks else "",
    )


def _of_agenda_item(one: dict[str, Any], body: dict[str, Any]) -> Iterable[str]:
    pupil = {"core": "Pupil is there", "optional": "Pupil if they like", "not": "Without the pupil"}
    lead = names(body, "roles", one.get("lead"))
    return (
        str(one.get("phase", "")).capitalize(),
        f"Led by {lead}" if lead else "",
        pupil.get(str(one.get("pupil")), ""),
    )


def _of_role(one: dict[str, Any], _: dict[str, Any]) -> Iterable[str]:
    return dict(KNOWN["party"]).get(str(one.get("party")), ""), NEEDED.get(str(one.get("requirement")), "")


def _of_document(one: dict[str, Any], body: dict[str, Any]) -> Iterable[str]:
    sections = one.get("sections")
    fields = sum(
        len(section.get("fields") or ())
        for section in (sections if isinstance(sections, list) else ())
        if isinstance(section, dict)
    )
    by = names(body, "roles", one.get("completed_by"))
    return (
        number_of(fields, "question") if fields else "No questions",
        f"Answered by {by}" if by else "",
        NEEDED.get(str(one.get("requirement")), ""),
    )


def _of_field(one: dict[str, Any], _: dict[str, Any]) -> Iterable[str]:
    options = one.get("options")
    return (
        answered(one),
        number_of(len(options), "choice") if isinstance(options, dict) else "",
        "Must be answered" if one.get("required") is True else "",
    )


_LINES = {
    "milestones": _of_milestone,
    "agenda": _of_agenda_item,
    "roles": _of_role,
    "documents": _of_document,
    "fields": _of_field,
}
