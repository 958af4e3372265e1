"""One sentence for one difference. What is changed most often has words of its own; everything else is readable too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from heft_platform.library.differences.names import noun, nouns, said_of_key
from heft_platform.library.differences.values import MISSING, in_words, pair_in_words, shortened
from heft_platform.words import list_of, number_of, with_capital

Labels = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a difference lies: the lists and their things on the way, then the keys."""

    things: tuple[tuple[str, dict[str, Any]], ...] = ()  # (key of the list, the thing)
    keys: tuple[str, ...] = ()

    def inside(self, collection: str, thing: dict[str, Any]) -> "Spot":
        return Spot(things=(*self.things, (collection, thing)))

    def at(self, key: str) -> "Spot":
        return Spot(things=self.things, keys=(*self.keys, key))

    @property
    def subject(self) -> str:
        """Say what it is about: “‘Final meeting’”, “Question ‘Hopes’ of ‘Pupil questionnaire’”."""
        if not self.things:
            return ""
        collection, thing = self.things[-1]
        named = f"‘{name_of(thing)}’"
        if len(self.things) == 1:
            return named
        outer = self.things[0][1]
        return f"{with_capital(noun(collection))} {named} of ‘{name_of(outer)}’"


def name_of(thing: Mapping[str, Any]) -> str:
    """Return the name of a thing, without which its id has to do."""
    names = (thing.get(key) for key in ("label", "title", "id"))
    return shortened(next((name for name in names if isinstance(name, str) and name), "without a name"))


def added(spot: Spot, collection: str, thing: dict[str, Any]) -> str:
    """Say that a list has a new thing."""
    return f"{with_capital(noun(collection))} added{_to(spot, 'to')}: “{name_of(thing)}”{_details(collection, thing)}"


def taken_out(spot: Spot, collection: str, thing: dict[str, Any]) -> str:
    """Say that a list lacks a thing that it had."""
    return f"{with_capital(noun(collection))} taken out{_to(spot, 'of')}: “{name_of(thing)}”"


def reordered(spot: Spot, collection: str, things: list[dict[str, Any]]) -> str:
    """Say that the things of a list come in another order."""
    order = list_of([f"‘{name_of(one)}’" for one in things])
    return f"The {nouns(collection)}{_to(spot, 'of')} come in another order: {order}"


def changed(spot: Spot, before: Any, after: Any, labels: Labels) -> str:
    """Say that a value is another one, is new, or is gone."""
    collection = spot.things[-1][0] if spot.things else ""
    for known in ((collection, spot.keys[-1]), ("", spot.keys[-1])):
        if known in OWN_WORDS and (words := OWN_WORDS[known](spot, before, after)):
            return words
    return _of_any_key(spot, before, after, labels)


def _of_any_key(spot: Spot, before: Any, after: Any, labels: Labels) -> str:
    keys = spot.keys if spot.things or len(spot.keys) == 1 else spot.keys[1:]  # the part stands above
    key = ", ".join(said_of_key(one) for one in keys)
    about = f"{spot.subject}: {key}" if spot.subject else with_capital(key)
    if before is MISSING:
        return f"{about} is new: {shortened(in_words(after, labels))}"
    if after is MISSING:
        return f"{about} is no longer set; it was {shortened(in_words(before, labels))}"
    if _is_plain_list(before) and _is_plain_list(after):
        return f"{about}: {_of_lists(before, after, labels)}"
    first, second = pair_in_words(before, after, labels)
    return f"{about} was {first} and is now {second}"


def _of_lists(before: list[Any], after: list[Any], labels: Labels) -> str:
    new = [one for one in after if one not in before]
    gone = [one for one in before if one not in after]
    if not new and not gone:
        return f"in another order, now {shortened(in_words(after, labels))}"
    said = []
    if new:
        said.append(f"added {shortened(in_words(new, labels))}")
    if gone:
        said.append(f"taken out {shortened(in_words(gone, labels))}")
    return "; ".join(said)


def _is_plain_list(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(one, dict | list) for one in value)


def _week(value: Any) -> str:
    if value is None:
        return "a date set later"
    return f"week {value}" if value >= 0 else f"{number_of(-value, 'week')} before the start"


def _of_week(spot: Spot, before: Any, after: Any) -> str | None:
    if not all(one is None or type(one) is int for one in (before, after)):
        return None
    name = name_of(spot.things[-1][1])
    return f"{name} moved from {_week(before)} to {_week(after)}"


def _of_milestone_needed(spot: Spot, before: Any, after: Any) -> str | None:
    name = name_of(spot.things[-1][1])
    if before == "required":
        return f"The {_small(name)} may now be left out" + ("" if after == "optional" else f" ({after})")
    if after == "required":
        return f"The {_small(name)} can no longer be left out"
    return None


def _of_question_needed(spot: Spot, _: Any, after: Any) -> str | None:
    must = after is True
    return f"{spot.subject} {'must now be answered' if must else 'may now be left blank'}"


def _of_name(spot: Spot, before: Any, after: Any) -> str | None:
    if not spot.things or len(spot.keys) > 1 or not (isinstance(before, str) and isinstance(after, str)):
        return None
    collection, _ = spot.things[-1]
    first, second = pair_in_words(before, after, {})
    where = f" of ‘{name_of(spot.things[0][1])}’" if len(spot.things) > 1 else ""
    return f"The {noun(collection)} {first}{where} is now called {second}"


def _of_length(_: Spot, before: Any, after: Any) -> str | None:
    if type(before) is int and type(after) is int:
        return f"The planned length is now {number_of(after, 'week')}, and was {number_of(before, 'week')}"
    return None


OWN_WORDS: dict[tuple[str, str], Callable[[Spot, Any, Any], str | None]] = {
    ("milestones", "week"): _of_week,
    ("milestones", "requirement"): _of_milestone_needed,
    ("fields", "required"): _of_question_needed,
    ("", "label"): _of_name,
    ("", "title"): _of_name,
    ("", "planned_weeks"): _of_length,
}


def _details(collection: str, thing: dict[str, Any]) -> str:
    week = thing.get("week")
    if collection == "milestones" and type(week) is int:
        return f", {_week(week)}"
    return ""


def _to(spot: Spot, how: str) -> str:
    return f" {how} ‘{name_of(spot.things[0][1])}’" if spot.things else ""


def _small(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
