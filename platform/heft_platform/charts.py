"""Where the marks of a chart stand. The page draws them as SVG; nothing here knows of HTML."""

from dataclasses import dataclass

from heft_platform.daily_reports.progress import Progress

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 680, 44, 16, 16, 270
AIM = 80  # percent: the usual aim of check-in, check-out


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
    pieces: tuple[str, ...]  # of an SVG polyline
    marks: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Everything that is drawn."""

    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, str], ...]
    aim_y: float


def chart_of(progress: Progress) -> Chart:
    """Lay out the weekly share met for each target."""
    step = (WIDTH - LEFT - RIGHT) / max(1, len(progress.weeks))
    across = [LEFT + step * (place + 0.5) for place in range(len(progress.weeks))]
    lines = tuple(
        _line(number, label, [week.by_target[number - 1] for week in progress.weeks], across)
        for number, label in enumerate(progress.targets, start=1)
    )
    return Chart(
        lines=lines,
        ticks=tuple((x, str(week.number)) for x, week in zip(across, progress.weeks, strict=True)),
        levels=tuple((_y(level), f"{level}%") for level in (0, 20, 40, 60, 80, 100)),
        aim_y=_y(AIM),
    )


def _line(number: int, label: str, values: list[int | None], across: list[float]) -> Line:
    pieces: list[list[str]] = [[]]
    marks = []
    for x, value in zip(across, values, strict=True):
        if value is None:
            pieces.append([])
            continue
        pieces[-1].append(f"{x:.1f},{_y(value):.1f}")
        marks.append(Mark(x=round(x, 1), y=round(_y(value), 1), says=f"{value}%"))
    drawn = tuple(" ".join(piece) for piece in pieces if len(piece) > 1)
    return Line(number=number, label=label, pieces=drawn, marks=tuple(marks))


def _y(percent: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * percent / 100
