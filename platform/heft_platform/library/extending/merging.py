"""Lay what a school adds over the cluster's template, and say what does not fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from heft_platform.library.editing import NoSuchPlaceError, add, copied, items_at, kind_of, take_out, thing_at

OWN = "own_"  # ids of what a school adds begin so: the cluster never takes one of them
GUIDANCE = "entry/cautions"


@dataclass(frozen=True, kw_only=True)
class Addition:
    """Something that a school adds: the list to which it belongs, and what it is."""

    place: str
    thing: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.thing["id"])

    @property
    def name(self) -> str:
        return str(self.thing.get("label") or self.thing.get("title") or self.thing.get("words") or self.id)

    @property
    def what(self) -> str:
        """Say what kind of thing it is, and to what it was added: “question in ‘Pupil views’”."""
        if self.place == GUIDANCE:
            return "guidance"
        kind = kind_of(self.place)
        return kind.one if kind else "part"


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """Something of a school's additions that a version has no place for, and what would do."""

    id: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Merged:
    """The template as the school uses it, and what did not fit into it."""

    body: dict[str, Any]
    misfits: tuple[Misfit, ...]


def merged(body: dict[str, Any], additions: Iterable[Addition], left_out: Sequence[str]) -> Merged:
    """Return a template with everything that a school adds to it and without what the school leaves out."""
    ours, misfits = copied(body), list[Misfit]()
    for one in additions:
        if (words := _added(ours, one)) is not None:
            misfits.append(Misfit(id=one.id, words=words))
    for place in left_out:
        if (words := _left_out(ours, place)) is not None:
            misfits.append(Misfit(id=place, words=words))
    return Merged(body=ours, misfits=tuple(misfits))


def is_locked(body: dict[str, Any], place: str) -> bool:
    """Say whether a thing is one of the template's locked parts or lies in one: also the milestone that holds a locked meeting."""
    collection, id_ = place.split("/")[:2]
    locks = set(body.get("locks", ()))
    if f"{collection}.{id_}" in locks:
        return True
    return collection == "milestones" and f"meetings.{thing_at(body, place).get('meeting')}" in locks


def _added(ours: dict[str, Any], one: Addition) -> str | None:
    name = f"Your {one.what} “{one.name}”"
    if one.place == GUIDANCE:
        ours["entry"] = {**ours["entry"], "cautions": [*ours["entry"].get("cautions", ()), one.name]}
        return None
    try:
        there = items_at(ours, one.place)
    except NoSuchPlaceError:
        return f"{name} was added to a part that is gone. Add it again where it belongs now"
    if any(thing.get("id") == one.id for thing in there):
        return f"{name} stands there twice. Take one of them back"
    if gone := list(_names_gone(ours, one.thing)):
        return f"{name} names {', '.join(gone)}, which is gone. Add it again with what there is now"
    add(ours, one.place, dict(one.thing))
    if one.place == "roles":
        _invite(ours, one)
    return None


def _invite(ours: dict[str, Any], one: Addition) -> None:
    """Invite a person of the school's own to every meeting, as much as they are needed."""
    needed = str(one.thing.get("requirement"))
    how = needed if needed in {"required", "expected"} else "on_request"
    for meeting in ours["meetings"]:
        meeting["invite"][how] = [*meeting["invite"][how], one.id]


def _left_out(ours: dict[str, Any], place: str) -> str | None:
    try:
        thing = thing_at(ours, place)
    except NoSuchPlaceError:
        return "Something that you leave out is no longer in the template. There is nothing to do"
    name = thing.get("label") or thing.get("title")
    if is_locked(ours, place):
        return f"You leave out “{name}”, which is locked now. It comes back"
    take_out(ours, place)
    return None


def _names_gone(ours: dict[str, Any], thing: dict[str, Any]) -> Iterable[str]:
    """Give what an addition names that the template does not have."""
    named = {
        "roles": thing.get("lead", ()),
        "documents": thing.get("documents_due", ()),
        "meetings": [thing["meeting"]] if thing.get("meeting") else (),
    }
    for collection, ids in named.items():
        known = {one["id"] for one in ours[collection]}
        yield from (f"“{id_.replace('_', ' ')}”" for id_ in ids if id_ not in known)
