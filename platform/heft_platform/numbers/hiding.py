"""Small groups are not shown, and cannot be worked out from what is.

Whoever reads a breakdown knows its total and the groups that are shown, so they know the sum of those that are not. A
group of fewer than five is hidden; where that sum would give it away, the smallest of the others is hidden with it. Where
all are hidden and the total would still give them away, no word says which of them are small; and where it is enough to
know how many groups have somebody in them, none is named.

The share of a group is shown only if it is of at least five pupils; and if it tells of pupils, only if there are at least
five things of which it is true, and five of which it is not. The same holds for all hidden groups together.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar
from uuid import UUID

SMALLEST_SHOWN = 5
Group = TypeVar("Group")


class Hidden(Enum):
    """Why a number is not shown, in the words that stand in its place."""

    SMALL = "Fewer than 5"
    BESIDE_SMALL = "Not shown, to protect a small group"


@dataclass(frozen=True, kw_only=True)
class Breakdown(Generic[Group]):
    """How many there are in each group: the number, or why it is not shown. A group in neither is not to be named."""

    shown: Mapping[Group, int]
    hidden: Mapping[Group, Hidden]
    total: int | Hidden  # of how many there are in all; they are a group as well

    def of(self, group: Group) -> int | Hidden:
        return self.hidden[group] if group in self.hidden else self.shown[group]


@dataclass(frozen=True, kw_only=True)
class Part:
    """So many of so many things, of so many pupils."""

    part: int
    whole: int
    pupils: frozenset[UUID]

    def __add__(self, other: "Part") -> "Part":
        return Part(
            part=self.part + other.part,
            whole=self.whole + other.whole,
            pupils=self.pupils | other.pupils,
        )

    @property
    def percent(self) -> int:
        return round(100 * self.part / self.whole)


@dataclass(frozen=True, kw_only=True)
class Shares(Generic[Group]):
    """The share of each group in percent, or that it is not shown, and the share of all."""

    shown: Mapping[Group, int]
    hidden: frozenset[Group]
    overall: int | Hidden

    def of(self, group: Group) -> int | Hidden:
        return Hidden.BESIDE_SMALL if group in self.hidden else self.shown[group]


def break_down(
    sizes: Mapping[Group, int], *, pupils: Mapping[Group, int] | None = None, fewest: int = 0
) -> Breakdown[Group]:
    """Return what may be shown of the sizes of groups that do not overlap.

    What is hidden is of at least five pupils together, so that no share of them, worked out from what is shown, is of fewer.
    `pupils` says of how many each group is, where one of them may stand behind several of what is counted: neither those
    nor these are to be worked out. `fewest` is 1 where a group in which there is nothing is not named at all.
    """
    pupils = pupils or sizes
    everything = sum(sizes.values())
    total = everything if sum(pupils.values()) >= SMALLEST_SHOWN else _why_hidden(everything)
    if _names_give_away(sizes.values(), fewest):
        return Breakdown(shown={}, hidden={}, total=total)
    from_smallest = sorted(sizes, key=lambda group: (pupils[group], sizes[group]))
    hidden = [group for group in from_smallest if pupils[group] < SMALLEST_SHOWN]
    others = [group for group in from_smallest if pupils[group] >= SMALLEST_SHOWN]

    def tell() -> bool:
        too_few = sum(pupils[group] for group in hidden) < SMALLEST_SHOWN
        return too_few or _gives_away([sizes[group] for group in hidden], fewest)

    while hidden and others and tell():
        hidden.append(others.pop(0))
    tells_by_words = not others and tell()
    return Breakdown(
        shown={group: size for group, size in sizes.items() if group not in hidden},
        hidden={
            group: Hidden.BESIDE_SMALL if tells_by_words else _why_hidden(sizes[group])
            for group in sizes
            if group in hidden
        },
        total=total,
    )


def _why_hidden(size: int) -> Hidden:
    return Hidden.SMALL if size < SMALLEST_SHOWN else Hidden.BESIDE_SMALL


def break_down_shares(parts: Mapping[Group, Part], *, tells_of_pupils: bool) -> Shares[Group]:
    """Return what may be shown of the shares of groups that do not overlap; none of them is empty.

    What tells of pupils, whoever knows the share of all and the size of each group still finds more than one answer for
    each that is hidden. What does not (whether the school was in time) is hidden only where it is of few pupils.
    """
    from_smallest = sorted(parts, key=lambda group: parts[group].whole)
    hidden = [group for group in from_smallest if _is_small(parts[group], tells_of_pupils)]
    others = [group for group in from_smallest if group not in hidden]
    while hidden and others and _is_small(_together(parts, hidden), tells_of_pupils):
        hidden.append(others.pop(0))
    everything = _together(parts, parts)
    return Shares(
        shown={group: parts[group].percent for group in parts if group not in hidden},
        hidden=frozenset(hidden),
        overall=Hidden.BESIDE_SMALL if _is_small(everything, tells_of_pupils) else everything.percent,
    )


def _together(parts: Mapping[Group, Part], groups: Iterable[Group]) -> Part:
    return sum((parts[group] for group in groups), Part(part=0, whole=0, pupils=frozenset()))


def _is_small(one: Part, tells_of_pupils: bool) -> bool:  # noqa: FBT001  (one of two rules)
    """Say whether a share is of too few pupils, or would tell of too few of them what it says."""
    fewest = min(one.part, one.whole - one.part) if tells_of_pupils else SMALLEST_SHOWN
    return min(len(one.pupils), fewest) < SMALLEST_SHOWN


def _names_give_away(sizes: Collection[int], fewest: int) -> bool:
    """Say whether every group has the fewest that it can have, and the total tells it. “Fewer than 5” tells of 4 groups."""
    together = sum(sizes)
    return together == fewest * len(sizes) and together >= SMALLEST_SHOWN - 1


def _gives_away(sizes: list[int], fewest: int) -> bool:
    """Say whether the sum of hidden groups tells the size of a small one, or is itself too small to be known."""
    small = sum(1 for size in sizes if size < SMALLEST_SHOWN)
    large, together = len(sizes) - small, sum(sizes)
    if together < SMALLEST_SHOWN or len(sizes) == 1:
        return True
    # Small groups at their largest or smallest, and large ones at their smallest, leave this much to be shared out.
    most = (SMALLEST_SHOWN - 1) * small
    return together - SMALLEST_SHOWN * large <= fewest * small or (large == 0 and together >= most)
