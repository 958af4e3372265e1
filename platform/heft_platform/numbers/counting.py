"""What is counted of each programme, and the groups that it is counted in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from uuid import UUID

from heft_platform.numbers.hiding import SMALLEST_SHOWN

NOT_RECORDED = "Not recorded"
WAITS = ((10, "Within 10 school days"), (20, "11 to 20"), (40, "21 to 40"))
LONGER = "More than 40"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A programme, with everything that is counted of it in words and numbers."""

    pupil_id: UUID
    state: str
    year_group: str
    need: str
    template: str
    waited: int | None  # school days from the first worry to the first meeting
    reviews_in_time: int = 0
    reviews: int = 0
    targets_achieved: int = 0
    targets: int = 0

    @property
    def wait(self) -> str:
        if self.waited is None:
            return NOT_RECORDED
        return next((words for most, words in WAITS if self.waited <= most), LONGER)


GROUPS: Mapping[str, Callable[[Counted], str]] = {
    "year group": lambda one: one.year_group,
    "need": lambda one: one.need,
    "template": lambda one: one.template,
}


def grouped(programmes: Iterable[Counted], group_of: Callable[[Counted], str]) -> dict[str, list[Counted]]:
    """Return programmes by the group that each is in."""
    groups: dict[str, list[Counted]] = defaultdict(list)
    for one in programmes:
        groups[group_of(one)].append(one)
    return dict(groups)


def pupils_in(programmes: Iterable[Counted], group_of: Callable[[Counted], str]) -> dict[str, int]:
    """Return how many pupils are in each group, each counted once: where the last of their programmes is."""
    everything = list(programmes)
    last = {one.pupil_id: group_of(one) for one in everything}
    groups = dict.fromkeys((group_of(one) for one in everything), 0)
    for group in last.values():
        groups[group] += 1
    return groups


def usual_wait(programmes: Iterable[Counted]) -> int | None:
    """Return how many school days half of the pupils waited at most; None if it is known of too few of them."""
    known = [one for one in programmes if one.waited is not None]
    if len({one.pupil_id for one in known}) < SMALLEST_SHOWN:
        return None
    return round(median(one.waited for one in known if one.waited is not None))
