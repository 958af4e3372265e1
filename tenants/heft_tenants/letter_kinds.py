"""What letters may say: each kind is a schema in a version. Old letters are kept as they were sent, and read as new ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields

from heft_tenants.visibility import Visibility

# A disclosure of these is an act of its own, by the person whose duty it is; no letter carries them along.
NEVER_IN_LETTERS = frozenset({Visibility.SENSITIVE, Visibility.SAFEGUARDING, Visibility.LEGAL})

Content = dict[str, Any]
FromPrevious = Callable[[Content], Content]


@dataclass(frozen=True, kw_only=True)
class LetterKind:
    """What letters of one kind may say: a schema, its version, and the classes of what it carries."""

    name: str
    version: int
    schema: type[Schema]
    carries: frozenset[Visibility]
    from_previous: FromPrevious | None


KINDS: dict[tuple[str, int], LetterKind] = {}
_NEWEST: dict[str, LetterKind] = {}


class UnknownLetterKindError(Exception):
    """Nobody has said what letters of this kind may hold."""


class WrongLetterKindError(Exception):
    """A kind breaks a rule of letters. The message says which, and what to write."""


def letter_kind(
    name: str, *, version: int, carries: set[Visibility], from_previous: FromPrevious | None = None
) -> Callable[[type[Schema]], type[Schema]]:
    """Make a schema the content of a kind of letter. Each of its fields names its visibility in its metadata.

    Letters are never changed. Whoever changes what a kind says adds a version, and says with `from_previous` how a letter
    of the version before reads in it; the old schema stays for as long as such letters are kept.

    :raises WrongLetterKindError: if a field is of no class or of one that the kind does not carry, if the kind carries
        what never leaves by letter, or if a version is missing or says nothing of the one before
    """
    kind_carries = frozenset(carries)

    def keep(schema: type[Schema]) -> type[Schema]:
        kind = LetterKind(
            name=name, version=version, schema=schema, carries=kind_carries, from_previous=from_previous
        )
        _check(kind)
        KINDS[name, version] = kind
        _NEWEST[name] = kind
        return schema

    return keep


def newest(name: str) -> LetterKind:
    """Return the version of a kind that is sent.

    :raises UnknownLetterKindError: if no schema says what the kind may hold
    """
    if name not in _NEWEST:
        raise UnknownLetterKindError(name)
    return _NEWEST[name]


def is_readable(name: str, version: int) -> bool:
    """Say whether this release knows a letter. While releases change over, one may come from the next."""
    return (name, version) in KINDS


def in_newest_version(name: str, version: int, content: Mapping[str, Any]) -> Content:
    """Return what a letter says, as the newest version of its kind would say it; nothing if it is not readable."""
    if not is_readable(name, version):
        return {}
    read = dict(content)
    for later in range(version + 1, _NEWEST[name].version + 1):
        step = KINDS[name, later].from_previous
        assert step is not None  # or it could not have been declared
        read = step(read)
    return read


def _check(kind: LetterKind) -> None:
    known = f"{kind.name}, version {kind.version}"
    before = _NEWEST[kind.name].version if kind.name in _NEWEST else 0
    if kind.version != before + 1:
        raise WrongLetterKindError(f"{known}: version {before + 1} comes next")
    if (kind.from_previous is None) != (kind.version == 1):
        raise WrongLetterKindError(f"{known}: say with from_previous how a letter of version {before} reads")
    if forbidden := kind.carries & NEVER_IN_LETTERS:
        raise WrongLetterKindError(f"{known}: {', '.join(sorted(forbidden))} never leaves by letter")
    for name, field in kind.schema().fields.items():
        _check_class(f"{known}: {name}", field, kind.carries)


def _check_class(known: str, field: fields.Field[Any], carries: frozenset[Visibility]) -> None:
    if isinstance(field, fields.Nested):
        for name, inner in field.schema.fields.items():
            _check_class(f"{known}.{name}", inner, carries)
        return
    visibility = field.metadata.get("visibility")
    if visibility not in carries:
        raise WrongLetterKindError(f"{known} is {visibility or 'of no class'}, which the kind does not carry")
