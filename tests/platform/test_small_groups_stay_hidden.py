"""Nobody works out a small group: whatever the numbers are, what is shown allows more than one answer."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from uuid import UUID

from hypothesis import example, given
from hypothesis import strategies as st

from heft_platform.numbers.counting import Counted
from heft_platform.numbers.figures import EVERY_GROUP, figures_of
from heft_platform.numbers.hiding import SMALLEST_SHOWN, Hidden, break_down

LARGEST = 12
ORDERS: dict[str, list[str]] = {name: [] for name in ("state", "year group", "need", "template")}
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


@given(st.lists(st.tuples(st.integers(0, 8), st.sampled_from("ABC")), min_size=1, max_size=16))
@example([*((pupil, "A") for pupil in (0, 1, 2, 3)), *((pupil, "B") for pupil in (4, 4, 5, 5))])
@example([*((pupil, "A") for pupil in (0, 1, 2, 3, 3, 2, 1)), (4, "B")])
def test_whoever_had_two_programmes_gives_away_no_small_group(programmes: list[tuple[int, str]]) -> None:
    counted = [
        Counted(pupil_id=UUID(int=pupil), state="", year_group=group, need="", template="", waited=None)
        for pupil, group in programmes
    ]
    figure = next(one for one in figures_of(counted, ORDERS) if one.code == "programmes-by-year-group")
    sizes = Counter(group for _, group in programmes)
    if figure.rows[0].label == EVERY_GROUP:
        return
    shown = {row.label: row.number for row in figure.rows}
    assert all(sizes[group] < SMALLEST_SHOWN for group, said in shown.items() if said is Hidden.SMALL)
    if isinstance(figure.overall.number, Hidden):
        assert not figure.bars
        return
    words = {group: said for group, said in shown.items() if isinstance(said, Hidden)}
    left = figure.overall.number - sum(said for said in shown.values() if isinstance(said, int))
    least = SMALLEST_SHOWN if Hidden.SMALL in words.values() else 1
    could_be = [
        range(1, SMALLEST_SHOWN) if why is Hidden.SMALL else range(least, left + 1) for why in words.values()
    ]
    possible = [dict(zip(words, world, strict=True)) for world in _sharing_out(left, could_be)]
    for group in words:
        if sizes[group] < SMALLEST_SHOWN:
            assert len({world[group] for world in possible}) > 1


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
