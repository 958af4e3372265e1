"""The figures of a school year: numbers and shares by group, in words, with small groups hidden."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from heft_platform.numbers.counting import GROUPS, LONGER, NOT_RECORDED, WAITS, Counted, grouped, pupils_in
from heft_platform.numbers.hiding import Hidden, Part, break_down, break_down_shares

ALL, EVERY_GROUP = "All", "Every group"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A group and its number, or why it is not shown."""

    label: str
    number: int | Hidden
    unit: str = ""

    @property
    def words(self) -> str:
        return self.number.value if isinstance(self.number, Hidden) else f"{self.number}{self.unit}"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A chart and the table behind it. `code` is its part of an address; `longest` is what the longest bar would say."""

    code: str
    title: str
    group: str  # what the groups are, as the table's heading
    measure: str
    rows: tuple[Row, ...]
    overall: Row

    @property
    def bars(self) -> list[Row]:
        return [row for row in self.rows if not isinstance(row.number, Hidden)]

    @property
    def hidden(self) -> list[str]:
        return [row.label for row in self.rows if isinstance(row.number, Hidden)]

    @property
    def longest(self) -> int:
        if self.overall.unit:
            return 100
        return max((row.number for row in self.bars if isinstance(row.number, int)), default=1)


def figures_of(programmes: Sequence[Counted], orders: Mapping[str, Sequence[str]]) -> list[Figure]:
    """Return every figure of programmes that began in one school year.

    `orders` says in which order the groups of each kind stand. Each figure divides the same programmes into groups that
    do not overlap, so that what one shows tells nothing of what another hides.
    """
    waits = [words for _, words in WAITS]
    numbers = [
        _numbers("state", programmes, lambda one: one.state, orders["state"]),
        *(_numbers(name, programmes, group_of, orders[name]) for name, group_of in GROUPS.items()),
        _numbers("waiting time", programmes, lambda one: one.wait, [*waits, LONGER, NOT_RECORDED]),
    ]
    reviews = [_reviews(name, programmes, group_of, orders[name]) for name, group_of in GROUPS.items()]
    targets = [_targets(name, programmes, group_of, orders[name]) for name, group_of in GROUPS.items()]
    return [*numbers, *reviews, *targets]


def _numbers(
    name: str, programmes: Sequence[Counted], group_of: Callable[[Counted], str], order: Sequence[str]
) -> Figure:
    groups = grouped(programmes, group_of)
    sizes = {group: len(several) for group, several in groups.items()}
    broken = break_down(sizes, pupils=pupils_in(programmes, group_of), fewest=1)
    return Figure(
        code=_code("programmes", name),
        title=f"Programmes by {name}",
        group=name.capitalize(),
        measure="Programmes",
        rows=tuple(
            Row(label=group, number=broken.of(group))
            for group in _in_order(groups, order)
            if group in broken.hidden or group in broken.shown
        )
        or (Row(label=EVERY_GROUP, number=Hidden.BESIDE_SMALL),),
        overall=Row(label=ALL, number=broken.total),
    )


def _reviews(
    name: str, programmes: Sequence[Counted], group_of: Callable[[Counted], str], order: Sequence[str]
) -> Figure:
    parts = {
        group: Part(
            part=sum(one.reviews_in_time for one in several),
            whole=sum(one.reviews for one in several),
            pupils=frozenset(one.pupil_id for one in several if one.reviews),
        )
        for group, several in grouped(programmes, group_of).items()
    }
    return _shares("reviews", "Reviews held in time", name, parts, order, tells_of_pupils=False)


def _targets(
    name: str, programmes: Sequence[Counted], group_of: Callable[[Counted], str], order: Sequence[str]
) -> Figure:
    parts = {
        group: Part(
            part=sum(one.targets_achieved for one in several),
            whole=sum(one.targets for one in several),
            pupils=frozenset(one.pupil_id for one in several if one.targets),
        )
        for group, several in grouped(programmes, group_of).items()
    }
    return _shares("targets", "Targets achieved", name, parts, order, tells_of_pupils=True)


def _shares(
    code: str,
    measure: str,
    name: str,
    parts: dict[str, Part],
    order: Sequence[str],
    *,
    tells_of_pupils: bool,
) -> Figure:
    there = {group: part for group, part in parts.items() if part.whole}
    shares = break_down_shares(there, tells_of_pupils=tells_of_pupils)
    return Figure(
        code=_code(code, name),
        title=f"{measure} by {name}",
        group=name.capitalize(),
        measure=measure,
        rows=tuple(Row(label=group, number=shares.of(group), unit="%") for group in _in_order(there, order)),
        overall=Row(label=ALL, number=shares.overall, unit="%"),
    )


def _in_order(groups: Iterable[str], order: Sequence[str]) -> list[str]:
    there = set(groups)
    return [group for group in order if group in there] + sorted(there - set(order))


def _code(of: str, by: str) -> str:
    return f"{of}-by-{by.replace(' ', '-')}"
