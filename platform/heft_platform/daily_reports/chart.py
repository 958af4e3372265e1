"""Where the marks of a chart stand. The page draws them as SVG; nothing here knows of HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from heft_platform.daily_reports.progress import Progress

WIDTH, NARROW = 680, 320  # on a desk, and on a phone, where the letters must not shrink
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 16, 270
AIM = 80  # percent: the usual aim of check-in, check-out
ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A point of a line: where, and what it says."""

    x: float
    y: float
    says: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A target's line, in pieces: a week without figures is a gap."""

    number: int
    label: str
    pieces: tuple[str, ...]  # of an SVG polyline; broken where there was no school
    marks: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True)
class Holiday:
    """A place on the chart where there was no school for a week or more."""

    x: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Everything that is drawn."""

    width: int
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, str], ...]
    holidays: tuple[Holiday, ...]
    aim_y: float


def chart_of(progress: Progress, *, width: int = WIDTH) -> Chart:
    """Lay out the weekly share met for each target, in so many units from edge to edge."""
    places = _places([week.monday for week in progress.weeks])
    step = (width - LEFT - RIGHT) / max(1, places[-1] + 1 if places else 1)
    across = [LEFT + step * (place + 0.5) for place in places]
    lines = tuple(
        _line(number, label, [week.by_target[number - 1] for week in progress.weeks], across, 1.5 * step)
        for number, label in enumerate(progress.targets, start=1)
    )
    return Chart(
        width=width,
        lines=lines,
        ticks=tuple((x, str(week.number)) for x, week in zip(across, progress.weeks, strict=True)),
        holidays=tuple(
            Holiday(x=round(before + step / 2, 1), width=round(after - before - step, 1))
            for before, after in pairwise(across)
            if after - before > 1.5 * step
        ),
        levels=tuple((_y(level), f"{level}%") for level in (0, 20, 40, 60, 80, 100)),
        aim_y=_y(AIM),
    )


def _places(mondays: Sequence[date]) -> list[int]:
    """Return where each week stands, counted in weeks; a holiday, however long, takes the room of one."""
    places: list[int] = []
    for before, monday in zip([None, *mondays], mondays, strict=False):
        if before is None:
            places.append(0)
        else:
            places.append(places[-1] + (1 if monday - before == ONE_WEEK else 2))
    return places


def _line(number: int, label: str, values: list[int | None], across: list[float], farthest: float) -> Line:
    pieces: list[list[str]] = [[]]
    marks = []
    last_x = LEFT - farthest
    for x, value in zip(across, values, strict=True):
        if value is None or x - last_x > farthest:
            pieces.append([])
        last_x = x
        if value is None:
            continue
        pieces[-1].append(f"{x:.1f},{_y(value):.1f}")
        marks.append(Mark(x=round(x, 1), y=round(_y(value), 1), says=f"{value}%"))
    drawn = tuple(" ".join(piece) for piece in pieces if len(piece) > 1)
    return Line(number=number, label=label, pieces=drawn, marks=tuple(marks))


def _y(percent: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * percent / 100
