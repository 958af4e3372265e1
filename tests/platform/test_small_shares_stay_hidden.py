"""Nobody works out the share of a few: whoever knows all that is shown still finds more than one answer."""

from itertools import product
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from heft_platform.numbers.hiding import SMALLEST_SHOWN, Hidden, Part, break_down_shares

LARGEST = 11


@st.composite
def parts(draw: st.DrawFn) -> dict[str, Part]:
    groups = draw(st.sets(st.sampled_from("ABCD"), min_size=1))
    found = {}
    for group in sorted(groups):
        whole = draw(st.integers(1, LARGEST))
        number = draw(st.integers(1, whole))
        found[group] = Part(
            part=draw(st.integers(0, whole)),
            whole=whole,
            pupils=frozenset(UUID(int=ord(group) * 100 + place) for place in range(number)),
        )
    return found


@given(parts())
def test_a_share_that_is_shown_is_of_five_and_tells_of_five(groups: dict[str, Part]) -> None:
    for group in break_down_shares(groups, tells_of_pupils=True).shown:
        one = groups[group]
        assert min(len(one.pupils), one.part, one.whole - one.part) >= SMALLEST_SHOWN


@given(parts())
def test_a_hidden_share_could_be_another(groups: dict[str, Part]) -> None:
    found = break_down_shares(groups, tells_of_pupils=True)
    if isinstance(found.overall, Hidden):
        return  # nothing is known that it could be worked out from
    left = sum(one.part for one in groups.values()) - sum(groups[group].part for group in found.shown)
    hidden = sorted(found.hidden)
    worlds = [
        dict(zip(hidden, world, strict=True))
        for world in product(*(range(groups[group].whole + 1) for group in hidden))
        if sum(world) == left
    ]
    for group in hidden:
        assert len({world[group] for world in worlds}) > 1


@given(parts())
def test_what_the_school_did_is_hidden_only_where_it_is_of_few_pupils(groups: dict[str, Part]) -> None:
    found = break_down_shares(groups, tells_of_pupils=False)
    assert all(len(groups[group].pupils) >= SMALLEST_SHOWN for group in found.shown)
    if all(len(one.pupils) >= SMALLEST_SHOWN for one in groups.values()):
        assert not found.hidden
    together = frozenset[UUID]().union(*(groups[group].pupils for group in found.hidden))
    assert not found.hidden or not found.shown or len(together) >= SMALLEST_SHOWN
