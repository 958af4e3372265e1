"""Compare two bodies, part by part: things of a list by their ids, keys by their names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from heft_platform.library.differences.names import PARTS, part_of
from heft_platform.library.differences.values import MISSING, labels_in
from heft_platform.library.differences.wording import Labels, Spot, added, changed, reordered, taken_out

Path = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that is different. `path` is where; everything beneath it is meant too."""

    part: str
    words: str
    path: Path
    is_locked: bool = False


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """Return everything in which the second body differs from the first, in the order of the parts. None if they are equal."""
    labels = {**dict(labels_in(before)), **dict(labels_in(after))}
    locks = {lock for body in (before, after) for lock in _texts(body.get("locks"))}
    keys = [*(key for key in PARTS if key in before or key in after)]
    keys += sorted({*before, *after} - set(keys))
    return [
        Difference(part=part_of(key), words=words, path=path, is_locked=".".join(path[:2]) in locks)
        for key in keys
        for path, words in _compare(
            before.get(key, MISSING), after.get(key, MISSING), (key,), Spot().at(key), labels
        )
    ]


def by_part(found: Iterable[Difference]) -> list[tuple[str, list[Difference]]]:
    """Return differences under the titles of their parts."""
    order = list(dict.fromkeys(PARTS.values()))
    ordered = sorted(found, key=lambda one: order.index(one.part) if one.part in order else len(order))
    return [(part, list(several)) for part, several in groupby(ordered, key=lambda one: one.part)]


def same(before: Any, after: Any) -> bool:
    """Say whether two values are equal and of one kind: 1 is not true."""
    if type(before) is not type(after):
        return False
    if isinstance(before, dict):
        return before.keys() == after.keys() and all(same(before[key], after[key]) for key in before)
    if isinstance(before, list):
        return len(before) == len(after) and all(map(same, before, after))
    return bool(before == after)


def _compare(before: Any, after: Any, path: Path, spot: Spot, labels: Labels) -> Iterator[tuple[Path, str]]:
    if same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            inner_before, inner_after = before.get(key, MISSING), after.get(key, MISSING)
            yield from _compare(inner_before, inner_after, (*path, key), spot.at(key), labels)
    elif _have_ids(before) and _have_ids(after):
        yield from _compare_things(before, after, path, spot, labels)
    else:
        yield path, changed(spot, before, after, labels)


def _compare_things(
    before: list[dict[str, Any]], after: list[dict[str, Any]], path: Path, spot: Spot, labels: Labels
) -> Iterator[tuple[Path, str]]:
    collection = path[-1]
    was = {one["id"]: one for one in before}
    is_ = {one["id"]: one for one in after}
    for id_, thing in is_.items():
        if id_ not in was:
            yield (*path, id_), added(spot, collection, thing)
            continue
        inside = spot.inside(collection, thing)
        for key in [*was[id_], *(key for key in thing if key not in was[id_])]:
            inner_before, inner_after = was[id_].get(key, MISSING), thing.get(key, MISSING)
            yield from _compare(inner_before, inner_after, (*path, id_, key), inside.at(key), labels)
    for id_, thing in was.items():
        if id_ not in is_:
            yield (*path, id_), taken_out(spot, collection, thing)
    if [id_ for id_ in was if id_ in is_] != [id_ for id_ in is_ if id_ in was]:
        yield (*path, ""), reordered(spot, collection, after)


def _have_ids(value: Any) -> bool:
    """Say whether this is a list whose every thing has an id of its own."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return False
    ids = [one.get("id") for one in value]
    return all(isinstance(id_, str) and id_ for id_ in ids) and len(set(ids)) == len(ids)


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
