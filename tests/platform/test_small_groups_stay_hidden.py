"""Nobody works out a small group: whatever the numbers are, what is shown allows more than one answer."""

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from heft_platform.numbers.hiding import SMALLEST_SHOWN, Hidden, break_down

LARGEST = 12
groups = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, LARGEST), min_size=1)


def worlds(sizes: dict[str, int], *, fewest: int = 0) -> list[dict[str, int]]:
    """Return every way in which the hidden groups could be, for whoever knows the total and reads the words."""
    found = break_down(sizes, fewest=fewest)
    left = sum(sizes.values()) - sum(found.shown.values())
    least = SMALLEST_SHOWN if Hidden.SMALL in found.hidden.values() else 0  # else the words tell nothing
    could_be = [
        range(SMALLEST_SHOWN) if why is Hidden.SMALL else range(least, left + 1)
        for why in found.hidden.values()
    ]
    return [dict(zip(found.hidden, world, strict=True)) for world in _sharing_out(left, could_be)]


def _sharing_out(left: int, could_be: Sequence[range]) -> Iterator[tuple[int, ...]]:
    """Give every way to share out so many among groups of these sizes."""
    if not could_be:
        yield from [()] if left == 0 else []
        return
    first, *others = could_be
    for size in first:
        if size <= left:
            yield from ((size, *more) for more in _sharing_out(left - size, others))


@given(groups)
def test_no_group_under_five_is_shown(sizes: dict[str, int]) -> None:
    assert all(size >= SMALLEST_SHOWN for size in break_down(sizes).shown.values())


@given(groups)
def test_a_small_group_could_have_another_size(sizes: dict[str, int]) -> None:
    found = break_down(sizes)
    if isinstance(found.total, Hidden):
        return  # nothing is known that it could be worked out from
    possible = worlds(sizes)
    for group in found.hidden:
        if sizes[group] < SMALLEST_SHOWN:
            assert len({world[group] for world in possible}) > 1


@given(st.dictionaries(st.sampled_from("ABCDE"), st.integers(1, LARGEST), min_size=1))
@example(dict.fromkeys("ABCDE", 1))
@example(dict.fromkeys("ABCD", 1))
def test_nobody_works_it_out_from_groups_being_named_only_if_somebody_is_in_them(
    sizes: dict[str, int],
) -> None:
    found = break_down(sizes, fewest=1)
    if isinstance(found.total, Hidden):
        possible = [
            dict(zip(found.hidden, world, strict=True))
            for world in product(range(1, SMALLEST_SHOWN), repeat=len(found.hidden))
            if sum(world) < SMALLEST_SHOWN
        ]
    else:
        possible = [world for world in worlds(sizes, fewest=1) if all(world.values())]
    for group in found.hidden:
        if sizes[group] < SMALLEST_SHOWN:
            assert len({world[group] for world in possible}) > 1


@given(groups)
def test_what_is_hidden_is_no_small_group_together(sizes: dict[str, int]) -> None:
    found = break_down(sizes)
    together = sum(sizes[group] for group in found.hidden)
    assert not found.hidden or not found.shown or together >= SMALLEST_SHOWN


@given(groups)
def test_nothing_is_hidden_without_need(sizes: dict[str, int]) -> None:
    if all(size >= SMALLEST_SHOWN for size in sizes.values()):
        assert not break_down(sizes).hidden


def test_words_say_why() -> None:
    found = break_down({"Year 3": 2, "Year 4": 6, "Year 5": 9})

    assert found.of("Year 3") is Hidden.SMALL
    assert found.of("Year 4") is Hidden.BESIDE_SMALL
    assert found.of("Year 5") == 9
    assert found.total == 17
    assert set(break_down({"Year 3": 4, "Year 4": 4}).hidden.values()) == {Hidden.BESIDE_SMALL}, (
        "8 is 4 and 4"
    )
    assert break_down({"Year 3": 2}).total is Hidden.SMALL


def test_where_the_number_of_groups_tells_everything_none_is_named() -> None:
    for groups in ("ABCD", "ABCDE"):
        found = break_down(dict.fromkeys(groups, 1), fewest=1)
        assert (found.shown, found.hidden) == ({}, {})
    assert break_down(dict.fromkeys("ABC", 1), fewest=1).hidden, "3 or 4 in all"
