"""How the parts of a template are read: every field from the key of its name, as its type says."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")
Read = Callable[[Any], Any]
OTHER_WORDS = {  # a key of the template that is called something else in Python, where the word is taken or says less
    "computed_from": "from",
    "earned_for": "for",
    "fewest": "min",
    "how_many": "multiple",
    "looks_back": "window",
    "most": "max",
    "questions": "fields",
    "usual": "default",
    "values": "in",
    "visibility": "class",
    "with_roles": "with",
}


def part(kind: Callable[..., Kind], keys: Mapping[str, Any]) -> Kind:
    """Return a part of a template. What is left out there is what the field says it is without."""
    return kind(**{name: read(keys[key]) for name, key, read in _fields_of(kind) if key in keys})


def parts(kind: Callable[..., Kind], items: list[Mapping[str, Any]]) -> tuple[Kind, ...]:
    return tuple(part(kind, keys) for keys in items)


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, str, Read], ...]:
    types = get_type_hints(kind)
    return tuple(
        (one.name, OTHER_WORDS.get(one.name, one.name), _reader(types[one.name])) for one in fields(kind)
    )


def _reader(kind: Any) -> Read:
    if get_origin(kind) is tuple:
        each = _reader(get_args(kind)[0])
        return lambda items: tuple(each(item) for item in _listed(items))
    if get_origin(kind) is UnionType:
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
        inner = _reader(kind)
        return lambda value: None if value is None else inner(value)
    if is_dataclass(kind) and isinstance(kind, type):
        return lambda keys: part(kind, keys)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda name: kind[name]
    return lambda value: value


def _listed(items: Any) -> Any:
    """Return a list; a word alone stands for a list of one, as in “to: invited”."""
    return [items] if isinstance(items, str) else items
