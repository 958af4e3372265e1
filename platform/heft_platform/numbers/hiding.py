"""Small groups are not shown, and cannot be worked out from what is.

Whoever reads a breakdown knows its total and the groups that are shown, so they know the sum of those that are not. A
group of fewer than five is hidden; where that sum would give it away, the smallest of the others is hidden with it. Where
all are hidden and the total would still give them away, no word says which of them are small.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

SMALLEST_SHOWN = 5
Group = TypeVar("Group")


class Hidden(Enum):
    """Why a number is not shown, in the words that stand in its place."""

    SMALL = "Fewer than 5"
    BESIDE_SMALL = "Not shown, to protect a small group"


@dataclass(frozen=True, kw_only=True)
class Breakdown(Generic[Group]):
    """How many there are in each group: the number, or why it is not shown."""

    shown: Mapping[Group, int]
    hidden: Mapping[Group, Hidden]

    @property
    def total(self) -> int | Hidden:
        """Return how many there are in all; they are a group as well."""
        return self._total if self._total >= SMALLEST_SHOWN else Hidden.SMALL

    def of(self, group: Group) -> int | Hidden:
        return self.hidden[group] if group in self.hidden else self.shown[group]

    _total: int


def break_down(sizes: Mapping[Group, int]) -> Breakdown[Group]:
    """Return what may be shown of the sizes of groups that do not overlap.

    What is hidden has at least five together, so that no share of them, worked out from what is shown, is of fewer.
    """
    from_smallest = sorted(sizes, key=lambda group: sizes[group])
    hidden = [group for group in from_smallest if sizes[group] < SMALLEST_SHOWN]
    others = [group for group in from_smallest if sizes[group] >= SMALLEST_SHOWN]
    while hidden and others and _gives_away([sizes[group] for group in hidden]):
        hidden.append(others.pop(0))
    tells_by_words = not others and _gives_away([sizes[group] for group in hidden])
    return Breakdown(
        shown={group: size for group, size in sizes.items() if group not in hidden},
        hidden={
            group: Hidden.SMALL
            if sizes[group] < SMALLEST_SHOWN and not tells_by_words
            else Hidden.BESIDE_SMALL
            for group in sizes
            if group in hidden
        },
        _total=sum(sizes.values()),
    )


def _gives_away(sizes: list[int]) -> bool:
    """Say whether the sum of hidden groups tells the size of a small one, or is itself too small to be known."""
    small = sum(1 for size in sizes if size < SMALLEST_SHOWN)
    large, together = len(sizes) - small, sum(sizes)
    if together < SMALLEST_SHOWN or len(sizes) == 1:
        return True
    # All small groups at their largest, and all large ones at their smallest, leave this much to be shared out.
    most = (SMALLEST_SHOWN - 1) * small
    return together - SMALLEST_SHOWN * large <= 0 or (large == 0 and together >= most)
