"""Find, add, move and take out things of a template by where they are: “documents/pupil_views/sections/about/fields”."""

import copy
from typing import Any

from heft_tenants.refusals import Refused

Body = dict[str, Any]
Thing = dict[str, Any]


class NoSuchPlaceError(Refused):
    """The template has no such list, or no such thing in it."""


def copied(body: Body) -> Body:
    """Return a body that can be changed without changing this one."""
    return copy.deepcopy(body)


def items_at(body: Body, place: str) -> list[Any]:
    """Return the list at a place, itself and not a copy.

    :raises NoSuchPlaceError: if there is none
    """
    *way, last = place.split("/")
    holder: Any = body if not way else thing_at(body, "/".join(way))
    found = holder.get(last)
    if not isinstance(found, list):
        raise NoSuchPlaceError
    return found


def things_at(body: Body, place: str) -> list[Thing]:
    """Return those things of a list that have an id: all, in a template without faults; none if there is no list."""
    try:
        found = items_at(body, place)
    except NoSuchPlaceError:
        return []
    return [one for one in found if isinstance(one, dict) and isinstance(one.get("id"), str)]


def thing_at(body: Body, place: str) -> Thing:
    """Return one thing by the place of its list and its id.

    :raises NoSuchPlaceError: if there is none
    """
    where, _, id_ = place.rpartition("/")
    return items_at(body, where)[_number(body, where, id_)]  # type: ignore[no-any-return]


def add(body: Body, place: str, thing: Thing) -> None:
    """Add a thing to a list: a milestone by its week, everything else at the end.

    :raises NoSuchPlaceError: if there is no such list
    """
    items = items_at(body, place)
    week = thing.get("week")
    later = [
        number
        for number, one in enumerate(items)
        if place == "milestones" and type(week) is int and isinstance(one, dict) and _is_later(one, week)
    ]
    items.insert(later[0] if later else len(items), thing)


def move(body: Body, place: str, *, by: int) -> None:
    """Move a thing up (-1) or down (+1) in its list; at either end it stays.

    :raises NoSuchPlaceError: if there is no such thing
    """
    where, _, id_ = place.rpartition("/")
    items, number = items_at(body, where), _number(body, where, id_)
    other = number + by
    if 0 <= other < len(items):
        items[number], items[other] = items[other], items[number]


def take_out(body: Body, place: str) -> Thing:
    """Take a thing out of its list, and return it.

    :raises NoSuchPlaceError: if there is no such thing
    """
    where, _, id_ = place.rpartition("/")
    return items_at(body, where).pop(_number(body, where, id_))  # type: ignore[no-any-return]


def _number(body: Body, where: str, id_: str) -> int:
    for number, one in enumerate(items_at(body, where) if where else []):
        if isinstance(one, dict) and one.get("id") == id_:
            return number
    raise NoSuchPlaceError


def _is_later(one: Thing, week: int) -> bool:
    return type(one.get("week")) is int and one["week"] > week
