"""Where the bars of a figure stand. The page draws them as SVG; nothing here knows of HTML."""

from dataclasses import dataclass

from heft_platform.numbers.figures import Figure

WIDTH, NARROW = 680, 320  # on a desk, and on a phone, where the letters must not shrink
LINE = 44  # holds a label, and its bar below
RIGHT = 84  # room for the number at the end of the longest bar
LETTERS = {WIDTH: 80, NARROW: 38}  # that fit into a line


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: where its label and its rectangle stand, and what it says."""

    y: int
    width: float
    label: str
    says: str

    @property
    def end(self) -> float:
        return self.width + 8


@dataclass(frozen=True, kw_only=True)
class Bars:
    """All bars of a figure."""

    width: int
    height: int
    bars: tuple[Bar, ...]


def bars_of(figure: Figure, *, width: int = WIDTH) -> Bars:
    """Lay out the groups of a figure that are shown, one below the other. Bars begin at zero."""
    bars = tuple(
        Bar(
            y=LINE * place,
            width=round((width - RIGHT) * row.number / figure.longest, 1),
            label=_short(row.label, LETTERS[width]),
            says=row.words,
        )
        for place, row in enumerate(figure.bars)
        if isinstance(row.number, int)
    )
    return Bars(width=width, height=LINE * len(bars), bars=bars)


def _short(words: str, letters: int) -> str:
    return words if len(words) <= letters else f"{words[: letters - 1]}…"
